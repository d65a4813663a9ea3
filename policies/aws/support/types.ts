/** The type tokens of @pulumi/aws that several rules look for. */
export const CLUSTER = "aws:eks/cluster:Cluster";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const ADDON = "aws:eks/addon:Addon";
export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
export const INSTANCE = "aws:ec2/instance:Instance";
export const SPOT_INSTANCE = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
export const SPOT_FLEET = "aws:ec2/spotFleetRequest:SpotFleetRequest";
export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const KMS_KEY = "aws:kms/key:Key";
export const QUEUE = "aws:sqs/queue:Queue";
export const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
export const TOPIC = "aws:sns/topic:Topic";
export const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
export const ROLE = "aws:iam/role:Role";
export const DB_INSTANCE = "aws:rds/instance:Instance";
export const DB_CLUSTER = "aws:rds/cluster:Cluster";
export const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";

/** Resources of S3 have a second token each, from the provider's sixth major version; both are in use. */
function both(resource: string): string[] {
  const name = resource.charAt(0).toUpperCase() + resource.slice(1);
  return [`aws:s3/${resource}:${name}`, `aws:s3/${resource}V2:${name}V2`];
}

export const BUCKET = both("bucket");
export const BUCKET_ENCRYPTION = both("bucketServerSideEncryptionConfiguration");
export const BUCKET_VERSIONING = both("bucketVersioning");
export const BUCKET_LOGGING = both("bucketLogging");
export const BUCKET_LIFECYCLE = both("bucketLifecycleConfiguration");
export const BUCKET_ACL = both("bucketAcl");
export const BUCKET_POLICY = ["aws:s3/bucketPolicy:BucketPolicy"];
export const BUCKET_PUBLIC_ACCESS_BLOCK = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];
