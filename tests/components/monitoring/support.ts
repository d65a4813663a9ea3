import * as aws from "@pulumi/aws";
import type { MonitoringArgs } from "../../../components/monitoring/args.ts";
import { monitoringSchema } from "../../../components/monitoring/config.ts";
import { CONTROLLER_NAMES } from "../../../components/monitoring/controllers.ts";
import { MonitoringComponent } from "../../../components/monitoring/index.ts";
import { platformNames } from "../../../components/shared/names.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import type { Plan, PlanValue } from "../../../preview/plan.ts";
import { planOf, TEST_SCOPE, TEST_TAGS } from "../../support/harness.ts";

export const CLUSTER = "atlas-prod";
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const COMPONENT = "eks-platform:monitoring:MonitoringComponent";
export const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
export const GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const RELEASE = "kubernetes:helm.sh/v3:Release";
export const TOPIC = "aws:sns/topic:Topic";
export const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
export const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
export const BUDGET = "aws:budgets/budget:Budget";

/** Everything a stack can have watched, as other components would make it. */
function makeSurroundings(): Pick<MonitoringArgs, "cluster" | "nodeGroup" | "natGatewayIds" | "interruptionQueueName"> {
  const cluster = new aws.eks.Cluster("cluster", {
    name: CLUSTER,
    roleArn: "arn:aws:iam::111122223333:role/atlas-prod-cluster",
    vpcConfig: { subnetIds: ["subnet-11111111", "subnet-22222222"] },
  });
  const nodes = new aws.eks.NodeGroup("system", {
    clusterName: cluster.name,
    nodeRoleArn: "arn:aws:iam::111122223333:role/atlas-prod-system-node",
    subnetIds: ["subnet-11111111"],
    scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 4 },
  });
  const queue = new aws.sqs.Queue("interruption", { name: platformNames(CLUSTER).interruptionQueue });
  const gateways = ["a", "b", "c"].map((zone) => new aws.ec2.NatGateway(`nat-${zone}`, { subnetId: `subnet-${zone}` }));
  return {
    cluster: cluster.name,
    nodeGroup: {
      autoScalingGroupName: nodes.resources.apply(([first]) => first?.autoscalingGroups[0]?.name ?? ""),
      minSize: 2,
    },
    natGatewayIds: gateways.map(({ id }) => id),
    interruptionQueueName: queue.name,
  };
}

/** Arguments of a component in a tier. */
export function monitoringArgs(tier: Tier, config: object = {}, changes: Partial<MonitoringArgs> = {}): MonitoringArgs {
  return {
    scope: TEST_SCOPE,
    clusterName: CLUSTER,
    cluster: CLUSTER,
    tags: TEST_TAGS,
    config: monitoringSchema(tier).parse(config),
    tier,
    protect: tier === "prod",
    runbookBaseUrl: "https://example.com/runbooks",
    controllers: CONTROLLER_NAMES,
    natGatewayIds: [],
    serviceMonitors: true,
    namesOnNodes: false,
    ...changes,
  };
}

/** What a stack with everything to watch asks for, under its default tags. */
export function monitored(
  tier: Tier,
  config: object = {},
  changes: Partial<MonitoringArgs> = {},
  options: { readonly unknowns: boolean } = { unknowns: false },
): Promise<Plan> {
  return planOf(
    () => new MonitoringComponent("monitoring", monitoringArgs(tier, config, { ...makeSurroundings(), ...changes })),
    { ...options, stack: tier, tags: TEST_TAGS },
  );
}

/** What a stack with nothing but a cluster asks for. */
export function alone(tier: Tier, config: object = {}, changes: Partial<MonitoringArgs> = {}): Promise<Plan> {
  return planOf(() => new MonitoringComponent("monitoring", monitoringArgs(tier, config, changes)), {
    stack: tier,
    tags: TEST_TAGS,
  });
}

/** A property that is text; empty for any other. */
export function textOf(value: PlanValue | undefined): string {
  return typeof value === "string" ? value : "";
}
