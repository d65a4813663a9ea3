import { Malformed, NotKnown } from "../support/findings.ts";
import { labelOf } from "../support/objects.ts";
import type { EngineResource, KubernetesObject } from "../support/objects.ts";
import { NODE_POOL_KIND } from "../support/nodePools.ts";
import { POD_KINDS, podTemplates } from "../support/podTemplates.ts";
import type { PodTemplate } from "../support/podTemplates.ts";
import { stackRule } from "../support/rule.ts";
import { admission, nodeGroupHome, poolHome, readPlacement } from "../support/scheduling.ts";
import type { Home } from "../support/scheduling.ts";

const DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** The homes of a stack, and what is not known of those that may be one. */
function readHomes(
  objects: readonly KubernetesObject[],
  resources: readonly EngineResource[],
): { homes: Home[]; unclear: NotKnown[] } {
  const homes: Home[] = [];
  const unclear: NotKnown[] = [];
  const add = (label: string, read: () => Home): void => {
    try {
      homes.push(read());
    } catch (error) {
      // A pool that cannot be read at all is another rule's finding, and no home.
      if (error instanceof NotKnown) unclear.push(error.of(label));
      else if (!(error instanceof Malformed)) throw error;
    }
  };
  for (const object of objects) {
    if (object.groupKind === NODE_POOL_KIND) add(labelOf(object), () => poolHome(object));
  }
  for (const resource of resources) {
    if (resource.type === NODE_GROUP)
      add(`node group ${resource.name}`, () => nodeGroupHome(resource.name, resource.props));
  }
  return { homes, unclear };
}

/** Whether a pod asks Karpenter to leave its node alone: "true", or for a time such as "30m". */
function forbidsDisruption({ metadata }: PodTemplate): boolean {
  const given = metadata.get("annotations").get(DO_NOT_DISRUPT).string() ?? "false";
  return given !== "false" && given !== "";
}

/**
 * Karpenter honours `karpenter.sh/do-not-disrupt`; EC2 takes spot nodes back all the same. Judged on what the stack
 * declares: node pools by their requirements, labels and taints against the pod's node selector, required node affinity
 * and tolerations, and managed node groups by theirs. Silent where no declared home admits the pod at all, and where
 * one that does may give a node that is not spot.
 */
export const workloadSpotInterruption = stackRule({
  name: "workload-spot-interruption",
  description:
    "Give workloads that forbid disruption a home that is not spot only: an on-demand node pool that they select and tolerate.",
  enforcementLevel: "mandatory",
  kinds: new Set([...POD_KINDS, NODE_POOL_KIND]),
  parameters: {},
  inspectAll: (objects, findings, _settings, resources) => {
    const { homes, unclear } = readHomes(objects, resources);
    const known = new Map<string, { spot: string[]; safe: boolean }>();
    const judge = (template: PodTemplate): { spot: string[]; safe: boolean } => {
      const placement = readPlacement(template.spec);
      const key = JSON.stringify(placement);
      const before = known.get(key);
      if (before !== undefined) return before;
      const found = homes.map((home) => ({ home, admission: admission(home, placement) }));
      const verdict = {
        spot: found.filter((each) => each.admission === "spot").map((each) => each.home.label),
        safe: found.some((each) => each.admission === "safe"),
      };
      known.set(key, verdict);
      return verdict;
    };
    for (const object of objects) {
      findings.check(
        () => {
          for (const template of podTemplates(object)) {
            if (!forbidsDisruption(template)) continue;
            const { spot, safe } = judge(template);
            if (safe || spot.length === 0) continue;
            const [first] = unclear;
            if (first !== undefined) throw first;
            findings.violation(
              `${labelOf(object)} has the annotation ${DO_NOT_DISRUPT} and its only homes give spot nodes: ${spot.join(", ")}`,
              object.urn,
            );
          }
        },
        labelOf(object),
        object.urn,
      );
    }
  },
});
