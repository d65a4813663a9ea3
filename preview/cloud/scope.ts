import type { PlanValue } from "../plan.ts";
import type { StackFile } from "../stackFiles.ts";

/** The account and region that the simulated cloud answers for. */
export interface CloudScope {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly dnsSuffix: string;
}

/** Reads the scope off the stack's `aws` configuration, leniently: the program itself is who refuses a bad one. */
export function cloudScope(stackFile: StackFile): CloudScope {
  const region = stackFile.config["aws:region"] ?? "us-east-1";
  return scopeIn(region, accountIn(stackFile.config["aws:allowedAccountIds"]) ?? "111122223333");
}

/**
 * Where a provider works: the region it was given, in the account of the role it takes last, else in the one account it
 * is allowed to touch. What it was not told, or is not known yet, is as in the stack.
 *
 * @param inputs inputs of the provider, lists and maps as the JSON that the SDK hands over; undefined: the default provider
 * @param stack where the stack itself is
 */
export function providerScope(inputs: Readonly<Record<string, PlanValue>> | undefined, stack: CloudScope): CloudScope {
  const { region, allowedAccountIds, assumeRoles } = inputs ?? {};
  return scopeIn(
    typeof region === "string" && region !== "" ? region : stack.region,
    assumedAccount(assumeRoles) ?? accountIn(allowedAccountIds) ?? stack.accountId,
  );
}

function scopeIn(region: string, accountId: string): CloudScope {
  const china = region.startsWith("cn-");
  const partition = china ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return { region, accountId, partition, dnsSuffix: china ? "amazonaws.com.cn" : "amazonaws.com" };
}

function accountIn(text: PlanValue | undefined): string | undefined {
  return typeof text === "string" ? /\d{12}/.exec(text)?.[0] : undefined;
}

/** Roles are taken one after the other: what is done is done as the last. */
function assumedAccount(roles: PlanValue | undefined): string | undefined {
  return typeof roles === "string" ? [...roles.matchAll(/:iam::(\d{12}):role\//g)].at(-1)?.[1] : undefined;
}
