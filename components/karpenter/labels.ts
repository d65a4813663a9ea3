import { NODE_POOL_LABEL } from "../shared/nodePools.ts";
import leven from "leven";

/** Labels beneath `karpenter.k8s.aws/` that a requirement may name. Source: NodePool v1 of Karpenter 1.14.1 (CEL rules). */
export const AWS_LABELS = [
  "instance-tenancy",
  "capacity-reservation-type",
  "capacity-reservation-id",
  "capacity-reservation-interruptible",
  "ec2nodeclass",
  "instance-encryption-in-transit-supported",
  "instance-category",
  "instance-hypervisor",
  "instance-family",
  "instance-generation",
  "instance-local-nvme",
  "instance-size",
  "instance-cpu",
  "instance-cpu-manufacturer",
  "instance-cpu-sustained-clock-speed-mhz",
  "instance-memory",
  "instance-ebs-bandwidth",
  "instance-network-bandwidth",
  "instance-gpu-name",
  "instance-gpu-manufacturer",
  "instance-gpu-count",
  "instance-gpu-memory",
  "instance-accelerator-name",
  "instance-accelerator-manufacturer",
  "instance-accelerator-count",
  "instance-capability-flex",
  "placement-group-id",
  "placement-group-partition",
] as const;

/** A label of Karpenter's AWS provider by its name after the slash. */
export type AwsLabel = (typeof AWS_LABELS)[number];

/** The whole key of such a label. */
export function awsLabel(name: AwsLabel): string {
  return `karpenter.k8s.aws/${name}`;
}

export const CAPACITY_TYPE = "karpenter.sh/capacity-type";
export const ARCHITECTURE = "kubernetes.io/arch";
export const OPERATING_SYSTEM = "kubernetes.io/os";
export const ZONE = "topology.kubernetes.io/zone";
export const REGION = "topology.kubernetes.io/region";
export const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** By which applications choose a pool: its configured name, also where it became one pool per zone. */
export const POOL_LABEL = NODE_POOL_LABEL;

/** Labels every node has, and the values it can have. Source: Karpenter docs, v1.14, "Scheduling". */
export const KNOWN_VALUES: Readonly<Record<string, readonly string[]>> = {
  [CAPACITY_TYPE]: ["spot", "on-demand", "reserved"],
  [ARCHITECTURE]: ["amd64", "arm64"],
  [OPERATING_SYSTEM]: ["linux", "windows"],
};

/** Kubernetes' own labels that Karpenter knows the values of. Source: Karpenter v1.14.1, "well known labels". */
const WELL_KNOWN = [
  ARCHITECTURE,
  OPERATING_SYSTEM,
  ZONE,
  REGION,
  "topology.k8s.aws/zone-id",
  INSTANCE_TYPE,
  "node.kubernetes.io/windows-build",
];

const KEY =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** Characters of a label's key (prefix, slash and name) and value. Source: Kubernetes docs, "Labels and Selectors". */
const KEY_MAX = 316;
const NAME_MAX = 63;

/** What is wrong with a label's key in a requirement or a node template, or undefined. */
export function labelKeyProblem(key: string): string | undefined {
  if (!KEY.test(key) || key.length > KEY_MAX || key.slice(key.lastIndexOf("/") + 1).length > NAME_MAX) {
    return "allowed is a label key such as karpenter.k8s.aws/instance-category or example.com/team";
  }
  const [domain = "", name = ""] = key.split("/");
  if (!key.includes("/")) return undefined;
  if (key === "kubernetes.io/hostname") return "is a node's own name, which no pool can ask for; leave it out";
  if (domain.endsWith("karpenter.sh") && key !== CAPACITY_TYPE) {
    return `allowed with this prefix is only ${CAPACITY_TYPE}; a pool's name is set by "name"`;
  }
  if (domain.endsWith("karpenter.k8s.aws") && !isAwsLabel(domain, name)) {
    if (name === "instance-pods") {
      return 'is a label of nodes that no requirement may name; the number of pods is "kubelet.maxPods" of the node class';
    }
    return `is no label of Karpenter's; ${didYouMean(key, AWS_LABELS.map(awsLabel))}allowed with this prefix are ${AWS_LABELS.join(", ")}`;
  }
  // Labels in these domains are Kubernetes' own. Karpenter takes others for labels of yours, and then no pod that asks for one ever fits.
  if (
    /^(beta\.)?kubernetes\.io$|^topology\.(kubernetes\.io|k8s\.aws)$|^node\.kubernetes\.io$/.test(domain) &&
    !WELL_KNOWN.includes(key)
  ) {
    return `is no label Karpenter knows; ${didYouMean(key, WELL_KNOWN)}allowed with this prefix are ${WELL_KNOWN.join(", ")}`;
  }
  return undefined;
}

/** What is wrong with a label's value, or undefined. */
export function labelValueProblem(key: string, value: string): string | undefined {
  if (!VALUE.test(value) || value.length > NAME_MAX) {
    return `allowed are up to ${NAME_MAX} letters, digits, "-", "_" and ".", beginning and ending with a letter or digit`;
  }
  const known = KNOWN_VALUES[key];
  return known && !known.includes(value)
    ? `is no value of ${key}; ${didYouMean(value, known)}allowed are ${known.join(", ")}`
    : undefined;
}

function isAwsLabel(domain: string, name: string): boolean {
  return domain === "karpenter.k8s.aws" && AWS_LABELS.some((known) => known === name);
}

function didYouMean(found: string, known: readonly string[]): string {
  const [nearest] = known
    .map((other) => ({ other, distance: leven(found, other) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= 4 ? `did you mean ${nearest.other}? ` : "";
}
