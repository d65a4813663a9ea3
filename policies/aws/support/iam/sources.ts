import type { Field } from "../field.ts";

/** Where a document stands in a resource. */
export interface Source {
  field: Field;
  /** Whether the resource is nothing without it, so that its absence is wrong. */
  required: boolean;
}

type Reader = (props: Field) => Source[];

const required =
  (key: string): Reader =>
  (props) => [{ field: props.get(key), required: true }];

const identity: Record<string, Reader> = {
  "aws:iam/policy:Policy": required("policy"),
  "aws:iam/rolePolicy:RolePolicy": required("policy"),
  "aws:iam/groupPolicy:GroupPolicy": required("policy"),
  "aws:iam/userPolicy:UserPolicy": required("policy"),
  "aws:iam/role:Role": (props) =>
    props
      .get("inlinePolicies")
      .items()
      .map((inline) => ({ field: inline.get("policy"), required: inline.get("name").set() })),
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": required("inlinePolicy"),
};

const optional =
  (key: string): Reader =>
  (props) => [{ field: props.get(key), required: false }];

const resource: Record<string, Reader> = {
  "aws:sqs/queue:Queue": optional("policy"),
  "aws:sqs/queuePolicy:QueuePolicy": required("policy"),
  "aws:sns/topic:Topic": optional("policy"),
  "aws:sns/topicPolicy:TopicPolicy": required("policy"),
  "aws:s3/bucket:Bucket": optional("policy"),
  "aws:s3/bucketV2:BucketV2": optional("policy"),
  "aws:s3/bucketPolicy:BucketPolicy": required("policy"),
  "aws:secretsmanager/secret:Secret": optional("policy"),
  "aws:secretsmanager/secretPolicy:SecretPolicy": required("policy"),
  "aws:s3/accessPoint:AccessPoint": optional("policy"),
  "aws:s3control/accessPointPolicy:AccessPointPolicy": required("policy"),
  "aws:s3control/bucketPolicy:BucketPolicy": required("policy"),
  "aws:s3tables/tableBucketPolicy:TableBucketPolicy": required("resourcePolicy"),
  "aws:s3tables/tablePolicy:TablePolicy": required("resourcePolicy"),
  "aws:dynamodb/resourcePolicy:ResourcePolicy": required("policy"),
  "aws:kinesis/resourcePolicy:ResourcePolicy": required("policy"),
  "aws:glue/resourcePolicy:ResourcePolicy": required("policy"),
  "aws:opensearch/domain:Domain": optional("accessPolicies"),
  "aws:opensearch/domainPolicy:DomainPolicy": required("accessPolicies"),
  "aws:elasticsearch/domain:Domain": optional("accessPolicies"),
  "aws:elasticsearch/domainPolicy:DomainPolicy": required("accessPolicies"),
  "aws:ecr/registryPolicy:RegistryPolicy": required("policy"),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": required("policy"),
  "aws:efs/fileSystemPolicy:FileSystemPolicy": required("policy"),
  "aws:backup/vaultPolicy:VaultPolicy": required("policy"),
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": required("policy"),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": required("policyDocument"),
};

const key: Record<string, Reader> = {
  "aws:kms/key:Key": optional("policy"),
  "aws:kms/replicaKey:ReplicaKey": optional("policy"),
  "aws:kms/externalKey:ExternalKey": optional("policy"),
  "aws:kms/replicaExternalKey:ReplicaExternalKey": optional("policy"),
  "aws:kms/keyPolicy:KeyPolicy": required("policy"),
};

const endpoint: Record<string, Reader> = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": optional("policy"),
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": required("policy"),
};

const trust: Record<string, Reader> = { "aws:iam/role:Role": required("assumeRolePolicy") };

/**
 * The resources that carry policy documents, by what the documents do: say what an identity may do, who may assume a
 * role, who may use a resource, who may use a key, what may pass an endpoint.
 */
export const SOURCES = { identity, trust, resource, key, endpoint };
