import { readSelector, selects } from "../support/labels.ts";
import { integer } from "../support/parameters.ts";
import type { PodTemplate } from "../support/podTemplates.ts";
import { stackRule } from "../support/rule.ts";
import type { Value } from "../support/value.ts";
import { indexWorkloads, WORKLOAD_KINDS } from "../support/workloads.ts";

/** Whether a constraint's or a term's selector takes in the pods that carry it; one that does not spreads nothing. */
function takesIn(holder: Value, labels: ReadonlyMap<string, string>): boolean {
  const selector = readSelector(holder.get("labelSelector"));
  return selector !== undefined && selects(selector, labels);
}

function isSpread({ spec }: PodTemplate, labels: ReadonlyMap<string, string>): boolean {
  if (
    spec
      .get("topologySpreadConstraints")
      .list()
      .some((constraint) => takesIn(constraint, labels))
  )
    return true;
  const antiAffinity = spec.at("affinity.podAntiAffinity");
  if (
    antiAffinity
      .get("requiredDuringSchedulingIgnoredDuringExecution")
      .list()
      .some((term) => takesIn(term, labels))
  ) {
    return true;
  }
  return antiAffinity
    .get("preferredDuringSchedulingIgnoredDuringExecution")
    .list()
    .some((term) => takesIn(term.get("podAffinityTerm"), labels));
}

/** Left to itself the scheduler may put all replicas on one node or in one zone, and lose them together. */
export const workloadTopologySpread = stackRule({
  name: "workload-topology-spread",
  description:
    "Spread the pods of a workload of three or more replicas over zones or nodes, with topologySpreadConstraints or podAntiAffinity.",
  enforcementLevel: "mandatory",
  kinds: WORKLOAD_KINDS,
  parameters: {
    minReplicas: integer(3, 2, "Replicas from which a workload's pods must be spread."),
  },
  inspectAll: (objects, findings, { minReplicas }) => {
    for (const workload of indexWorkloads(objects)) {
      findings.check(
        () => {
          const template = workload.template();
          if (template === undefined) return;
          const replicas = workload.replicas();
          if (replicas < minReplicas || isSpread(template, workload.labels())) return;
          findings.violation(
            `${workload.label} runs ${replicas} replicas and ${template.spec.path} has neither a topologySpreadConstraint nor a podAntiAffinity that selects its own pods`,
            workload.object.urn,
          );
        },
        workload.label,
        workload.object.urn,
      );
    }
  },
});
