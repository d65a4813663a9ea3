import type { EnforcementLevel, Policies } from "@pulumi/policy";
import { cloudwatchLogGroupEncryption } from "./rules/cloudwatch-log-group-encryption.ts";
import { cloudwatchLogGroupRetention } from "./rules/cloudwatch-log-group-retention.ts";
import { ebsVolumeEncryption } from "./rules/ebs-volume-encryption.ts";
import { ec2DefaultSecurityGroup } from "./rules/ec2-default-security-group.ts";
import { ec2DetailedMonitoring } from "./rules/ec2-detailed-monitoring.ts";
import { ec2Imdsv2 } from "./rules/ec2-imdsv2.ts";
import { ec2LaunchTemplateEncryption } from "./rules/ec2-launch-template-encryption.ts";
import { ec2NetworkAclIngress } from "./rules/ec2-network-acl-ingress.ts";
import { ec2NoDefaultVpc } from "./rules/ec2-no-default-vpc.ts";
import { ec2PublicAddress } from "./rules/ec2-public-address.ts";
import { ec2SecurityGroupDescription } from "./rules/ec2-security-group-description.ts";
import { ec2SecurityGroupEgress } from "./rules/ec2-security-group-egress.ts";
import { ec2SecurityGroupIngress } from "./rules/ec2-security-group-ingress.ts";
import { ec2SecurityGroupWebIngress } from "./rules/ec2-security-group-web-ingress.ts";
import { ec2VpcEndpointPolicy } from "./rules/ec2-vpc-endpoint-policy.ts";
import { ec2VpcFlowLogs } from "./rules/ec2-vpc-flow-logs.ts";
import { ecrRepositoryEncryption } from "./rules/ecr-repository-encryption.ts";
import { ecrRepositoryImageIntegrity } from "./rules/ecr-repository-image-integrity.ts";
import { efsFileSystemEncryption } from "./rules/efs-file-system-encryption.ts";
import { eksAddonConflictResolution } from "./rules/eks-addon-conflict-resolution.ts";
import { eksAddonVersion } from "./rules/eks-addon-version.ts";
import { eksClusterAuthenticationMode } from "./rules/eks-cluster-authentication-mode.ts";
import { eksClusterCreatorAdmin } from "./rules/eks-cluster-creator-admin.ts";
import { eksClusterLogging } from "./rules/eks-cluster-logging.ts";
import { eksClusterPrivateEndpoint } from "./rules/eks-cluster-private-endpoint.ts";
import { eksClusterPublicAccess } from "./rules/eks-cluster-public-access.ts";
import { eksClusterSecretsEncryption } from "./rules/eks-cluster-secrets-encryption.ts";
import { eksClusterVersion } from "./rules/eks-cluster-version.ts";
import { eksClusterVersionEnd } from "./rules/eks-cluster-version-end.ts";
import { eksNetworkPolicy } from "./rules/eks-network-policy.ts";
import { eksNodeGroupOperatingSystem } from "./rules/eks-node-group-operating-system.ts";
import { eksNodeGroupRemoteAccess } from "./rules/eks-node-group-remote-access.ts";
import { eksPodIdentity } from "./rules/eks-pod-identity.ts";
import { iamDataAccess } from "./rules/iam-data-access.ts";
import { iamManagedPolicyAttachment } from "./rules/iam-managed-policy-attachment.ts";
import { iamNoAllowByExclusion } from "./rules/iam-no-allow-by-exclusion.ts";
import { iamNoFullAdmin } from "./rules/iam-no-full-admin.ts";
import { iamNoServiceWildcard } from "./rules/iam-no-service-wildcard.ts";
import { iamNoUsers } from "./rules/iam-no-users.ts";
import { iamPassRole } from "./rules/iam-pass-role.ts";
import { iamPolicySize } from "./rules/iam-policy-size.ts";
import { iamPrivilegeEscalation } from "./rules/iam-privilege-escalation.ts";
import { iamRoleSessionLength } from "./rules/iam-role-session-length.ts";
import { iamRoleTrust } from "./rules/iam-role-trust.ts";
import { iamTerminationConditions } from "./rules/iam-termination-conditions.ts";
import { kmsKeyDeletionWindow } from "./rules/kms-key-deletion-window.ts";
import { kmsKeyPolicyPrincipals } from "./rules/kms-key-policy-principals.ts";
import { kmsKeyRotation } from "./rules/kms-key-rotation.ts";
import { lbListenerTransportEncryption } from "./rules/lb-listener-transport-encryption.ts";
import { rdsStorageEncryption } from "./rules/rds-storage-encryption.ts";
import { resourceCostTags } from "./rules/resource-cost-tags.ts";
import { resourceInSight } from "./rules/resource-in-sight.ts";
import { resourcePolicyPrincipals } from "./rules/resource-policy-principals.ts";
import { resourceProtection } from "./rules/resource-protection.ts";
import { resourcePublicAccess } from "./rules/resource-public-access.ts";
import { s3BucketAccessLogging } from "./rules/s3-bucket-access-logging.ts";
import { s3BucketAcl } from "./rules/s3-bucket-acl.ts";
import { s3BucketEncryption } from "./rules/s3-bucket-encryption.ts";
import { s3BucketForceDestroy } from "./rules/s3-bucket-force-destroy.ts";
import { s3BucketLifecycle } from "./rules/s3-bucket-lifecycle.ts";
import { s3BucketPublicAccessBlock } from "./rules/s3-bucket-public-access-block.ts";
import { s3BucketTransportEncryption } from "./rules/s3-bucket-transport-encryption.ts";
import { s3BucketVersioning } from "./rules/s3-bucket-versioning.ts";
import { secretsmanagerSecretEncryption } from "./rules/secretsmanager-secret-encryption.ts";
import { snsTopicEncryption } from "./rules/sns-topic-encryption.ts";
import { snsTopicTransportEncryption } from "./rules/sns-topic-transport-encryption.ts";
import { sqsQueueEncryption } from "./rules/sqs-queue-encryption.ts";
import { sqsQueueRetention } from "./rules/sqs-queue-retention.ts";
import { sqsQueueTransportEncryption } from "./rules/sqs-queue-transport-encryption.ts";

/** The pack as data. Importing it starts nothing; index.mjs hands it to Pulumi's policy host. */
export const pack: { name: string; description: string; enforcementLevel: EnforcementLevel; policies: Policies } = {
  name: "eks-platform-aws",
  description: "Guardrails for the AWS side of an EKS platform.",
  enforcementLevel: "mandatory",
  policies: [
    // Nodes
    ec2Imdsv2,
    ec2LaunchTemplateEncryption,
    ec2DetailedMonitoring,
    ec2PublicAddress,
    eksNodeGroupOperatingSystem,
    eksNodeGroupRemoteAccess,
    // The cluster
    eksAddonConflictResolution,
    eksAddonVersion,
    eksClusterAuthenticationMode,
    eksClusterCreatorAdmin,
    eksClusterLogging,
    eksClusterPrivateEndpoint,
    eksClusterPublicAccess,
    eksClusterSecretsEncryption,
    eksClusterVersion,
    eksClusterVersionEnd,
    eksNetworkPolicy,
    eksPodIdentity,
    // Permissions
    iamDataAccess,
    iamManagedPolicyAttachment,
    iamNoAllowByExclusion,
    iamNoFullAdmin,
    iamNoServiceWildcard,
    iamNoUsers,
    iamPassRole,
    iamPolicySize,
    iamPrivilegeEscalation,
    iamRoleSessionLength,
    iamRoleTrust,
    iamTerminationConditions,
    kmsKeyPolicyPrincipals,
    resourcePolicyPrincipals,
    // The network
    ec2DefaultSecurityGroup,
    ec2NetworkAclIngress,
    ec2NoDefaultVpc,
    ec2SecurityGroupDescription,
    ec2SecurityGroupEgress,
    ec2SecurityGroupIngress,
    ec2SecurityGroupWebIngress,
    ec2VpcEndpointPolicy,
    ec2VpcFlowLogs,
    lbListenerTransportEncryption,
    // Data
    cloudwatchLogGroupEncryption,
    cloudwatchLogGroupRetention,
    ebsVolumeEncryption,
    ecrRepositoryEncryption,
    ecrRepositoryImageIntegrity,
    efsFileSystemEncryption,
    kmsKeyDeletionWindow,
    kmsKeyRotation,
    rdsStorageEncryption,
    s3BucketAccessLogging,
    s3BucketAcl,
    s3BucketEncryption,
    s3BucketForceDestroy,
    s3BucketLifecycle,
    s3BucketPublicAccessBlock,
    s3BucketTransportEncryption,
    s3BucketVersioning,
    secretsmanagerSecretEncryption,
    snsTopicEncryption,
    snsTopicTransportEncryption,
    sqsQueueEncryption,
    sqsQueueRetention,
    sqsQueueTransportEncryption,
    // Everything
    resourceCostTags,
    resourceInSight,
    resourceProtection,
    resourcePublicAccess,
  ],
};
