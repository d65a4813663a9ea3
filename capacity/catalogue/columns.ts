const AWS = "karpenter.k8s.aws/instance-";

/** Columns of families.tsv after the family's name, and the label each stands for: what every size of a family shares. */
export const FAMILY_COLUMNS = {
  category: `${AWS}category`,
  generation: `${AWS}generation`,
  arch: "kubernetes.io/arch",
  cpuManufacturer: `${AWS}cpu-manufacturer`,
  encryptionInTransit: `${AWS}encryption-in-transit-supported`,
  flex: `${AWS}capability-flex`,
  gpuName: `${AWS}gpu-name`,
  gpuManufacturer: `${AWS}gpu-manufacturer`,
  acceleratorName: `${AWS}accelerator-name`,
  acceleratorManufacturer: `${AWS}accelerator-manufacturer`,
} as const;

/** Columns of types.tsv that are labels. */
export const TYPE_COLUMNS = {
  cpu: `${AWS}cpu`,
  memoryMi: `${AWS}memory`,
  clockMhz: `${AWS}cpu-sustained-clock-speed-mhz`,
  ebsMbps: `${AWS}ebs-bandwidth`,
  networkMbps: `${AWS}network-bandwidth`,
  hypervisor: `${AWS}hypervisor`,
  localNvmeGB: `${AWS}local-nvme`,
  gpus: `${AWS}gpu-count`,
  gpuMemoryMi: `${AWS}gpu-memory`,
  accelerators: `${AWS}accelerator-count`,
} as const;

/** Columns of types.tsv that are no labels. `devices` is a list of `resource=count`. */
export const FIGURE_COLUMNS = ["eniPods", "devices", "usdPerHour"] as const;

/** Labels that follow from a type's name: `m7i-flex.large`. */
export function labelsOfName(name: string): Record<string, string> {
  const [family = "", size = ""] = name.split(".");
  return {
    "node.kubernetes.io/instance-type": name,
    [`${AWS}family`]: family,
    [`${AWS}size`]: size,
    "kubernetes.io/os": "linux",
  };
}
