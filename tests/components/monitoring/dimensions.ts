import type { Plan, PlannedResource, PlanValue } from "../../../preview/plan.ts";
import { ALARM, FILTER, GROUP } from "./support.ts";

/** A metric an alarm is about, as the plan has it. */
interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, PlanValue>>;
}

/** Every metric of every alarm, with the alarm's name. */
export function metricsOf(plan: Plan): { readonly alarm: string; readonly metric: Metric }[] {
  return plan.resources
    .filter(({ type }) => type === ALARM)
    .flatMap(({ name, inputs }) => {
      const queries = (inputs.metricQueries ?? []) as unknown as readonly { readonly metric?: Metric }[];
      const metrics = queries.flatMap(({ metric }) => metric ?? []);
      return (metrics.length > 0 ? metrics : [inputs as unknown as Metric]).map((metric) => ({ alarm: name, metric }));
    });
}

/** What of an alarm's metric names nothing that the plan makes. */
export function unresolved(plan: Plan): string[] {
  return metricsOf(plan).flatMap(({ alarm, metric }) => {
    const dimensions = Object.entries(metric.dimensions ?? {});
    if (metric.namespace.startsWith("EksPlatform/"))
      return made(plan, metric) ? [] : [`${alarm}: ${metric.metricName}`];
    if (dimensions.length === 0) return [`${alarm}: no dimension`];
    return dimensions
      .filter(([key, value]) => !(NAMES[key]?.(plan) ?? []).includes(value))
      .map(([key, value]) => `${alarm}: ${key} ${JSON.stringify(value)}`);
  });
}

function made(plan: Plan, { namespace, metricName }: Metric): boolean {
  return plan.resources.some(({ type, inputs }) => {
    if (type !== FILTER) return false;
    const transformation = inputs.metricTransformation as { readonly namespace: string; readonly name: string };
    return transformation.namespace === namespace && transformation.name === metricName;
  });
}

/** Dimension -> the names that resources of a plan have in it. */
const NAMES: Readonly<Record<string, (plan: Plan) => readonly PlanValue[]>> = {
  ClusterName: (plan) => named(plan, /^aws:eks\/cluster:Cluster$/, ({ outputs }) => outputs.name),
  QueueName: (plan) => named(plan, /^aws:sqs\/queue:Queue$/, ({ outputs }) => outputs.name),
  LogGroupName: (plan) => named(plan, new RegExp(`^${GROUP}$`), ({ outputs }) => outputs.name),
  NatGatewayId: (plan) => named(plan, /^aws:ec2\/natGateway:NatGateway$/, ({ outputs }) => outputs.id),
  AutoScalingGroupName: (plan) =>
    named(plan, /^aws:eks\/nodeGroup:NodeGroup$/, ({ outputs }) => {
      const [first] = outputs.resources as unknown as readonly { autoscalingGroups: readonly { name: string }[] }[];
      return first?.autoscalingGroups[0]?.name;
    }),
};

function named(plan: Plan, type: RegExp, name: (resource: PlannedResource) => PlanValue | undefined): PlanValue[] {
  return plan.resources
    .filter((resource) => type.test(resource.type))
    .map(name)
    .filter((value) => value !== undefined);
}
