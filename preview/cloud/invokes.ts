import { ProgramError } from "../errors.ts";
import type { PlanValue } from "../plan.ts";
import type { CloudScope } from "./scope.ts";

type Invoke = (args: Readonly<Record<string, PlanValue>>, scope: CloudScope) => Record<string, PlanValue>;

/** The provider functions a platform may call. There is no default: a guess here would be a lie in the plan. */
const INVOKES: Readonly<Record<string, Invoke>> = {
  "aws:index/getPartition:getPartition": (_, { partition, dnsSuffix }) => ({
    id: partition,
    partition,
    dnsSuffix,
    reverseDnsPrefix: dnsSuffix.split(".").reverse().join("."),
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": (_, { accountId, partition }) => ({
    id: accountId,
    accountId,
    arn: `arn:${partition}:sts::${accountId}:assumed-role/deployer/preview`,
    userId: "AROAEXAMPLE:preview",
  }),
  "aws:index/getRegion:getRegion": (_, { region, dnsSuffix }) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${region}.${dnsSuffix}`,
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_, { region }) => ({
    id: region,
    names: ["a", "b", "c"].map((letter) => `${region}${letter}`),
    zoneIds: ["az1", "az2", "az3"].map((zone) => `${region}-${zone}`),
    groupNames: [region],
  }),
};

/**
 * Answers a provider function.
 *
 * @throws ProgramError for one that is not in the table, naming it
 */
export function answerInvoke(
  token: string,
  args: Readonly<Record<string, PlanValue>>,
  scope: CloudScope,
): Record<string, PlanValue> {
  const invoke = INVOKES[token];
  if (!invoke) {
    throw new ProgramError(
      `the program calls ${token}, which the simulated cloud has no answer for; add one to preview/cloud/invokes.ts`,
    );
  }
  return invoke(args, scope);
}
