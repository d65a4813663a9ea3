import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import type { MonitoringContext } from "./args.ts";
import { publishersMayUseKey, topicPolicy } from "./topicDocuments.ts";

/** A topic, and what must be there before anything publishes to it. */
export interface MadeTopic {
  readonly topic: aws.sns.Topic;
  readonly policy: aws.sns.TopicPolicy;
}

/** Where alarms and the budget are announced, and who hears of them. */
export function makeTopic(context: MonitoringContext): MadeTopic {
  const { name, parent, scope, clusterName, config, protect } = context;
  const { alarmTopic } = platformNames(clusterName);
  const budget = { budget: config.monthlyBudgetUsd !== undefined };

  const key = new EncryptionKey(
    `${name}-alarms`,
    {
      scope,
      description: `Announcements of alarms of ${clusterName}`,
      alias: alarmTopic,
      statements: publishersMayUseKey(scope, clusterName, budget),
      protect,
    },
    { parent },
  );
  const topic = new aws.sns.Topic(
    `${name}-alarms`,
    { name: alarmTopic, displayName: `Alarms of ${clusterName}`, kmsMasterKeyId: key.arn },
    { parent },
  );
  const policy = new aws.sns.TopicPolicy(
    `${name}-alarms`,
    { arn: topic.arn, policy: JSON.stringify(topicPolicy(scope, clusterName, budget)) },
    { parent },
  );
  for (const { protocol, endpoint } of config.subscriptions) {
    new aws.sns.TopicSubscription(
      `${name}-${protocol}-${fingerprint(endpoint)}`,
      // The addresses that on-call services hand out carry a key.
      { topic: topic.arn, protocol, endpoint: protocol === "https" ? pulumi.secret(endpoint) : endpoint },
      { parent },
    );
  }
  return { topic, policy };
}

/** Tells endpoints apart without saying them: one that goes must not have the others made anew. */
function fingerprint(endpoint: string): string {
  return createHash("sha256").update(endpoint).digest("hex").slice(0, 8);
}
