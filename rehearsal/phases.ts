import type { Deed } from "./cloud/journal.ts";
import { chartOf, groupAndKind, RELEASE, WORKLOAD_KINDS } from "./model/kubernetesFacts.ts";
import type { CloudRecord } from "./model/types.ts";

/** A group of resources that goes as one when a stack is destroyed. */
export interface Phase {
  readonly name: string;
  readonly has: (record: CloudRecord) => boolean;
}

const ofType =
  (...types: readonly string[]) =>
  ({ type }: CloudRecord): boolean =>
    types.includes(type);
const ofKind =
  (...kinds: readonly string[]) =>
  ({ type }: CloudRecord): boolean =>
    type.startsWith("kubernetes:") && kinds.includes(groupAndKind(type).kind);
const ofChart =
  (chart: string) =>
  (record: CloudRecord): boolean =>
    record.type === RELEASE && chartOf(record) === chart;

const NODE_GROUP: Phase = { name: "node group", has: ofType("aws:eks/nodeGroup:NodeGroup") };
const APPLICATIONS: Phase = { name: "applications", has: ofKind(...WORKLOAD_KINDS, "Ingress") };
const KARPENTER: Phase = { name: "Karpenter's controller", has: ofChart("karpenter") };
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const isOfKarpenter = ({ urn }: CloudRecord): boolean => (urn.split("::")[2] ?? "").includes("karpenter");

/** What must be gone before what begins to go. A pair counts where a stack has both. */
export const PHASE_ORDER: readonly (readonly [Phase, Phase])[] = [
  [APPLICATIONS, { name: "node pools", has: ofKind("NodePool") }],
  [APPLICATIONS, { name: "load balancer controller", has: ofChart("aws-load-balancer-controller") }],
  [APPLICATIONS, { name: "Argo Rollouts", has: ofChart("argo-rollouts") }],
  [
    { name: "node pools", has: ofKind("NodePool") },
    { name: "node classes", has: ofKind("EC2NodeClass") },
  ],
  [{ name: "node classes", has: ofKind("EC2NodeClass") }, KARPENTER],
  [
    KARPENTER,
    {
      name: "role and association of Karpenter's controller",
      has: (record) =>
        isOfKarpenter(record) &&
        (record.type === ASSOCIATION ||
          (record.type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" && record.name.includes("controller"))),
    },
  ],
  [KARPENTER, NODE_GROUP],
  [
    NODE_GROUP,
    {
      name: "vpc-cni",
      has: (record) => record.type === "aws:eks/addon:Addon" && record.inputs.addonName === "vpc-cni",
    },
  ],
  [
    NODE_GROUP,
    {
      name: "network",
      has: ofType("aws:ec2/subnet:Subnet", "aws:ec2/route:Route", "aws:ec2/natGateway:NatGateway", "aws:ec2/vpc:Vpc"),
    },
  ],
  [
    { name: "cluster", has: ofType("aws:eks/cluster:Cluster") },
    { name: "VPC", has: ofType("aws:ec2/vpc:Vpc") },
  ],
];

/** What came of looking at a log of deletions. */
export interface PhaseFindings {
  /** Pairs that the stack has, as `applications before node pools`. */
  readonly checked: readonly string[];
  /** Pairs it does not have, and what of them is missing. */
  readonly absent: readonly string[];
  /** Pairs that went the wrong way. */
  readonly wrong: readonly string[];
}

/**
 * Looks through what was deleted, in the order in which it was gone.
 *
 * @param records what there was before
 */
export function checkPhases(records: readonly CloudRecord[], deeds: readonly Deed[]): PhaseFindings {
  const position = new Map(
    deeds.filter(({ operation }) => operation === "delete").map(({ urn }, index) => [urn, index]),
  );
  const checked: string[] = [];
  const absent: string[] = [];
  const wrong: string[] = [];
  for (const [first, second] of PHASE_ORDER) {
    const pair = `${first.name} before ${second.name}`;
    const [early, late] = [first, second].map((phase) =>
      records.filter((one) => phase.has(one) && position.has(one.urn)),
    );
    const missing = [...(early?.length === 0 ? [first.name] : []), ...(late?.length === 0 ? [second.name] : [])];
    if (!early || !late || missing.length > 0) {
      absent.push(`${pair} (no ${missing.join(", no ")})`);
      continue;
    }
    checked.push(pair);
    const last = early.reduce((one, other) => (at(position, one) > at(position, other) ? one : other));
    const tooEarly = late.find((one) => at(position, one) < at(position, last));
    if (tooEarly) wrong.push(`${pair}: ${tooEarly.name} was gone before ${last.name}`);
  }
  return { checked, absent, wrong };
}

function at(position: ReadonlyMap<string, number>, { urn }: CloudRecord): number {
  return position.get(urn) ?? -1;
}
