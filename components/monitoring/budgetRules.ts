import type { Partition } from "../shared/aws.ts";

/**
 * Why a partition's accounts have no budget in US dollars. Sources: AWS GovCloud (US) User Guide, "AWS GovCloud (US) Billing
 * and Payment"; Getting Started with Amazon Web Services in China, "Billing and Payment".
 */
const WITHOUT_BUDGET: Readonly<Partial<Record<Partition, string>>> = {
  "aws-us-gov":
    "the bill of an account of AWS GovCloud is that of the standard account beside it, which budgets are made in",
  "aws-cn": "AWS in China bills in yuan, and so are its budgets",
};

/** What is wrong with a monthly budget in US dollars in a partition; undefined where it can be made. */
export function budgetProblem(partition: Partition): string | undefined {
  const why = WITHOUT_BUDGET[partition];
  return why && `cannot be had in the partition ${partition}: ${why}; allowed is to leave it out`;
}
