import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { platformNames } from "../shared/names.ts";
import type { KarpenterContext } from "./args.ts";
import { EVENT_PATTERNS } from "./eventPatterns.ts";
import { queuePolicy, ruleName } from "./queuePolicy.ts";

/** Seconds a message waits: a spot instance is gone two minutes after its warning. Source: Karpenter docs, v1.14, "CloudFormation". */
const RETENTION_SECONDS = 300;

/** The queue and what is needed before the controller reads from it. */
export interface Interruption {
  readonly queueName: pulumi.Output<string>;
  readonly resources: readonly pulumi.Resource[];
}

/** The queue in which EC2's warnings reach the controller, and the rules that put them there. */
export function makeInterruption({ name, parent, scope, clusterName }: KarpenterContext): Interruption {
  const queue = new aws.sqs.Queue(
    `${name}-interruption`,
    {
      name: platformNames(clusterName).interruptionQueue,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    },
    { parent },
  );
  const policy = new aws.sqs.QueuePolicy(
    `${name}-interruption`,
    { queueUrl: queue.url, policy: JSON.stringify(queuePolicy(scope, clusterName)) },
    { parent },
  );
  const targets = Object.entries(EVENT_PATTERNS).map(([kind, pattern]) => {
    const rule = new aws.cloudwatch.EventRule(
      `${name}-${kind}`,
      {
        name: ruleName(clusterName, kind),
        description: `EC2 events of kind "${kind}" for Karpenter on ${clusterName}`,
        eventPattern: JSON.stringify(pattern),
      },
      { parent },
    );
    return new aws.cloudwatch.EventTarget(
      `${name}-${kind}`,
      { rule: rule.name, targetId: "karpenter-interruption-queue", arn: queue.arn },
      { parent, dependsOn: [policy] },
    );
  });
  return { queueName: queue.name, resources: [queue, policy, ...targets] };
}
