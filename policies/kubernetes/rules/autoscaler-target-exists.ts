import { addressOf, AUTOSCALER_KINDS, SCALABLE_KINDS, targetOf } from "../support/autoscalers.ts";
import { Malformed, NotKnown } from "../support/findings.ts";
import { labelOf } from "../support/objects.ts";
import type { KubernetesObject } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { stackRule } from "../support/rule.ts";
import { WORKLOAD_KINDS } from "../support/workloads.ts";

/** An autoscaler without its target does nothing, and says so only in its own status. */
export const autoscalerTargetExists = stackRule({
  name: "autoscaler-target-exists",
  description:
    "Point each autoscaler at a workload of the same namespace that the stack declares, with its right API version, and give no workload two.",
  enforcementLevel: "mandatory",
  kinds: WORKLOAD_KINDS,
  parameters: {
    externalTargets: strings([], 'Targets that others deploy, such as "shop/apps/Deployment/web".'),
  },
  inspectAll: (objects, findings, { externalTargets }) => {
    const existing = new Set(externalTargets);
    let unclear: NotKnown | undefined;
    for (const object of objects) {
      if (!SCALABLE_KINDS.has(object.groupKind)) continue;
      try {
        existing.add(addressOf(object));
      } catch (error) {
        if (error instanceof NotKnown) unclear = error.of(labelOf(object));
        else if (!(error instanceof Malformed)) throw error;
      }
    }
    const scaled = new Map<string, KubernetesObject>();
    for (const autoscaler of objects) {
      if (!AUTOSCALER_KINDS.has(autoscaler.groupKind)) continue;
      const label = labelOf(autoscaler);
      findings.check(
        () => {
          const { address, groupKind } = targetOf(autoscaler);
          const other = scaled.get(address);
          scaled.set(address, autoscaler);
          if (other !== undefined) {
            findings.violation(`${label} scales ${address}, and so does ${labelOf(other)}; leave one`, autoscaler.urn);
          }
          if (existing.has(address) || !isKnownKind(groupKind)) return;
          // A workload whose name is not known yet may be the one.
          if (unclear !== undefined) throw unclear;
          findings.violation(
            `${label}: spec.scaleTargetRef is ${address} (namespace, group, kind, name), which the stack does not declare`,
            autoscaler.urn,
          );
        },
        label,
        autoscaler.urn,
      );
    }
  },
});

/** Kinds of other groups may scale too; only those that this pack looks for can be missed. */
function isKnownKind(groupKind: string): boolean {
  const kind = groupKind.slice(groupKind.indexOf("/") + 1);
  return kind === "" || [...SCALABLE_KINDS].some((known) => known.endsWith(`/${kind}`));
}
