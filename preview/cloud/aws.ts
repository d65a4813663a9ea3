import type { Answer, Registration } from "../monitor.ts";
import type { PlanValue } from "../plan.ts";
import { hex, uuid } from "./ids.ts";
import type { CloudScope } from "./scope.ts";

/** What a model of one resource type has to work with. */
interface Context {
  readonly scope: CloudScope;
  readonly inputs: Readonly<Record<string, PlanValue>>;
  /** The id AWS knows the resource by. */
  readonly id: string;
  /** The name AWS knows it by: the one given, else one derived from Pulumi's as the provider derives it. */
  readonly physicalName: string;
  readonly seed: string;
}

interface Model {
  /** Prefix of a generated id such as `vpc-0123456789abcdef0`. Without it the id is the physical name. */
  readonly prefix?: string;
  /** The id, where it follows another rule. */
  readonly id?: (context: Omit<Context, "id">) => string;
  /** ARN without `arn:<partition>:`. */
  readonly arn?: (context: Context) => string;
  /** Outputs beyond the inputs, `id` and `arn`. */
  readonly outputs?: (context: Context) => Record<string, PlanValue>;
}

const ec2 = (kind: string, prefix: string, outputs?: Model["outputs"]): Model => ({
  prefix,
  arn: ({ scope, id }) => `ec2:${scope.region}:${scope.accountId}:${kind}/${id}`,
  ...(outputs && { outputs }),
});
const named = (service: string, path: (name: string) => string, outputs?: Model["outputs"]): Model => ({
  arn: ({ scope, physicalName }) => `${service}:${scope.region}:${scope.accountId}:${path(physicalName)}`,
  outputs: (context) => ({ name: context.physicalName, ...outputs?.(context) }),
});
const iamPath = (inputs: Readonly<Record<string, PlanValue>>): string =>
  typeof inputs.path === "string" ? inputs.path : "/";
const iam = (kind: string, outputs?: Model["outputs"]): Model => ({
  arn: ({ scope, inputs, physicalName }) => `iam::${scope.accountId}:${kind}${iamPath(inputs)}${physicalName}`,
  outputs: (context) => ({ name: context.physicalName, ...outputs?.(context) }),
});
const text = (value: PlanValue | undefined): string => (typeof value === "string" ? value : "");

/** The AWS resource types whose outputs a platform reads. Others answer with their inputs and an id. */
const MODELS: Readonly<Record<string, Model>> = {
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", ({ seed }) => ({
    defaultSecurityGroupId: `sg-${hex(`${seed}/default`, 17)}`,
    defaultRouteTableId: `rtb-${hex(`${seed}/default`, 17)}`,
    mainRouteTableId: `rtb-${hex(`${seed}/default`, 17)}`,
    defaultNetworkAclId: `acl-${hex(`${seed}/default`, 17)}`,
  })),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "aws:ec2/internetGateway:InternetGateway": ec2("internet-gateway", "igw"),
  "aws:ec2/eip:Eip": ec2("elastic-ip", "eipalloc", ({ id }) => ({ allocationId: id, publicIp: "198.51.100.10" })),
  "aws:ec2/natGateway:NatGateway": ec2("natgateway", "nat", () => ({
    publicIp: "198.51.100.10",
    privateIp: "10.0.0.10",
  })),
  "aws:ec2/routeTable:RouteTable": ec2("route-table", "rtb"),
  "aws:ec2/route:Route": { prefix: "r-rtb" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { prefix: "rtbassoc" },
  "aws:ec2/securityGroup:SecurityGroup": ec2("security-group", "sg", ({ physicalName }) => ({ name: physicalName })),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("security-group", "sg"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("security-group-rule", "sgr"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("security-group-rule", "sgr"),
  "aws:ec2/launchTemplate:LaunchTemplate": ec2("launch-template", "lt", ({ physicalName }) => ({
    name: physicalName,
    latestVersion: 1,
    defaultVersion: 1,
  })),
  "aws:ec2/flowLog:FlowLog": ec2("vpc-flow-log", "fl"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpc-endpoint", "vpce", () => ({ state: "available" })),
  "aws:ec2/tag:Tag": { id: ({ inputs }) => `${text(inputs.resourceId)},${text(inputs.key)}` },
  "aws:iam/role:Role": iam("role", ({ seed }) => ({ uniqueId: `AROA${hex(seed, 17).toUpperCase()}` })),
  "aws:iam/policy:Policy": {
    ...iam("policy"),
    id: ({ scope, inputs, physicalName }) =>
      `arn:${scope.partition}:iam::${scope.accountId}:policy${iamPath(inputs)}${physicalName}`,
  },
  "aws:iam/instanceProfile:InstanceProfile": iam("instance-profile"),
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    arn: ({ scope, inputs }) =>
      `iam::${scope.accountId}:role/aws-service-role/${text(inputs.awsServiceName)}/AWSServiceRole`,
  },
  "aws:kms/key:Key": {
    id: ({ seed }) => uuid(seed),
    arn: ({ scope, id }) => `kms:${scope.region}:${scope.accountId}:key/${id}`,
    outputs: ({ id }) => ({ keyId: id }),
  },
  "aws:kms/alias:Alias": {
    id: ({ physicalName }) => physicalName,
    arn: ({ scope, physicalName }) => `kms:${scope.region}:${scope.accountId}:${physicalName}`,
    outputs: ({ physicalName, inputs }) => ({ name: physicalName, targetKeyArn: inputs.targetKeyId ?? null }),
  },
  "aws:cloudwatch/logGroup:LogGroup": named("logs", (name) => `log-group:${name}`),
  "aws:cloudwatch/logStream:LogStream": {
    arn: ({ scope, inputs, physicalName }) =>
      `logs:${scope.region}:${scope.accountId}:log-group:${text(inputs.logGroupName)}:log-stream:${physicalName}`,
    outputs: ({ physicalName }) => ({ name: physicalName }),
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    ...named("firehose", (name) => `deliverystream/${name}`),
    id: ({ scope, physicalName }) =>
      `arn:${scope.partition}:firehose:${scope.region}:${scope.accountId}:deliverystream/${physicalName}`,
  },
  "aws:cloudwatch/eventRule:EventRule": named("events", (name) => `rule/${name}`),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("cloudwatch", (name) => `alarm:${name}`),
  "aws:sqs/queue:Queue": {
    id: ({ scope, physicalName }) =>
      `https://sqs.${scope.region}.${scope.dnsSuffix}/${scope.accountId}/${physicalName}`,
    arn: ({ scope, physicalName }) => `sqs:${scope.region}:${scope.accountId}:${physicalName}`,
    outputs: ({ id, physicalName }) => ({ url: id, name: physicalName }),
  },
  "aws:sns/topic:Topic": {
    ...named("sns", (name) => name),
    id: ({ scope, physicalName }) => `arn:${scope.partition}:sns:${scope.region}:${scope.accountId}:${physicalName}`,
  },
  "aws:s3/bucket:Bucket": {
    id: ({ inputs, physicalName }) => text(inputs.bucket) || physicalName,
    arn: ({ id }) => `s3:::${id}`,
    outputs: ({ id, scope }) => ({
      bucket: id,
      bucketDomainName: `${id}.s3.${scope.dnsSuffix}`,
      bucketRegionalDomainName: `${id}.s3.${scope.region}.${scope.dnsSuffix}`,
      region: scope.region,
    }),
  },
  "aws:eks/nodeGroup:NodeGroup": {
    id: ({ inputs, physicalName }) => `${text(inputs.clusterName)}:${text(inputs.nodeGroupName) || physicalName}`,
    arn: ({ scope, inputs, id, seed }) =>
      `eks:${scope.region}:${scope.accountId}:nodegroup/${text(inputs.clusterName)}/${id.split(":")[1] ?? ""}/${uuid(seed)}`,
    outputs: ({ id, inputs, seed }) => ({
      nodeGroupName: id.split(":")[1] ?? "",
      version: inputs.version ?? null,
      status: "ACTIVE",
      resources: [
        {
          autoscalingGroups: [{ name: `eks-${id.split(":")[1] ?? ""}-${uuid(seed)}` }],
          remoteAccessSecurityGroupId: "",
        },
      ],
    }),
  },
  "aws:eks/addon:Addon": {
    id: ({ inputs }) => `${text(inputs.clusterName)}:${text(inputs.addonName)}`,
    arn: ({ scope, inputs, seed }) =>
      `eks:${scope.region}:${scope.accountId}:addon/${text(inputs.clusterName)}/${text(inputs.addonName)}/${uuid(seed)}`,
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: ({ seed }) => `a-${hex(seed, 17)}`,
    outputs: ({ id, scope, inputs }) => ({
      associationId: id,
      associationArn: `arn:${scope.partition}:eks:${scope.region}:${scope.accountId}:podidentityassociation/${text(inputs.clusterName)}/${id}`,
    }),
  },
  "aws:eks/accessEntry:AccessEntry": { id: ({ inputs }) => `${text(inputs.clusterName)}:${text(inputs.principalArn)}` },
};

/** Answers the registration of an `aws:*` resource as AWS would. */
export function answerAws(registration: Registration, scope: CloudScope): Answer {
  const { inputs, name, type, urn } = registration;
  const model = MODELS[type] ?? {};
  const physicalName = text(inputs.name) || `${name}-${hex(urn, 7)}`;
  const base = { scope, inputs, physicalName, seed: urn };
  const id = model.id?.(base) ?? (model.prefix === undefined ? physicalName : `${model.prefix}-${hex(urn, 17)}`);
  const context: Context = { ...base, id };
  return {
    id,
    outputs: {
      ...inputs,
      id,
      ...(model.arn && { arn: `arn:${scope.partition}:${model.arn(context)}` }),
      ...model.outputs?.(context),
    },
  };
}
