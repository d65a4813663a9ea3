import * as pulumi from "@pulumi/pulumi";
import { makeAlarms } from "./alarms.ts";
import type { MonitoringArgs, MonitoringContext } from "./args.ts";
import { makeBudget } from "./budget.ts";
import { makeCollector } from "./fluentBit.ts";
import { countErrors, makeLogGroups } from "./logGroups.ts";
import { makeMetricStream } from "./metricStream.ts";
import { makeTopic } from "./topic.ts";

/**
 * What watches the platform from outside the cluster: logs of containers in CloudWatch, alarms that go off also when the
 * cluster does not work, a budget, and the topic all of them are announced on.
 */
export class MonitoringComponent extends pulumi.ComponentResource {
  /** ARN of the topic alarms are announced on. */
  readonly topicArn: pulumi.Output<string>;
  /** What must be there before anything is announced on it. */
  readonly announcements: readonly pulumi.Resource[];
  /** Names of the alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  /** @throws Error where a budget is wanted that cannot be: see makeBudget; or a stream of metrics: see makeMetricStream */
  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:monitoring:MonitoringComponent", name, {}, opts);
    const context: MonitoringContext = { ...args, name, parent: this };

    const topic = makeTopic(context);
    const logs = args.config.containerLogs ? makeLogGroups(context) : undefined;
    if (logs) {
      makeCollector(context, logs);
      countErrors(context, logs);
    }
    const alarms = makeAlarms(context, topic, logs);
    makeBudget(context, topic);
    makeMetricStream(context);

    this.announcements = [topic.topic, topic.policy];
    this.topicArn = topic.topic.arn;
    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ topicArn: this.topicArn, alarmNames: this.alarmNames });
  }
}
