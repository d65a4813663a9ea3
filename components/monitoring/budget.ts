import * as aws from "@pulumi/aws";
import type { MonitoringContext } from "./args.ts";
import { budgetProblem } from "./budgetRules.ts";
import type { MadeTopic } from "./topic.ts";

/** When a budget speaks: percent of the month's amount, spent or to be expected. */
const NOTIFICATIONS = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** Tag whose value tells the costs of this environment from those of others. */
const ENVIRONMENT_TAG = "environment";

/**
 * The budget of what has this environment's tag. It counts from the day on which the tag has been made a cost allocation
 * tag in the account that pays.
 * Source: AWS Cost Management User Guide, "Activating user-defined cost allocation tags".
 *
 * @throws Error where the stack has no such tag, or its partition no budgets
 */
export function makeBudget(context: MonitoringContext, { topic, policy }: MadeTopic): aws.budgets.Budget | undefined {
  const { name, parent, scope, clusterName, tags, config } = context;
  if (config.monthlyBudgetUsd === undefined) return undefined;
  const problem = budgetProblem(scope.partition);
  if (problem !== undefined) throw new Error(`monitoring.monthlyBudgetUsd: ${problem}`);
  return new aws.budgets.Budget(
    `${name}-budget`,
    {
      name: `${clusterName}-monthly`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(config.monthlyBudgetUsd),
      limitUnit: "USD",
      costFilters: [{ name: "TagKeyValue", values: [costFilter(tags)] }],
      notifications: NOTIFICATIONS.map((notification) => ({
        ...notification,
        thresholdType: "PERCENTAGE",
        comparisonOperator: "GREATER_THAN",
        subscriberSnsTopicArns: [topic.arn],
      })),
    },
    { parent, dependsOn: [policy] },
  );
}

/**
 * The value of a budget's filter by tag: `user:<key>$<value>`. Source: AWS Budgets API Reference, "Budget", CostFilters.
 *
 * @throws Error without a tag `environment`
 */
export function costFilter(tags: Readonly<Record<string, string>>): string {
  const environment = tags[ENVIRONMENT_TAG];
  if (environment === undefined || environment === "") {
    throw new Error(
      `monitoring.monthlyBudgetUsd: is set, but aws:defaultTags has no tag "${ENVIRONMENT_TAG}"; allowed is a budget only where costs can be told apart by it`,
    );
  }
  return `user:${ENVIRONMENT_TAG}$${environment}`;
}
