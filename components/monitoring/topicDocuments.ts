import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type Conditions, type PolicyDocument, policyDocument, type PolicyStatement } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";

/** A service that publishes to the topic, and what of this account it must do so for. */
interface Publisher {
  readonly sid: string;
  readonly service: string;
  readonly condition: Conditions;
}

/**
 * Who publishes: CloudWatch for the alarms of this cluster, and Budgets for those of this account where there is one.
 * The conditions keep other accounts from sending through the same services.
 * Sources: Amazon CloudWatch User Guide, "Notifying users on alarm changes"; AWS Cost Management User Guide, "Creating an
 * Amazon SNS topic for budget notifications".
 */
function publishers(scope: AwsScope, clusterName: string, budget: boolean): Publisher[] {
  const ofThisAccount = (source: string): Conditions => ({
    StringEquals: { "aws:SourceAccount": scope.accountId },
    ArnLike: { "aws:SourceArn": source },
  });
  return [
    {
      sid: "CloudWatchAlarmsOfThisCluster",
      service: "cloudwatch.amazonaws.com",
      condition: ofThisAccount(regionalArn(scope, "cloudwatch", `alarm:${clusterName}-*`)),
    },
    ...(budget
      ? [
          {
            sid: "BudgetsOfThisAccount",
            service: "budgets.amazonaws.com",
            // Budgets have no region.
            condition: ofThisAccount(`arn:${scope.partition}:budgets::${scope.accountId}:*`),
          },
        ]
      : []),
  ];
}

/**
 * Policy of the topic: those services publish, nobody else may but by the account's own IAM policies, and all of it over
 * TLS.
 */
export function topicPolicy(
  scope: AwsScope,
  clusterName: string,
  { budget }: { readonly budget: boolean },
): PolicyDocument {
  const topic = regionalArn(scope, "sns", platformNames(clusterName).alarmTopic);
  return policyDocument(
    ...publishers(scope, clusterName, budget).map(({ sid, service, condition }): PolicyStatement => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sns:Publish",
      Resource: topic,
      Condition: condition,
    })),
    {
      Sid: "DenyHttp",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:*",
      Resource: topic,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}

/**
 * Statements of the topic's key: who publishes to an encrypted topic has to be able to use its key.
 * Source: Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted topics".
 */
export function publishersMayUseKey(
  scope: AwsScope,
  clusterName: string,
  { budget }: { readonly budget: boolean },
): PolicyStatement[] {
  return publishers(scope, clusterName, budget).map(({ sid, service, condition }) => ({
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: condition,
  }));
}
