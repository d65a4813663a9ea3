import { at, isList, isRecord, parsePolicy, type Plain, type PlainRecord, text } from "./values.ts";
import { kubernetesDetail } from "./kubernetesDetails.ts";

type Detail = (inputs: PlainRecord) => string;

/** The one thing worth knowing about a resource at a glance; empty where the name says it all. */
export function detailOf(type: string, inputs: PlainRecord): string {
  const detail = DETAILS[type];
  if (detail) return detail(inputs);
  if (type.startsWith("kubernetes:")) return kubernetesDetail(type, inputs);
  return "";
}

/** Inputs side by side, those that are not there left out. */
function fields(...paths: readonly string[]): Detail {
  return (inputs) =>
    paths
      .map((path) => text(at(inputs, path)))
      .filter((value) => value !== "")
      .join(" ");
}

const list = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(", ");

/** The part of an ARN or path behind its last slash. */
function lastPart(value: Plain | undefined): string {
  return text(value).split("/").at(-1) ?? "";
}

function ports(inputs: PlainRecord): string {
  const protocol = text(inputs.ipProtocol ?? inputs.protocol);
  if (protocol === "-1") return "all traffic";
  const from = text(inputs.fromPort);
  const to = text(inputs.toPort);
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

function peer(inputs: PlainRecord): string {
  const blocks = inputs.cidrBlocks;
  return text(
    inputs.cidrIpv4 ??
      inputs.cidrIpv6 ??
      inputs.prefixListId ??
      inputs.referencedSecurityGroupId ??
      inputs.sourceSecurityGroupId ??
      (isList(blocks) ? blocks.map(text).join(", ") : undefined),
  );
}

const rule =
  (direction: "from" | "to"): Detail =>
  (inputs) =>
    [ports(inputs), peer(inputs) === "" ? "" : `${direction} ${peer(inputs)}`].join(" ").trim();

function statements(inputs: PlainRecord): string {
  const list = parsePolicy(inputs.policy)?.Statement;
  return isList(list) ? `${list.length} ${list.length === 1 ? "statement" : "statements"}` : text(inputs.policy);
}

const joined = (value: Plain | undefined): string => (isList(value) ? value.map(text).join(", ") : text(value));

const clusterAccess: Detail = (inputs) => {
  const access = isRecord(inputs.vpcConfig) ? inputs.vpcConfig : inputs;
  const endpoint = [
    access.endpointPrivateAccess === true ? "private" : "",
    access.endpointPublicAccess === true ? "public" : "",
  ].filter((name) => name !== "");
  const version = text(inputs.version);
  return list(
    version === "" ? "" : `Kubernetes ${version}`,
    endpoint.length > 0 ? `${endpoint.join(" and ")} endpoint` : "",
  );
};

const provider: Detail = (inputs) =>
  text(inputs.region) || text(inputs.clusterIdentifier ?? inputs.cluster ?? inputs.context);

/** How an alarm compares, where there is a sign for it. Source: CloudWatch API reference, PutMetricAlarm. */
const COMPARISONS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "<=",
};

const DETAILS: Readonly<Record<string, Detail>> = {
  "pulumi:providers:aws": provider,
  "pulumi:providers:kubernetes": provider,
  "aws:ec2/vpc:Vpc": fields("cidrBlock"),
  "aws:ec2/subnet:Subnet": fields("cidrBlock", "availabilityZone"),
  "aws:ec2/eip:Eip": fields("domain"),
  "aws:ec2/natGateway:NatGateway": fields("connectivityType"),
  "aws:ec2/route:Route": fields("destinationCidrBlock", "destinationIpv6CidrBlock"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": (inputs) =>
    list(text(inputs.vpcEndpointType), text(inputs.serviceName).replace(/^com\.amazonaws\.[a-z0-9-]+\./, "")),
  "aws:ec2/securityGroup:SecurityGroup": fields("description"),
  "aws:ec2/securityGroupRule:SecurityGroupRule": (inputs) => rule(inputs.type === "egress" ? "to" : "from")(inputs),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("from"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("to"),
  "aws:ec2/flowLog:FlowLog": fields("trafficType", "logDestinationType"),
  "aws:ec2/launchTemplate:LaunchTemplate": (inputs) => {
    const hops = text(at(inputs, "metadataOptions.httpPutResponseHopLimit"));
    const tokens = text(at(inputs, "metadataOptions.httpTokens"));
    return list(
      text(inputs.instanceType),
      tokens === "" ? "" : `IMDS tokens ${tokens}`,
      hops === "" ? "" : `hop limit ${hops}`,
    );
  },
  "aws:ec2/tag:Tag": (inputs) => `${text(inputs.key)}=${text(inputs.value)}`,
  "aws:kms/key:Key": fields("description"),
  "aws:kms/alias:Alias": fields("name"),
  "aws:cloudwatch/logGroup:LogGroup": (inputs) =>
    list(inputs.retentionInDays === undefined ? "" : `${text(inputs.retentionInDays)} days`, text(inputs.name)),
  "aws:cloudwatch/eventRule:EventRule": (inputs) => text(inputs.description ?? inputs.eventPattern),
  "aws:cloudwatch/metricAlarm:MetricAlarm": (inputs) => {
    const operator = text(inputs.comparisonOperator);
    return fields(
      "metric",
      "operator",
      "threshold",
    )({
      metric: inputs.metricName ?? "",
      operator: COMPARISONS[operator] ?? operator,
      threshold: inputs.threshold ?? "",
    });
  },
  "aws:iam/role:Role": fields("name"),
  "aws:iam/policy:Policy": statements,
  "aws:iam/rolePolicy:RolePolicy": statements,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (inputs) => lastPart(inputs.policyArn),
  "aws:eks/cluster:Cluster": clusterAccess,
  "eks:index:Cluster": clusterAccess,
  "aws:eks/addon:Addon": fields("addonName", "addonVersion"),
  "aws:eks/nodeGroup:NodeGroup": (inputs) => {
    const [least, most] = ["minSize", "maxSize"].map((size) => text(at(inputs, `scalingConfig.${size}`)));
    return list(joined(inputs.instanceTypes), least === most ? `${least} nodes` : `${least} to ${most} nodes`);
  },
  "aws:eks/accessEntry:AccessEntry": (inputs) => text(inputs.principalArn).replace(/^arn:[^:]*:iam::/, ""),
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": (inputs) => lastPart(inputs.policyArn),
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": (inputs) =>
    `${text(inputs.namespace)}/${text(inputs.serviceAccount)}`,
  "aws:sqs/queue:Queue": fields("name"),
  "aws:s3/bucket:Bucket": fields("bucket"),
  "aws:s3/bucketV2:BucketV2": fields("bucket"),
  "aws:sns/topic:Topic": fields("name"),
  "aws:ecr/repository:Repository": fields("name"),
};
