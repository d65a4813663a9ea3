import { regionalArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import { platformNames } from "../../components/shared/names.ts";
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

/** The delivery stream that keeps metrics, and the log stream of what it could not deliver. */
const DELIVERY_CHANGES = [
  "firehose:CreateDeliveryStream",
  "firehose:DeleteDeliveryStream",
  "firehose:StartDeliveryStreamEncryption",
  "firehose:StopDeliveryStreamEncryption",
  "firehose:TagDeliveryStream",
  "firehose:UntagDeliveryStream",
  "firehose:UpdateDestination",
] as const;

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
      Sid: "ManageDelivery",
      Effect: "Allow",
      Action: DELIVERY_CHANGES,
      Resource: regionalArn(scope, "firehose", `deliverystream/${clusterName}-*`),
    },
    {
      Sid: "ManageDeliveryErrors",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DeleteLogStream"],
      Resource: regionalArn(scope, "logs", `log-group:${platformNames(clusterName).metricDeliveryLogGroup}:*`),
    },
    {
      Sid: "ManageBudget",
      Effect: "Allow",
      Action: BUDGET_CHANGES,
      Resource: `arn:${scope.partition}:budgets::${scope.accountId}:budget/${clusterName}-*`,
    },
  );
}
