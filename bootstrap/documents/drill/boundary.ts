import { type AwsScope, clusterArn, iamArn, regionalArn } from "../../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement } from "../../../components/shared/iam.ts";
import { DRILL_CLUSTERS, DRILL_TAG } from "../../names.ts";
import { neverAllowed } from "../deployBoundary.ts";
import { OWNED_DELETIONS } from "../network.ts";
import type { EnvironmentScope } from "../scope.ts";
import { stateAccess } from "../state.ts";
import { DRILL_READS } from "./platform.ts";
import { drillRoleLimits, drillScope, drillSource } from "./scope.ts";

/**
 * What bounds the role of the recovery drill, whatever is attached to it later: temporary clusters by their name and tag,
 * the stack's state to read, and nothing of the environment whose loss is played to write or delete.
 */
export function drillBoundary(context: EnvironmentScope): PolicyDocument {
  const own = drillScope(context);
  return policyDocument(
    ...allowed(context),
    // The state is as narrow here as in the role's own policies.
    ...stateAccess(context, "drill").Statement,
    ...neverAllowed(own, drillRoleLimits(context), ["ec2:*"]),
    ...productionStays(context),
  );
}

function allowed(context: EnvironmentScope): PolicyStatement[] {
  const { scope, tags } = context;
  const named = ["role", "policy"].map((kind) => iamArn(scope, `${kind}/${DRILL_CLUSTERS}-*`));
  return [
    { Sid: "Read", Effect: "Allow", Action: [...DRILL_READS, "iam:Get*", "iam:List*"], Resource: "*" },
    {
      Sid: "ChangeInRegion",
      Effect: "Allow",
      Action: [
        ...[
          "AllocateAddress",
          "Associate*",
          "Attach*",
          "AuthorizeSecurityGroupIngress",
          "Create*",
          "Detach*",
          "Disassociate*",
          "Modify*",
        ].map(ec2),
        ...["ReleaseAddress", "Replace*", "Revoke*", "RunInstances"].map(ec2),
        ...["DeleteFlowLogs", "DeleteInternetGateway", "DeleteNatGateway", "DeleteRoute*", "DeleteSubnet"].map(ec2),
        ...["DeleteTags", "DeleteVpc*"].map(ec2),
        ...["AssociateKmsKey", "CreateLogGroup", "DeleteLogGroup", "PutRetentionPolicy", "*agResource"].map(
          (action) => `logs:${action}`,
        ),
        ...["CancelKeyDeletion", "Create*", "DeleteAlias", "DisableKeyRotation", "Enable*", "PutKeyPolicy"].map(kms),
        ...["ScheduleKeyDeletion", "*agResource", "Update*"].map(kms),
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    {
      Sid: "DeleteOwnLaunchTemplates",
      Effect: "Allow",
      Action: OWNED_DELETIONS,
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/environment": DRILL_TAG, "aws:ResourceTag/owner": tags.owner } },
    },
    { Sid: "Clusters", Effect: "Allow", Action: CLUSTER_CHANGES, Resource: allOf(scope, DRILL_CLUSTERS) },
    {
      Sid: "Identities",
      Effect: "Allow",
      Action: ["AttachRolePolicy", "Create*", "Delete*", "DetachRolePolicy", "Put*", "Tag*", "Untag*", "Update*"].map(
        (action) => `iam:${action}`,
      ),
      Resource: [...named, iamArn(scope, "role/aws-service-role/*")],
    },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: iamArn(scope, `role/${DRILL_CLUSTERS}-*`),
      Condition: { StringEquals: { "iam:PassedToService": drillRoleLimits(context).services } },
    },
  ];
}

/** Said once more as a denial, which no policy of a bucket, key or cluster can overrule. */
function productionStays(context: EnvironmentScope): PolicyStatement[] {
  const { scope, environment } = context;
  const { bucket } = drillSource(context);
  return [
    {
      Sid: "ClusterStays",
      Effect: "Deny",
      Action: ["Associate*", "Create*", "Delete*", "Disassociate*", "*agResource", "Update*"].map(
        (one) => `eks:${one}`,
      ),
      Resource: allOf(scope, environment.clusterName),
    },
    {
      Sid: "BackupsStay",
      Effect: "Deny",
      Action: ["s3:Delete*", "s3:Put*", "ec2:DeleteSnapshot", "ec2:ModifySnapshot*"],
      Resource: [`${bucket}*`, `arn:${scope.partition}:ec2:*::snapshot/*`],
    },
  ];
}

const CLUSTER_CHANGES = ["Associate*", "Create*", "Delete*", "Disassociate*", "*agResource", "Update*"].map(
  (action) => `eks:${action}`,
);

/** A cluster with all that EKS files under it, of whatever kind. */
function allOf(scope: AwsScope, clusterName: string): string[] {
  return [clusterArn(scope, clusterName), regionalArn(scope, "eks", `*/${clusterName}/*`)];
}

const ec2 = (action: string): string => `ec2:${action}`;
const kms = (action: string): string => `kms:${action}`;
