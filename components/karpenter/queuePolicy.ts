import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";
import { EVENT_PATTERNS } from "./eventPatterns.ts";

/** Name of the rule for a kind of event. EventBridge takes 64 characters. */
export function ruleName(clusterName: string, kind: string): string {
  return `${platformNames(clusterName).interruptionRulePrefix}-${kind}`;
}

/**
 * Who may put what into the interruption queue: EventBridge, for the five rules of this account, over TLS. A forged
 * message would have Karpenter drain a node. Karpenter's own template admits EventBridge for anybody's rules and SQS
 * itself; nothing here moves messages between queues, so SQS is left out.
 */
export function queuePolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  const queue = regionalArn(scope, "sqs", platformNames(clusterName).interruptionQueue);
  return policyDocument(
    {
      Sid: "OwnRulesSendEvents",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue,
      Condition: {
        ArnEquals: {
          "aws:SourceArn": Object.keys(EVENT_PATTERNS).map((kind) =>
            regionalArn(scope, "events", `rule/${ruleName(clusterName, kind)}`),
          ),
        },
      },
    },
    {
      Sid: "DenyHttp",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queue,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
