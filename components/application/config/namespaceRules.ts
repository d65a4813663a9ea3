import { formatQuantity, parseQuantity, QuantityError } from "../../shared/quantities.ts";
import type { Report } from "../../shared/rules.ts";
import type { Tier } from "../../shared/tiers.ts";
import { mapOf, numberOf, textOf, type Untyped } from "../../shared/untyped.ts";
import { podsDuringRelease } from "../namespaceQuota.ts";
import { replicaRange } from "./rules.ts";
import { tierDefaults } from "./tierDefaults.ts";

/** Namespaces that are not an application's to use: Kubernetes' own, and those of the platform's controllers. */
export const RESERVED_NAMESPACES: readonly string[] = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "argo-rollouts",
  "cert-manager",
  "external-secrets",
  "karpenter",
  "keda",
  "monitoring",
  "opentelemetry-operator-system",
  "tracing",
  "velero",
];

/** What a quota bounds: key in the stack file -> where an application says how much a pod takes of it. */
const BOUNDED = {
  cpu: ["requests", "cpu"],
  memory: ["requests", "memory"],
  memoryLimits: ["limits", "memory"],
} as const;

/** Rules over the namespaces that applications share. */
export function checkNamespaces(applications: readonly Untyped[], tier: Tier, rollouts: boolean, issue: Report): void {
  const byNamespace = Map.groupBy(
    applications.entries(),
    ([, { namespace, name }]) => textOf(namespace) ?? textOf(name) ?? "",
  );
  for (const [namespace, members] of byNamespace) {
    for (const [index, { namespace: given }] of members) {
      if (!RESERVED_NAMESPACES.includes(namespace)) break;
      issue(
        [index, given === undefined ? "name" : "namespace"],
        `is a namespace of Kubernetes or of the platform; allowed is any but ${RESERVED_NAMESPACES.join(", ")}`,
      );
    }
    const [owner, ...others] = members.filter(([, { quota }]) => quota !== undefined);
    for (const [index] of others) {
      issue(
        [index, "quota"],
        `is the second quota of the namespace ${namespace}; allowed is one, in one of its applications`,
      );
    }
    if (!owner) continue;
    const [index, { quota: given }] = owner;
    const quota = mapOf(given);
    const needs = members.map(([, application]) => ({ application, pods: neededPods(application, tier, rollouts) }));
    const pods = numberOf(quota.pods);
    const needed = needs.reduce((sum, need) => sum + need.pods, 0);
    if (pods !== undefined && pods < needed) {
      issue(
        [index, "quota", "pods"],
        `is less than the applications of ${namespace} may need during a release; allowed is ${needed} or more`,
      );
    }
    for (const [key, [list, resource]] of Object.entries(BOUNDED)) {
      const bound = thousandths(quota[key]);
      const sizes = needs.map(({ application, pods: count }) => {
        const size = thousandths(mapOf(mapOf(application.resources)[list])[resource]);
        return size === undefined ? undefined : size * BigInt(count);
      });
      if (bound === undefined || sizes.some((size) => size === undefined)) continue;
      const total = sizes.reduce<bigint>((sum, size) => sum + (size ?? 0n), 0n);
      if (bound < total) {
        const enough = formatQuantity({ thousandths: total, format: resource === "cpu" ? "decimal" : "binary" });
        issue(
          [index, "quota", key],
          `is less than the applications of ${namespace} may need during a release; allowed is ${enough} or more`,
        );
      }
    }
  }
}

function neededPods(application: Untyped, tier: Tier, rollouts: boolean): number {
  const kind = textOf(mapOf(application.strategy).kind) ?? (tier === "prod" && rollouts ? "canary" : "rolling");
  return podsDuringRelease(kind, replicaRange(application, tierDefaults(tier)).most);
}

function thousandths(value: unknown): bigint | undefined {
  const text = textOf(value);
  try {
    return text === undefined ? undefined : parseQuantity(text).thousandths;
  } catch (error) {
    if (error instanceof QuantityError) return undefined; // the field itself says so
    throw error;
  }
}
