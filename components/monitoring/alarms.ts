import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  controllerErrorAlarm,
  controlPlaneAlarms,
  interruptionQueueAlarms,
  natGatewayAlarms,
  silentLogsAlarm,
  systemNodesAlarm,
} from "./alarmSet.ts";
import type { AlarmSpec, AlarmSubject, MetricRef } from "./alarmTypes.ts";
import type { MonitoringContext } from "./args.ts";
import type { MadeLogGroups } from "./logGroups.ts";
import type { MadeTopic } from "./topic.ts";

/** The alarms of what this stack has. They need nothing of the cluster to go off. */
export function makeAlarms(
  context: MonitoringContext,
  { topic, policy }: MadeTopic,
  logs: MadeLogGroups | undefined,
): aws.cloudwatch.MetricAlarm[] {
  const { name, parent, clusterName, runbookBaseUrl } = context;
  return alarmsOf(context, logs).map(
    (spec) =>
      new aws.cloudwatch.MetricAlarm(
        `${name}-${spec.key}`,
        {
          name: `${clusterName}-${spec.key}`,
          alarmDescription: `${spec.summary} Runbook: ${runbookBaseUrl}/${spec.runbook}.md`,
          ...subjectOf(spec),
          comparisonOperator: spec.compare === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
          threshold: spec.threshold,
          evaluationPeriods: spec.periods,
          datapointsToAlarm: spec.periods,
          treatMissingData: spec.missing,
          alarmActions: [topic.arn],
          okActions: [topic.arn],
        },
        // An alarm that goes off at once must be let through.
        { parent, dependsOn: [policy] },
      ),
  );
}

function alarmsOf(context: MonitoringContext, logs: MadeLogGroups | undefined): AlarmSpec[] {
  const { clusterName, cluster, config, controllers, nodeGroup, natGatewayIds, interruptionQueueName } = context;
  return [
    ...(logs
      ? [
          silentLogsAlarm(logs.platform.name),
          ...controllers.map((controller) => controllerErrorAlarm(clusterName, controller)),
        ]
      : []),
    ...controlPlaneAlarms(cluster, config.controlPlaneDatabaseGiB),
    ...(interruptionQueueName === undefined ? [] : interruptionQueueAlarms(interruptionQueueName)),
    ...(nodeGroup ? [systemNodesAlarm(nodeGroup)] : []),
    ...natGatewayIds.flatMap((id, index) => natGatewayAlarms(id, index + 1)),
  ];
}

/** How CloudWatch is told of one metric, or of an expression over several. */
function subjectOf({ subject, periodSeconds }: AlarmSpec): Partial<aws.cloudwatch.MetricAlarmArgs> {
  if (!isExpression(subject)) return { ...metricOf(subject), statistic: subject.statistic, period: periodSeconds };
  return {
    metricQueries: [
      { id: "result", expression: subject.expression, label: subject.label, returnData: true },
      ...Object.entries(subject.metrics).map(([id, metric]) => ({
        id,
        metric: { ...metricOf(metric), stat: metric.statistic, period: periodSeconds },
      })),
    ],
  };
}

function isExpression(subject: AlarmSubject): subject is Exclude<AlarmSubject, MetricRef> {
  return "expression" in subject;
}

function metricOf({ namespace, metricName, dimensions }: MetricRef): {
  namespace: string;
  metricName: string;
  dimensions?: Record<string, pulumi.Input<string>>;
} {
  return { namespace, metricName, ...(Object.keys(dimensions).length > 0 && { dimensions: { ...dimensions } }) };
}
