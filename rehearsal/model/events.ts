/** Queues, rules, topics, alarms and budgets. Immutable inputs: AWS provider 7.x, "Forces new resource". */
import { textAt } from "../cloud/values.ts";
import type { Models } from "./types.ts";
import { anyKey, LOG_GROUP } from "./keysAndLogs.ts";

const QUEUE = "aws:sqs/queue:Queue";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TOPIC = "aws:sns/topic:Topic";

export const EVENTS: Models = {
  [QUEUE]: {
    immutable: ["name", "namePrefix", "fifoQueue"],
    references: [anyKey("kmsMasterKeyId")],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    required: ["queueUrl", "policy"],
    immutable: ["queueUrl"],
    references: [{ path: "queueUrl", to: [{ type: QUEUE }] }],
    unique: ({ inputs }) => textAt(inputs, "queueUrl"),
  },
  [RULE]: {
    immutable: ["name", "namePrefix", "eventBusName"],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    required: ["rule", "arn"],
    immutable: ["rule", "targetId", "eventBusName"],
    references: [
      { path: "rule", to: [{ type: RULE }] },
      {
        path: "arn",
        to: [
          { type: QUEUE, by: "arn" },
          { type: TOPIC, by: "arn" },
        ],
      },
    ],
    needs: [
      {
        what: "a policy of the queue",
        why: "EventBridge drops what the queue's policy does not let it send",
        metBy: ({ inputs }, { ready }) => {
          const queue = ready.find(({ type, outputs }) => type === QUEUE && outputs.arn === inputs.arn);
          return (
            queue &&
            ready.filter(
              ({ type, inputs: own }) => type === "aws:sqs/queuePolicy:QueuePolicy" && own.queueUrl === queue.id,
            )
          );
        },
      },
    ],
    unique: ({ inputs }) => `${textAt(inputs, "rule")} ${textAt(inputs, "targetId")}`,
  },
  [TOPIC]: {
    immutable: ["name", "namePrefix", "fifoTopic"],
    references: [anyKey("kmsMasterKeyId")],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    required: ["arn", "policy"],
    immutable: ["arn"],
    references: [{ path: "arn", to: [{ type: TOPIC, by: "arn" }] }],
    unique: ({ inputs }) => textAt(inputs, "arn"),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    required: ["topic", "protocol", "endpoint"],
    immutable: ["topic", "protocol", "endpoint"],
    references: [{ path: "topic", to: [{ type: TOPIC, by: "arn" }] }],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    required: ["comparisonOperator", "evaluationPeriods"],
    immutable: ["name"],
    references: [{ path: "alarmActions[*]", to: [{ type: TOPIC, by: "arn" }] }],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    required: ["name", "pattern", "logGroupName", "metricTransformation"],
    immutable: ["name", "logGroupName"],
    references: [{ path: "logGroupName", to: [{ type: LOG_GROUP }] }],
    unique: ({ inputs }) => `${textAt(inputs, "logGroupName")} ${textAt(inputs, "name")}`,
  },
  "aws:budgets/budget:Budget": {
    required: ["budgetType", "timeUnit"],
    immutable: ["name", "namePrefix"],
    references: [{ path: "notifications[*].subscriberSnsTopicArns[*]", to: [{ type: TOPIC, by: "arn" }] }],
    unique: ({ outputs }) => textAt(outputs, "name"),
    within: "account",
  },
};
