import { NETWORK_FIXTURES } from "./networkFixtures.ts";
import { type Fixture, one } from "./fixture.ts";

const policyOf = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const attachment = (name: string, role: string, policy: string): Fixture =>
  one(name, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", ({ id }) => ({
    role: id(role),
    policyArn: policyOf(policy),
  }));
const role = (name: string): Fixture => one(name, "aws:iam/role:Role", () => ({ name, assumeRolePolicy: "{}" }));
const addon = (name: string): Fixture =>
  one(`addon-${name}`, "aws:eks/addon:Addon", ({ id }) => ({ clusterName: id("cluster"), addonName: name }));
const association = (name: string, serviceAccount: string, namespace = "kube-system"): Fixture[] => [
  role(`${name}-role`),
  attachment(`${name}-permissions`, `${name}-role`, "Some"),
  one(`${name}-association`, "aws:eks/podIdentityAssociation:PodIdentityAssociation", ({ id, arn }) => ({
    clusterName: id("cluster"),
    namespace,
    serviceAccount,
    roleArn: arn(`${name}-role`),
  })),
];
const bucketPart = (part: string, further: Fixture["inputs"] = () => ({})): Fixture =>
  one(part, `aws:s3/${part}:${part.charAt(0).toUpperCase()}${part.slice(1)}`, (made) => ({
    bucket: made.id("bucket"),
    ...further(made),
  }));

const KEYS: readonly Fixture[] = [
  one("key", "aws:kms/key:Key", () => ({ description: "a key" })),
  one("alias", "aws:kms/alias:Alias", ({ id }) => ({ name: "alias/key", targetKeyId: id("key") })),
  one("flow-log-group", "aws:cloudwatch/logGroup:LogGroup", ({ arn }) => ({ name: "flow-logs", kmsKeyId: arn("key") })),
  one("logs", "aws:cloudwatch/logGroup:LogGroup", ({ arn }) => ({
    name: "/aws/eks/platform/cluster",
    kmsKeyId: arn("key"),
  })),
  role("flow-log-role"),
  one("flow-log-policy", "aws:iam/rolePolicy:RolePolicy", ({ id }) => ({
    role: id("flow-log-role"),
    name: "deliver",
    policy: "{}",
  })),
  one("flow-log", "aws:ec2/flowLog:FlowLog", ({ id, arn }) => ({
    vpcId: id("vpc"),
    trafficType: "ALL",
    logDestination: arn("flow-log-group"),
    iamRoleArn: arn("flow-log-role"),
  })),
];

const EKS: readonly Fixture[] = [
  role("cluster-role"),
  attachment("cluster-policy", "cluster-role", "AmazonEKSClusterPolicy"),
  role("node-role"),
  attachment("node-policy", "node-role", "AmazonEKSWorkerNodePolicy"),
  attachment("node-pull", "node-role", "AmazonEC2ContainerRegistryPullOnly"),
  one("own-policy", "aws:iam/policy:Policy", () => ({ name: "own", policy: "{}" })),
  one("own-attachment", "aws:iam/rolePolicyAttachment:RolePolicyAttachment", ({ id, arn }) => ({
    role: id("node-role"),
    policyArn: arn("own-policy"),
  })),
  one("profile", "aws:iam/instanceProfile:InstanceProfile", ({ id }) => ({ name: "profile", role: id("node-role") })),
  one("linked-role", "aws:iam/serviceLinkedRole:ServiceLinkedRole", () => ({ awsServiceName: "spot.amazonaws.com" })),
  one("cluster", "aws:eks/cluster:Cluster", ({ id, arn }) => ({
    name: "platform",
    version: "1.35",
    roleArn: arn("cluster-role"),
    computeConfig: { enabled: false, nodeRoleArn: arn("node-role") },
    vpcConfig: { subnetIds: [id("subnet")], securityGroupIds: [id("group")] },
    encryptionConfig: { provider: { keyArn: arn("key") }, resources: ["secrets"] },
    enabledClusterLogTypes: ["audit"],
  })),
  one("access-entry", "aws:eks/accessEntry:AccessEntry", ({ id }) => ({
    clusterName: id("cluster"),
    principalArn: "arn:admin",
  })),
  one("access-policy", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", ({ id }) => ({
    clusterName: id("cluster"),
    principalArn: "arn:admin",
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    accessScope: { type: "cluster" },
  })),
  one("template", "aws:ec2/launchTemplate:LaunchTemplate", ({ id, arn, output }) => ({
    name: "nodes",
    blockDeviceMappings: [{ ebs: { kmsKeyId: arn("key") } }],
    networkInterfaces: [{ securityGroups: [output("cluster", "vpcConfig.clusterSecurityGroupId")] }],
    vpcSecurityGroupIds: [id("group")],
  })),
  addon("eks-pod-identity-agent"),
  ...association("cni", "aws-node"),
  addon("vpc-cni"),
  addon("kube-proxy"),
  one("nodes", "aws:eks/nodeGroup:NodeGroup", ({ id, arn }) => ({
    clusterName: id("cluster"),
    nodeGroupName: "system",
    nodeRoleArn: arn("node-role"),
    subnetIds: [id("subnet")],
    version: "1.35",
    launchTemplate: { id: id("template"), version: "1" },
    scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 3 },
  })),
  addon("coredns"),
  addon("snapshot-controller"),
  ...association("csi", "ebs-csi-controller-sa"),
  addon("aws-ebs-csi-driver"),
  ...association("karpenter", "karpenter"),
  role("karpenter-node-role"),
  ...association("balancer", "aws-load-balancer-controller"),
  ...association("velero", "velero", "velero"),
];

const EVENTS: readonly Fixture[] = [
  one("queue", "aws:sqs/queue:Queue", ({ id }) => ({ name: "interruption", kmsMasterKeyId: id("key") })),
  one("queue-policy", "aws:sqs/queuePolicy:QueuePolicy", ({ id }) => ({ queueUrl: id("queue"), policy: "{}" })),
  one("rule", "aws:cloudwatch/eventRule:EventRule", () => ({ name: "spot", eventPattern: "{}" })),
  one("target", "aws:cloudwatch/eventTarget:EventTarget", ({ id, arn }) => ({
    rule: id("rule"),
    targetId: "queue",
    arn: arn("queue"),
  })),
  one("topic", "aws:sns/topic:Topic", ({ id }) => ({ name: "alarms", kmsMasterKeyId: id("key") })),
  one("topic-policy", "aws:sns/topicPolicy:TopicPolicy", ({ arn }) => ({ arn: arn("topic"), policy: "{}" })),
  one("subscription", "aws:sns/topicSubscription:TopicSubscription", ({ arn }) => ({
    topic: arn("topic"),
    protocol: "https",
    endpoint: "https://alarms.example.com",
  })),
  one("alarm", "aws:cloudwatch/metricAlarm:MetricAlarm", ({ arn }) => ({
    name: "errors",
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    alarmActions: [arn("topic")],
  })),
  one("metric-filter", "aws:cloudwatch/logMetricFilter:LogMetricFilter", ({ id }) => ({
    name: "errors",
    pattern: "ERROR",
    logGroupName: id("logs"),
    metricTransformation: { name: "errors", namespace: "platform", value: "1" },
  })),
  one("budget", "aws:budgets/budget:Budget", ({ arn }) => ({
    name: "month",
    budgetType: "COST",
    timeUnit: "MONTHLY",
    notifications: [{ subscriberSnsTopicArns: [arn("topic")] }],
  })),
];

const BUCKETS: readonly Fixture[] = [
  one("bucket", "aws:s3/bucket:Bucket", () => ({ bucket: "backups" })),
  bucketPart("bucketPublicAccessBlock"),
  bucketPart("bucketOwnershipControls"),
  bucketPart("bucketVersioning"),
  bucketPart("bucketPolicy"),
  bucketPart("bucketLifecycleConfiguration"),
  bucketPart("bucketObjectLockConfiguration"),
  bucketPart("bucketLogging", ({ id }) => ({ targetBucket: id("bucket") })),
  bucketPart("bucketServerSideEncryptionConfiguration", ({ arn }) => ({
    rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: arn("key") } }],
  })),
  one("standby", "aws:s3/bucket:Bucket", () => ({ bucket: "standby" })),
  one("standby-versioning", "aws:s3/bucketVersioning:BucketVersioning", ({ id }) => ({ bucket: id("standby") })),
  role("replication-role"),
  attachment("replication-permissions", "replication-role", "Some"),
  bucketPart("bucketReplicationConfig", ({ arn }) => ({
    role: arn("replication-role"),
    rules: [{ destination: { bucket: arn("standby"), encryptionConfiguration: { replicaKmsKeyId: arn("key") } } }],
  })),
];

const METRICS: readonly Fixture[] = [
  one("log-stream", "aws:cloudwatch/logStream:LogStream", ({ id }) => ({ name: "errors", logGroupName: id("logs") })),
  role("metrics-role"),
  attachment("metrics-permissions", "metrics-role", "Some"),
  one("delivery", "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", ({ id, arn }) => ({
    name: "metrics",
    destination: "extended_s3",
    serverSideEncryption: { keyArn: arn("key") },
    extendedS3Configuration: {
      roleArn: arn("metrics-role"),
      bucketArn: arn("bucket"),
      kmsKeyArn: arn("key"),
      cloudwatchLoggingOptions: { logGroupName: id("logs") },
    },
  })),
  one("metric-stream", "aws:cloudwatch/metricStream:MetricStream", ({ arn }) => ({
    name: "metrics",
    firehoseArn: arn("delivery"),
    roleArn: arn("metrics-role"),
    outputFormat: "json",
  })),
];

const RANDOM: readonly Fixture[] = ["randomPassword", "randomString", "randomId", "randomUuid"].map((name) =>
  one(name, `random:index/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`, () => ({ length: 16 })),
);

/** The AWS side of a small platform. */
export const AWS_FIXTURES: readonly Fixture[] = [
  ...NETWORK_FIXTURES,
  ...KEYS,
  ...EKS,
  ...EVENTS,
  ...BUCKETS,
  ...METRICS,
  ...RANDOM,
];
