import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change, named } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { deployment } from "../support/fixtures.ts";

const pod = "spec.template.spec";
const forbidding = change(deployment, "spec.template.metadata.annotations", { "karpenter.sh/do-not-disrupt": "true" });
const requirements = "spec.template.spec.requirements";

function pool(name: string, capacityTypes: unknown[] | undefined, more: Record<string, unknown> = {}): PlannedResource {
  return {
    type: "kubernetes:karpenter.sh/v1:NodePool",
    name,
    props: {
      metadata: { name },
      spec: {
        template: {
          metadata: more.labels === undefined ? {} : { labels: more.labels },
          spec: {
            requirements: [
              ...(capacityTypes ? [{ key: "karpenter.sh/capacity-type", operator: "In", values: capacityTypes }] : []),
              { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
            ],
            taints: more.taints ?? [],
          },
        },
      },
    },
  };
}

const spot = pool("cheap", ["spot"]);
const onDemand = pool("steady", ["on-demand"]);
const tainted = pool("steady", ["on-demand"], { taints: [{ key: "dedicated", value: "batch", effect: "NoSchedule" }] });
const group: PlannedResource = {
  type: "aws:eks/nodeGroup:NodeGroup",
  name: "system",
  props: { capacityType: "ON_DEMAND", labels: { role: "system" } },
};
const says = [
  "Deployment web has the annotation karpenter.sh/do-not-disrupt and its only homes give spot nodes: NodePool cheap",
];

export const cases: RuleCases = {
  rule: "workload-spot-interruption",
  passes: {
    "passes a workload that may be disrupted": [deployment, spot],
    "passes an annotation that forbids nothing": [
      change(forbidding, 'spec.template.metadata.annotations["karpenter.sh/do-not-disrupt"]', "false"),
      spot,
    ],
    "passes a workload that an on-demand pool admits too": [forbidding, spot, onDemand],
    "passes a pool that gives both": [forbidding, pool("mixed", ["spot", "on-demand"])],
    "passes a pool that says nothing of capacity types": [forbidding, pool("any", undefined)],
    "passes a workload that selects the on-demand pool": [
      change(forbidding, `${pod}.nodeSelector`, { "karpenter.sh/nodepool": "steady" }),
      spot,
      onDemand,
    ],
    "passes a workload that tolerates the on-demand pool's taint": [
      change(forbidding, `${pod}.tolerations`, [
        { key: "dedicated", operator: "Equal", value: "batch", effect: "NoSchedule" },
      ]),
      spot,
      tainted,
    ],
    "passes a workload that tolerates every taint": [
      change(forbidding, `${pod}.tolerations`, [{ operator: "Exists" }]),
      spot,
      tainted,
    ],
    "passes a workload that tolerates the taint whatever its effect, by the operator that is meant": [
      change(forbidding, `${pod}.tolerations`, [{ key: "dedicated", value: "batch" }]),
      spot,
      tainted,
    ],
    "passes an on-demand pool that would rather not": [
      forbidding,
      spot,
      change(tainted, "spec.template.spec.taints[0].effect", "PreferNoSchedule"),
    ],
    "passes a managed node group that admits the workload": [forbidding, spot, group],
    "says nothing where no declared home admits the workload": [
      change(forbidding, `${pod}.nodeSelector`, { team: "search" }),
      spot,
    ],
    "passes a workload whose affinity leaves it an on-demand pool": [
      change(
        forbidding,
        `${pod}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`,
        [
          { matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "In", values: ["cheap"] }] },
          { matchExpressions: [{ key: "karpenter.sh/capacity-type", operator: "NotIn", values: ["spot"] }] },
        ],
      ),
      spot,
      onDemand,
    ],
  },
  refuses: {
    "refuses a workload whose only pool is spot": { plan: [forbidding, spot], says },
    "refuses it where the annotation is for a time": {
      plan: [change(forbidding, 'spec.template.metadata.annotations["karpenter.sh/do-not-disrupt"]', "30m"), spot],
      says,
    },
    "refuses a workload that does not tolerate the on-demand pool": { plan: [forbidding, spot, tainted], says },
    "refuses a workload that tolerates another value of the taint": {
      plan: [
        change(forbidding, `${pod}.tolerations`, [{ key: "dedicated", value: "web", effect: "NoSchedule" }]),
        spot,
        tainted,
      ],
      says,
    },
    "refuses a workload that tolerates another effect of the taint": {
      plan: [
        change(forbidding, `${pod}.tolerations`, [{ key: "dedicated", operator: "Exists", effect: "NoExecute" }]),
        spot,
        tainted,
      ],
      says,
    },
    "refuses a workload whose toleration names no key and no operator, which tolerates nothing": {
      plan: [change(forbidding, `${pod}.tolerations`, [{ effect: "NoSchedule" }]), spot, tainted],
      says,
    },
    "refuses a workload that keeps off a label which the spot pool does not have": {
      plan: [
        change(
          forbidding,
          `${pod}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`,
          [
            {
              matchExpressions: [
                { key: "team", operator: "NotIn", values: ["search"] },
                { key: "gpu", operator: "DoesNotExist" },
              ],
            },
          ],
        ),
        spot,
      ],
      says,
    },
    "calls a pool by its resource's name where it has no other": {
      plan: [forbidding, change(spot, "metadata.name", undefined)],
      says,
    },
    "refuses a workload that selects the spot pool": {
      plan: [change(forbidding, `${pod}.nodeSelector`, { "karpenter.sh/nodepool": "cheap" }), spot, onDemand],
      says,
    },
    "refuses a workload that selects spot in a pool that gives both": {
      plan: [
        change(forbidding, `${pod}.nodeSelector`, { "karpenter.sh/capacity-type": "spot" }),
        pool("mixed", ["spot", "on-demand"]),
      ],
      says: ["NodePool mixed"],
    },
    "refuses a workload that selects a label which only the spot pool has": {
      plan: [
        change(forbidding, `${pod}.nodeSelector`, { team: "search" }),
        pool("cheap", ["spot"], { labels: { team: "search" } }),
        onDemand,
      ],
      says,
    },
    "refuses a workload of an architecture that only the spot pool has": {
      plan: [
        change(forbidding, `${pod}.nodeSelector`, { "kubernetes.io/arch": "amd64" }),
        spot,
        change(onDemand, `${requirements}[1].values`, ["arm64"]),
      ],
      says,
    },
    "refuses a spot node group beside the spot pool": {
      plan: [forbidding, spot, change(group, "capacityType", "SPOT")],
      says: ["NodePool cheap, node group system"],
    },
    "refuses a workload that does not tolerate the node group": {
      plan: [forbidding, spot, change(group, "taints", [{ key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" }])],
      says,
    },
    "refuses a Pod by itself": {
      plan: [
        {
          type: "kubernetes:core/v1:Pod",
          name: "job",
          props: { metadata: { annotations: { "karpenter.sh/do-not-disrupt": "true" } }, spec: {} },
        },
        spot,
      ],
      says: ["Pod job has the annotation"],
    },
    "refuses tolerations of the wrong shape": {
      plan: [change(forbidding, `${pod}.tolerations`, "all"), spot],
      says: [`${pod}.tolerations is a string; it must be a list`],
    },
  },
  unclear: {
    "advises on a pool that is not known, which may be the home": {
      plan: [forbidding, spot, change(onDemand, `${requirements}[0].values[0]`, UNKNOWN)],
      unknown: `Deployment web: NodePool steady: ${requirements}[0].values[0]`,
      says: [],
    },
    "advises on an unknown node selector and still refuses another workload": {
      plan: [named(change(forbidding, `${pod}.nodeSelector`, UNKNOWN), "api"), forbidding, spot],
      unknown: `Deployment api: ${pod}.nodeSelector`,
      says,
    },
  },
};
