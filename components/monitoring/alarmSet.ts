import type * as pulumi from "@pulumi/pulumi";
import type { NodeGroupToWatch } from "./args.ts";
import type { AlarmSpec, MetricRef } from "./alarmTypes.ts";
import { type ControllerName, errorMetricName, logMetricNamespace } from "./controllers.ts";

const MINUTE = 60;
const FIVE_MINUTES = 300;
const GIB = 1024 ** 3;

/** Errors a controller may write in five minutes: a conflict or a throttled call now and then is ordinary. */
const CONTROLLER_ERRORS = 10;
/** Seconds a warning may wait: EC2 takes a spot instance back two minutes after it. Source: Amazon EC2 User Guide, "Spot Instance interruption notices". */
const QUEUE_AGE_SECONDS = 60;
/** Messages that may wait: Karpenter takes ten at a time, many times a minute. */
const QUEUE_DEPTH = 100;
/** Percent of requests that the API server may answer with 5xx. */
const API_ERROR_PERCENT = 5;
/** Share of the database from which on somebody has to tidy up. */
const DATABASE_SHARE = 0.75;
/** Percent of packets a NAT gateway may drop. Source: Amazon VPC User Guide, "NAT gateway metrics and dimensions", PacketsDropCount. */
const NAT_DROP_PERCENT = 0.01;

/** Errors in the logs of a controller. */
export function controllerErrorAlarm(clusterName: string, controller: ControllerName): AlarmSpec {
  return {
    key: `${controller}-errors`,
    summary: `The controller "${controller}" wrote more than ${CONTROLLER_ERRORS} errors in five minutes, twice in a row.`,
    runbook: "alarm-controller-errors",
    subject: {
      namespace: logMetricNamespace(clusterName),
      metricName: errorMetricName(controller),
      dimensions: {},
      statistic: "Sum",
    },
    compare: "above",
    threshold: CONTROLLER_ERRORS,
    periodSeconds: FIVE_MINUTES,
    periods: 2,
    // A controller that writes nothing makes no errors; logs that stop have an alarm of their own.
    missing: "notBreaching",
  };
}

/** Logs of the platform's own namespaces have stopped: no nodes, no collector, or no way to CloudWatch. */
export function silentLogsAlarm(logGroupName: pulumi.Input<string>): AlarmSpec {
  return {
    key: "container-logs-silent",
    summary: "No log of the platform's containers has reached CloudWatch for 15 minutes.",
    runbook: "alarm-container-logs",
    subject: {
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: logGroupName },
      statistic: "Sum",
    },
    compare: "below",
    threshold: 1,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    // CloudWatch publishes nothing about a group that gets nothing, which is the very case.
    missing: "breaching",
  };
}

/**
 * EC2's warnings are not taken off the queue, or not fast enough.
 * Source: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS".
 */
export function interruptionQueueAlarms(queueName: pulumi.Input<string>): AlarmSpec[] {
  const queue = (metricName: string): MetricRef => ({
    namespace: "AWS/SQS",
    metricName,
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
  });
  const common = {
    runbook: "alarm-interruption-queue",
    compare: "above",
    periodSeconds: MINUTE,
    // SQS stops publishing about a queue that has been idle for six hours.
    missing: "notBreaching",
  } as const;
  return [
    {
      ...common,
      key: "interruption-queue-age",
      summary: `A warning of EC2 has waited more than ${QUEUE_AGE_SECONDS} seconds for Karpenter: spot nodes end before they are drained.`,
      subject: queue("ApproximateAgeOfOldestMessage"),
      threshold: QUEUE_AGE_SECONDS,
      periods: 2,
    },
    {
      ...common,
      key: "interruption-queue-depth",
      summary: `More than ${QUEUE_DEPTH} warnings of EC2 wait for Karpenter.`,
      subject: queue("ApproximateNumberOfMessagesVisible"),
      threshold: QUEUE_DEPTH,
      periods: 5,
    },
  ];
}

/**
 * The control plane, as EKS itself measures it.
 * Source: Amazon EKS User Guide, "Monitor cluster data with Amazon CloudWatch", basic metrics (Kubernetes 1.28 and later).
 */
export function controlPlaneAlarms(cluster: pulumi.Input<string>, databaseGiB: number): AlarmSpec[] {
  const metric = (metricName: string, statistic: MetricRef["statistic"]): MetricRef => ({
    namespace: "AWS/EKS",
    metricName,
    dimensions: { ClusterName: cluster },
    statistic,
  });
  const common = { runbook: "alarm-control-plane", compare: "above", periodSeconds: FIVE_MINUTES } as const;
  return [
    {
      ...common,
      key: "api-server-errors",
      summary: `The API server answered more than ${API_ERROR_PERCENT} % of requests with 5xx for 15 minutes, or answered none.`,
      subject: {
        expression: "100 * FILL(errors, 0) / requests",
        label: "Percent of requests answered with 5xx",
        metrics: {
          errors: metric("apiserver_request_total_5XX", "Sum"),
          requests: metric("apiserver_request_total", "Sum"),
        },
      },
      threshold: API_ERROR_PERCENT,
      periods: 3,
      // Kubelets ask all the time: no requests at all means no API server.
      missing: "breaching",
    },
    {
      ...common,
      key: "control-plane-database",
      summary: `The control plane's database is larger than ${DATABASE_SHARE * databaseGiB} GiB; at ${databaseGiB} GiB the cluster takes no more changes.`,
      subject: metric("apiserver_storage_size_bytes", "Maximum"),
      threshold: DATABASE_SHARE * databaseGiB * GIB,
      periods: 3,
      // What it measured last still holds.
      missing: "ignore",
    },
  ];
}

/**
 * Fewer system nodes than there must be. EKS has Auto Scaling publish the metrics of managed groups.
 * Source: Amazon EKS User Guide, "View metrics for Amazon EC2 Auto Scaling groups".
 */
export function systemNodesAlarm({ autoScalingGroupName, minSize }: NodeGroupToWatch): AlarmSpec {
  return {
    key: "system-nodes",
    summary: `Fewer than ${minSize} system nodes have been in service for 15 minutes: the platform's controllers run there.`,
    runbook: "alarm-system-nodes",
    subject: {
      namespace: "AWS/AutoScaling",
      metricName: "GroupInServiceInstances",
      dimensions: { AutoScalingGroupName: autoScalingGroupName },
      statistic: "Minimum",
    },
    compare: "below",
    threshold: minSize,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    // A group that publishes nothing is gone.
    missing: "breaching",
  };
}

/**
 * A NAT gateway drops packets, or has no more ports.
 * Source: Amazon VPC User Guide, "NAT gateway metrics and dimensions".
 *
 * @param number which of the gateways, from 1 on, in the order of the zones
 */
export function natGatewayAlarms(natGatewayId: pulumi.Input<string>, number: number): AlarmSpec[] {
  const metric = (metricName: string): MetricRef => ({
    namespace: "AWS/NATGateway",
    metricName,
    dimensions: { NatGatewayId: natGatewayId },
    statistic: "Sum",
  });
  const common = {
    runbook: "alarm-nat-gateway",
    compare: "above",
    periodSeconds: FIVE_MINUTES,
    // Nothing is published while nothing goes through.
    missing: "notBreaching",
  } as const;
  return [
    {
      ...common,
      key: `nat-gateway-${number}-ports`,
      summary: `NAT gateway ${number} had no port left for new connections to some destination.`,
      subject: metric("ErrorPortAllocation"),
      threshold: 0,
      periods: 1,
    },
    {
      ...common,
      key: `nat-gateway-${number}-drops`,
      summary: `NAT gateway ${number} dropped more than ${NAT_DROP_PERCENT} % of packets for ten minutes.`,
      subject: {
        expression: "100 * dropped / (fromsource + fromdestination)",
        label: "Percent of packets dropped",
        metrics: {
          dropped: metric("PacketsDropCount"),
          fromsource: metric("PacketsInFromSource"),
          fromdestination: metric("PacketsInFromDestination"),
        },
      },
      threshold: NAT_DROP_PERCENT,
      periods: 2,
    },
  ];
}
