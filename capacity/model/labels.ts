export const ZONE = "topology.kubernetes.io/zone";
export const REGION = "topology.kubernetes.io/region";
export const HOSTNAME = "kubernetes.io/hostname";
export const ARCH = "kubernetes.io/arch";
export const OS = "kubernetes.io/os";
const INSTANCE_TYPE = "node.kubernetes.io/instance-type";
export const CAPACITY_TYPE = "karpenter.sh/capacity-type";
export const NODE_POOL = "karpenter.sh/nodepool";
export const NODE_CLASS = "karpenter.k8s.aws/ec2nodeclass";
export const TENANCY = "karpenter.k8s.aws/instance-tenancy";

const AWS = "karpenter.k8s.aws/";

/** Labels of an instance type that the catalogue has a value for, or knows to be absent. */
export const INSTANCE_LABELS = [
  INSTANCE_TYPE,
  ARCH,
  ...[
    "instance-category",
    "instance-family",
    "instance-generation",
    "instance-size",
    "instance-cpu",
    "instance-cpu-manufacturer",
    "instance-cpu-sustained-clock-speed-mhz",
    "instance-memory",
    "instance-ebs-bandwidth",
    "instance-network-bandwidth",
    "instance-encryption-in-transit-supported",
    "instance-hypervisor",
    "instance-local-nvme",
    "instance-capability-flex",
    "instance-gpu-name",
    "instance-gpu-manufacturer",
    "instance-gpu-count",
    "instance-gpu-memory",
    "instance-accelerator-name",
    "instance-accelerator-manufacturer",
    "instance-accelerator-count",
  ].map((name) => AWS + name),
] as const;

/** Labels that only a node in a capacity reservation or placement group has; none is simulated. */
export const ACCOUNT_LABELS = [
  "capacity-reservation-id",
  "capacity-reservation-type",
  "capacity-reservation-interruptible",
  "placement-group-id",
  "placement-group-partition",
].map((name) => AWS + name);

/**
 * Labels that Karpenter knows: a pod may ask for them although its pool says nothing of them.
 * Source: Karpenter docs, v1.14, "Scheduling", well-known labels.
 */
export const WELL_KNOWN_LABELS: ReadonlySet<string> = new Set([
  NODE_POOL,
  ZONE,
  REGION,
  "topology.k8s.aws/zone-id",
  OS,
  "node.kubernetes.io/windows-build",
  CAPACITY_TYPE,
  TENANCY,
  ...INSTANCE_LABELS,
  ...ACCOUNT_LABELS,
]);

/** Deprecated labels and what Karpenter reads them as. Source: as above. */
const RENAMED: Readonly<Record<string, string>> = {
  "failure-domain.beta.kubernetes.io/zone": ZONE,
  "failure-domain.beta.kubernetes.io/region": REGION,
  "beta.kubernetes.io/arch": ARCH,
  "beta.kubernetes.io/os": OS,
  "beta.kubernetes.io/instance-type": INSTANCE_TYPE,
  "topology.ebs.csi.aws.com/zone": ZONE,
};

/** A label's current name. */
export function currentLabel(key: string): string {
  return RENAMED[key] ?? key;
}

/** A label without Karpenter's own prefix, for people. */
export function shortLabel(key: string): string {
  return key.startsWith(AWS) ? key.slice(AWS.length) : key;
}
