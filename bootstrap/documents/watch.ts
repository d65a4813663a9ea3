import { regionalArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import type { EnvironmentScope } from "./scope.ts";

/** What is announced, and to whom. */
const TOPIC_CHANGES = [
  "sns:CreateTopic",
  "sns:DeleteTopic",
  "sns:SetSubscriptionAttributes",
  "sns:SetTopicAttributes",
  "sns:Subscribe",
  "sns:TagResource",
  "sns:Unsubscribe",
  "sns:UntagResource",
] as const;

const ALARM_CHANGES = [
  "cloudwatch:DeleteAlarms",
  "cloudwatch:DeleteMetricStream",
  "cloudwatch:PutMetricAlarm",
  "cloudwatch:PutMetricStream",
  "cloudwatch:TagResource",
  "cloudwatch:UntagResource",
] as const;

const BUDGET_CHANGES = ["budgets:ModifyBudget", "budgets:TagResource", "budgets:UntagResource"] as const;

/** Alarms, the topic they are announced on, the stream of metrics and the budget: all of them named after the cluster. */
export function watchPolicy({ scope, environment }: EnvironmentScope): PolicyDocument {
  const { clusterName } = environment;
  return policyDocument(
    {
      Sid: "ManageTopics",
      Effect: "Allow",
      Action: TOPIC_CHANGES,
      // A subscription's ARN is its topic's and an id.
      Resource: regionalArn(scope, "sns", `${clusterName}-*`),
    },
    {
      Sid: "ManageAlarms",
      Effect: "Allow",
      Action: ALARM_CHANGES,
      Resource: [
        regionalArn(scope, "cloudwatch", `alarm:${clusterName}-*`),
        regionalArn(scope, "cloudwatch", `metric-stream/${clusterName}`),
      ],
    },
    {
      Sid: "ManageBudget",
      Effect: "Allow",
      Action: BUDGET_CHANGES,
      Resource: `arn:${scope.partition}:budgets::${scope.accountId}:budget/${clusterName}-*`,
    },
  );
}
