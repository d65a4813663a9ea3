import type { PlannedResource } from "../../preview/plan.ts";
import type { Request } from "../support/iam/evaluate.ts";
import { ACCOUNT, REGION } from "./support.ts";

/** Context that AWS gives every call of the deployment. */
type Context = NonNullable<Request["context"]>;
type Calls = (resource: PlannedResource, context: Context) => Request[];

const IAM = `arn:aws:iam::${ACCOUNT}`;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const calls = (actions: string, resource: (planned: PlannedResource) => string): Calls => {
  const [service = "", ...names] = actions.split(" ");
  return (planned, context) =>
    names.map((name) => ({ action: `${service}:${name}`, resource: resource(planned), context }));
};
const ec2 = (actions: string): Calls => calls(`ec2 ${actions}`, () => "*");
const bucket = (actions: string): Calls =>
  calls(`s3 ${actions}`, ({ inputs, outputs }) => `arn:aws:s3:::${text(inputs.bucket) || text(outputs.bucket)}`);
const eks = (actions: string, kind: string): Calls =>
  calls(`eks ${actions}`, ({ inputs }) =>
    arn("eks", kind === "" ? `cluster/${text(inputs.clusterName)}` : `${kind}/${text(inputs.clusterName)}/x/y`),
  );
const role = (actions: string, name: (planned: PlannedResource) => string): Calls =>
  calls(`iam ${actions}`, (planned) => `${IAM}:role/${name(planned)}`);
const both =
  (...all: Calls[]): Calls =>
  (resource, context) =>
    all.flatMap((one) => one(resource, context));
const named = ({ inputs, outputs }: PlannedResource): string => text(inputs.name) || text(outputs.name);

/**
 * What the AWS provider calls to make, read, change and delete a resource of a type, as far as IAM tells calls apart.
 * A type that is not here has no permissions in bootstrap/documents either, or nobody looked.
 * Source: AWS Service Authorization Reference, and the resources of the same name in hashicorp/terraform-provider-aws.
 */
export const CALLS: Readonly<Record<string, Calls>> = {
  "aws:ec2/vpc:Vpc": ec2("CreateVpc DescribeVpcs ModifyVpcAttribute CreateTags DeleteTags DeleteVpc"),
  "aws:ec2/subnet:Subnet": ec2("CreateSubnet DescribeSubnets ModifySubnetAttribute CreateTags DeleteSubnet"),
  "aws:ec2/internetGateway:InternetGateway": ec2(
    "CreateInternetGateway AttachInternetGateway DetachInternetGateway DeleteInternetGateway",
  ),
  "aws:ec2/eip:Eip": ec2("AllocateAddress DescribeAddresses DisassociateAddress ReleaseAddress"),
  "aws:ec2/natGateway:NatGateway": ec2("CreateNatGateway DescribeNatGateways DeleteNatGateway"),
  "aws:ec2/routeTable:RouteTable": ec2("CreateRouteTable DescribeRouteTables DeleteRouteTable"),
  "aws:ec2/route:Route": ec2("CreateRoute ReplaceRoute DeleteRoute"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2(
    "AssociateRouteTable ReplaceRouteTableAssociation DisassociateRouteTable",
  ),
  "aws:ec2/securityGroup:SecurityGroup": ec2(
    "CreateSecurityGroup DescribeSecurityGroups RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress DeleteSecurityGroup",
  ),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2(
    "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags",
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2(
    "AuthorizeSecurityGroupIngress DescribeSecurityGroupRules ModifySecurityGroupRules RevokeSecurityGroupIngress",
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("CreateVpcEndpoint DescribePrefixLists ModifyVpcEndpoint DeleteVpcEndpoints"),
  "aws:ec2/flowLog:FlowLog": ec2("CreateFlowLogs DescribeFlowLogs DeleteFlowLogs"),
  "aws:ec2/tag:Tag": ec2("CreateTags DescribeTags DeleteTags"),
  "aws:ec2/launchTemplate:LaunchTemplate": both(
    ec2("CreateLaunchTemplate CreateLaunchTemplateVersion ModifyLaunchTemplate DescribeLaunchTemplateVersions"),
    calls("ec2 DeleteLaunchTemplate DeleteLaunchTemplateVersions", () => arn("ec2", "launch-template/lt-1")),
  ),
  "aws:eks/cluster:Cluster": calls(
    "eks CreateCluster DescribeCluster UpdateClusterConfig UpdateClusterVersion DescribeUpdate TagResource DeleteCluster",
    ({ inputs }) => arn("eks", `cluster/${text(inputs.name)}`),
  ),
  "eks:index:Cluster": calls("eks DescribeCluster", ({ inputs }) => arn("eks", `cluster/${text(inputs.name)}`)),
  "aws:eks/nodeGroup:NodeGroup": both(
    eks("CreateNodegroup", ""),
    eks("DescribeNodegroup UpdateNodegroupConfig UpdateNodegroupVersion DeleteNodegroup", "nodegroup"),
    ec2("RunInstances"),
  ),
  "aws:eks/addon:Addon": both(
    eks("CreateAddon", ""),
    eks("DescribeAddon UpdateAddon DeleteAddon TagResource", "addon"),
  ),
  "aws:eks/accessEntry:AccessEntry": both(
    eks("CreateAccessEntry", ""),
    eks("DescribeAccessEntry UpdateAccessEntry DeleteAccessEntry", "access-entry"),
  ),
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": eks(
    "AssociateAccessPolicy ListAssociatedAccessPolicies DisassociateAccessPolicy",
    "access-entry",
  ),
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": both(
    eks("CreatePodIdentityAssociation", ""),
    eks(
      "DescribePodIdentityAssociation UpdatePodIdentityAssociation DeletePodIdentityAssociation",
      "podidentityassociation",
    ),
  ),
  "aws:iam/role:Role": role(
    "CreateRole GetRole TagRole UpdateAssumeRolePolicy PutRolePermissionsBoundary ListAttachedRolePolicies ListInstanceProfilesForRole DeleteRole",
    named,
  ),
  "aws:iam/rolePolicy:RolePolicy": role("PutRolePolicy GetRolePolicy DeleteRolePolicy", ({ inputs }) =>
    text(inputs.role),
  ),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (resource, context) =>
    role("AttachRolePolicy DetachRolePolicy", ({ inputs }) => text(inputs.role))(resource, {
      ...context,
      "iam:PolicyARN": text(resource.inputs.policyArn),
    }),
  "aws:iam/policy:Policy": calls(
    "iam CreatePolicy GetPolicy GetPolicyVersion ListPolicyVersions CreatePolicyVersion DeletePolicyVersion TagPolicy DeletePolicy",
    (planned) => `${IAM}:policy/${named(planned)}`,
  ),
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": (resource, context) =>
    role("CreateServiceLinkedRole", () => "aws-service-role/x/y")(resource, {
      ...context,
      "iam:AWSServiceName": text(resource.inputs.awsServiceName),
    }),
  "aws:kms/key:Key": both(
    calls("kms CreateKey TagResource", () => "*"),
    calls(
      "kms DescribeKey GetKeyPolicy PutKeyPolicy EnableKeyRotation GetKeyRotationStatus ListResourceTags CreateGrant ScheduleKeyDeletion",
      () => arn("kms", "key/1234"),
    ),
  ),
  "aws:kms/alias:Alias": both(
    calls("kms CreateAlias UpdateAlias DeleteAlias", ({ inputs }) => arn("kms", text(inputs.name))),
    calls("kms CreateAlias UpdateAlias DeleteAlias", () => arn("kms", "key/1234")),
    calls("kms ListAliases", () => "*"),
  ),
  "aws:cloudwatch/logGroup:LogGroup": calls(
    "logs CreateLogGroup AssociateKmsKey PutRetentionPolicy DescribeLogGroups ListTagsForResource TagResource DeleteLogGroup",
    ({ inputs }) => arn("logs", `log-group:${text(inputs.name)}`),
  ),
  "aws:cloudwatch/logStream:LogStream": calls("logs CreateLogStream DescribeLogStreams DeleteLogStream", ({ inputs }) =>
    arn("logs", `log-group:${text(inputs.logGroupName)}:log-stream:${text(inputs.name)}`),
  ),
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": calls(
    "firehose CreateDeliveryStream DescribeDeliveryStream ListTagsForDeliveryStream UpdateDestination StartDeliveryStreamEncryption TagDeliveryStream DeleteDeliveryStream",
    ({ inputs }) => arn("firehose", `deliverystream/${text(inputs.name)}`),
  ),
  "aws:cloudwatch/eventRule:EventRule": calls(
    "events PutRule DescribeRule ListTagsForResource TagResource DeleteRule",
    ({ inputs }) => arn("events", `rule/${text(inputs.name)}`),
  ),
  "aws:cloudwatch/eventTarget:EventTarget": calls("events PutTargets ListTargetsByRule RemoveTargets", ({ inputs }) =>
    arn("events", `rule/${text(inputs.rule)}`),
  ),
  "aws:sqs/queue:Queue": calls(
    "sqs CreateQueue GetQueueAttributes GetQueueUrl SetQueueAttributes ListQueueTags TagQueue DeleteQueue",
    ({ inputs }) => arn("sqs", text(inputs.name)),
  ),
  "aws:sqs/queuePolicy:QueuePolicy": calls("sqs SetQueueAttributes GetQueueAttributes", ({ inputs }) =>
    arn("sqs", text(inputs.queueUrl).split("/").at(-1) ?? ""),
  ),
  "aws:s3/bucket:Bucket": bucket(
    "CreateBucket ListBucket GetBucketTagging GetBucketPolicy GetAccelerateConfiguration GetReplicationConfiguration PutBucketTagging DeleteBucket",
  ),
  "aws:s3/bucketVersioning:BucketVersioning": bucket("PutBucketVersioning GetBucketVersioning"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucket(
    "PutBucketPublicAccessBlock GetBucketPublicAccessBlock",
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucket(
    "PutEncryptionConfiguration GetEncryptionConfiguration",
  ),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucket(
    "PutBucketOwnershipControls GetBucketOwnershipControls",
  ),
  "aws:s3/bucketPolicy:BucketPolicy": bucket("PutBucketPolicy GetBucketPolicy DeleteBucketPolicy"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucket(
    "PutLifecycleConfiguration GetLifecycleConfiguration",
  ),
  "aws:s3/bucketLogging:BucketLogging": bucket("PutBucketLogging GetBucketLogging"),
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": bucket(
    "PutBucketObjectLockConfiguration GetBucketObjectLockConfiguration",
  ),
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": bucket(
    "PutReplicationConfiguration GetReplicationConfiguration",
  ),
  "aws:cloudwatch/metricAlarm:MetricAlarm": both(
    calls("cloudwatch PutMetricAlarm ListTagsForResource TagResource DeleteAlarms", ({ inputs }) =>
      arn("cloudwatch", `alarm:${text(inputs.name)}`),
    ),
    calls("cloudwatch DescribeAlarms", () => "*"),
  ),
  "aws:cloudwatch/metricStream:MetricStream": calls(
    "cloudwatch PutMetricStream GetMetricStream TagResource DeleteMetricStream",
    ({ inputs }) => arn("cloudwatch", `metric-stream/${text(inputs.name)}`),
  ),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": calls(
    "logs PutMetricFilter DescribeMetricFilters DeleteMetricFilter",
    ({ inputs }) => arn("logs", `log-group:${text(inputs.logGroupName)}`),
  ),
  "aws:sns/topic:Topic": calls(
    "sns CreateTopic GetTopicAttributes SetTopicAttributes ListTagsForResource TagResource DeleteTopic",
    ({ inputs }) => arn("sns", text(inputs.name)),
  ),
  "aws:sns/topicPolicy:TopicPolicy": calls("sns SetTopicAttributes GetTopicAttributes", ({ inputs }) =>
    text(inputs.arn),
  ),
  "aws:sns/topicSubscription:TopicSubscription": calls(
    "sns Subscribe GetSubscriptionAttributes SetSubscriptionAttributes Unsubscribe",
    ({ inputs }) => text(inputs.topic),
  ),
  "aws:budgets/budget:Budget": calls(
    "budgets ModifyBudget ViewBudget ListTagsForResource TagResource",
    ({ inputs }) => `arn:aws:budgets::${ACCOUNT}:budget/${text(inputs.name)}`,
  ),
};
