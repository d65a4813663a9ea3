import { stringify } from "yaml";
import { runLabels, VELERO_NAMESPACE } from "../common/names.ts";
import type { KubeObject } from "../kube/objects.ts";
import { NOT_RESTORED } from "../restore/exclusions.ts";

/** Kinds with a number of replicas, which are restored with none. */
const SCALED = ["deployments.apps", "statefulsets.apps", "replicasets.apps"];

/** Left out besides what every drill leaves out: what would run all the same without replicas of its own. */
export const LEFT_OUT: readonly string[] = [...Object.keys(NOT_RESTORED), "pods", "daemonsets.apps"];

/**
 * Has Velero restore workloads with no replicas: none of production's pods runs in the temporary cluster until somebody
 * scales one up.
 * Source: Velero 1.18 documentation, "Restore Resource Modifiers".
 */
export function scaleToZero(run: string): KubeObject {
  const rules = {
    version: "v1",
    resourceModifierRules: SCALED.map((groupResource) => ({
      conditions: { groupResource },
      mergePatches: [{ patchData: JSON.stringify({ spec: { replicas: 0 } }) }],
    })),
  };
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `drill-${run}`, namespace: VELERO_NAMESPACE, labels: runLabels(run) },
    data: { "rules.yaml": stringify(rules) },
  };
}

/** Restore of some namespaces of a backup under their own names. */
export function recoverySpec(
  backup: string,
  namespaces: readonly string[],
  modifiers: string,
  excludedResources: readonly string[],
): object {
  return {
    backupName: backup,
    includedNamespaces: namespaces,
    excludedResources,
    restorePVs: true,
    existingResourcePolicy: "none",
    hooks: {},
    resourceModifier: { kind: "ConfigMap", name: modifiers },
  };
}
