import type { CloudScope } from "../../preview/cloud/scope.ts";
import type { Reach } from "../model/types.ts";

/** Whether a name that reaches so far is one and the same in two places. */
export function share(one: CloudScope, other: CloudScope, reach: Reach): boolean {
  if (one.partition !== other.partition) return false;
  if (reach === "partition") return true;
  return one.accountId === other.accountId && (reach === "account" || one.region === other.region);
}
