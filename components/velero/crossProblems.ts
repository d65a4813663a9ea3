import { type AwsScope, partitionOf } from "../shared/aws.ts";
import type { Tier } from "../shared/tiers.ts";
import { listOf, mapOf, textOf } from "../shared/untyped.ts";

/** What a stack's `velero` is compared with. */
export interface Surroundings {
  /** Every namespace this stack makes. */
  readonly namespaces: readonly string[];
  /** Where the stack lives; undefined while its own configuration is wrong. */
  readonly scope?: AwsScope;
  /** Tier of the stack, for a section that has not been through its schema: what it leaves out is the tier's default. */
  readonly tier?: Tier;
}

/** Something about the section that only shows beside the others. */
export interface CrossProblem {
  /** Where, below the section. */
  readonly path: (string | number)[];
  /** What is allowed instead. */
  readonly message: string;
}

/**
 * What is wrong with a stack's `velero` in its surroundings: namespaces that nobody makes, a standby that would fall
 * together with the original.
 *
 * @param section checked or not: rules between sections also run when a section failed its own schema
 */
export function crossProblems(section: unknown, { namespaces, scope, tier }: Surroundings): CrossProblem[] {
  const velero = mapOf(section);
  const on = velero.enabled ?? (tier === undefined || tier === "prod");
  if (on === false) return [];
  const known = new Set<unknown>([...namespaces, ...listOf(velero.foreignNamespaces)]);
  // The default schedules are made of what there is.
  const strangers = Object.entries(mapOf(velero.schedules)).flatMap(([name, schedule]) =>
    listOf(mapOf(schedule).namespaces).flatMap((namespace, index): CrossProblem[] =>
      typeof namespace !== "string" || known.has(namespace)
        ? []
        : [
            {
              path: ["schedules", name, "namespaces", index],
              message: `is made by nothing in this stack; allowed are ${[...known].join(", ")}, and what velero.foreignNamespaces declares`,
            },
          ],
    ),
  );
  return [...strangers, ...standbyProblems(velero.replication, scope), ...sourceProblems(velero.restoreFrom, scope)];
}

/** The role that reads another cluster's backups takes no bucket of another account's for them. */
function sourceProblems(restoreFrom: unknown, scope: AwsScope | undefined): CrossProblem[] {
  const account = textOf(mapOf(restoreFrom).keyArn)?.split(":")[4];
  if (account === undefined || !scope || account === scope.accountId) return [];
  return [
    {
      path: ["restoreFrom", "keyArn"],
      message: `is of another account; allowed is a key in ${scope.accountId}, the stack's own`,
    },
  ];
}

function standbyProblems(replication: unknown, scope: AwsScope | undefined): CrossProblem[] {
  const standby = textOf(mapOf(replication).region);
  if (standby === undefined || !scope) return [];
  const path = ["replication", "region"];
  if (standby === scope.region) {
    return [{ path, message: "is the stack's own region; allowed is another, which does not fall together with it" }];
  }
  if (partitionOf(standby) === scope.partition) return [];
  return [
    { path, message: `is in another partition; allowed is a region of ${scope.partition}: S3 copies within one` },
  ];
}
