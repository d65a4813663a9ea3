import type { BudgetPreset } from "./budgets.ts";
import type { NodeClassPreset } from "./classPresets.ts";
import { ARCHITECTURE, awsLabel, CAPACITY_TYPE, OPERATING_SYSTEM } from "./labels.ts";
import type { Requirement } from "./requirements.ts";

/** Pools a stack can take as they are, or change field by field. */
export const NODE_POOL_PRESETS = [
  "general",
  "arm64",
  "on-demand-fallback",
  "batch",
  "gpu",
  "fast-scaling",
  "high-performance",
  "critical",
  "reserved-first",
] as const;
export type NodePoolPreset = (typeof NODE_POOL_PRESETS)[number];

/** A taint of a node. */
export interface Taint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** When nodes that are empty or badly used go. */
export interface Consolidation {
  readonly consolidationPolicy: "WhenEmpty" | "WhenEmptyOrUnderutilized" | "Balanced";
  /** How long a node must have been so, `30s` for instance, or `Never`. */
  readonly consolidateAfter: string;
}

/** What a preset says of a pool. */
export interface PoolPreset extends Consolidation {
  /** Name of the node class, which is made by itself when the stack does not describe one of this name. */
  readonly nodeClass: NodeClassPreset;
  readonly requirements: readonly Requirement[];
  readonly taints: readonly Taint[];
  /** 1 to 100, the highest is asked first; without one a pool is asked last. */
  readonly weight?: number;
  /** Most of each resource that the pool's nodes may have together. */
  readonly limits: Readonly<Record<string, string>>;
  readonly expireAfter: string;
  /** How long a node may take to drain before its pods are killed. */
  readonly terminationGracePeriod: string;
  readonly budgetPreset: BudgetPreset;
}

const oneOf = (key: string, ...values: string[]): Requirement => ({ key, operator: "In", values });
const capacity = (...types: ("spot" | "on-demand" | "reserved")[]) => oneOf(CAPACITY_TYPE, ...types);
const category = (...letters: string[]) => oneOf(awsLabel("instance-category"), ...letters);
const sizes = (...names: string[]) => oneOf(awsLabel("instance-size"), ...names);
/** Nodes too small to leave room beside the agents every node runs. */
const NOT_TINY: Requirement = { key: awsLabel("instance-size"), operator: "NotIn", values: ["nano", "micro", "small"] };
/** Generations 1 and 2 have no Nitro, and so neither prefixes of addresses nor NVMe. */
const MODERN: Requirement = { key: awsLabel("instance-generation"), operator: "Gt", values: ["2"] };
const linux = (architecture: "amd64" | "arm64") => [
  oneOf(OPERATING_SYSTEM, "linux"),
  oneOf(ARCHITECTURE, architecture),
];

const COST_FIRST = {
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "30s",
  // Thirty days: no node outlives a month of kernel fixes.
  expireAfter: "720h",
  terminationGracePeriod: "1h",
  budgetPreset: "steady",
} as const;

/** The presets. Why each is as it is: docs/karpenter.md. */
export const POOL_PRESETS: Readonly<Record<NodePoolPreset, PoolPreset>> = {
  general: {
    ...COST_FIRST,
    nodeClass: "default",
    requirements: [...linux("amd64"), capacity("spot", "on-demand"), category("c", "m", "r"), NOT_TINY, MODERN],
    taints: [],
    weight: 10,
    limits: { cpu: "100", memory: "400Gi" },
  },
  arm64: {
    ...COST_FIRST,
    nodeClass: "default",
    requirements: [...linux("arm64"), capacity("spot", "on-demand"), category("c", "m", "r"), NOT_TINY, MODERN],
    // An image built for amd64 alone must not land here when the other pools have reached their limits.
    taints: [{ key: ARCHITECTURE, value: "arm64", effect: "NoSchedule" }],
    limits: { cpu: "100", memory: "400Gi" },
  },
  "on-demand-fallback": {
    ...COST_FIRST,
    nodeClass: "default",
    requirements: [...linux("amd64"), capacity("on-demand"), category("c", "m", "r"), NOT_TINY, MODERN],
    taints: [],
    weight: 1,
    limits: { cpu: "100", memory: "400Gi" },
  },
  batch: {
    ...COST_FIRST,
    nodeClass: "default",
    requirements: [...linux("amd64"), capacity("spot"), category("c", "m"), NOT_TINY, MODERN],
    taints: [{ key: "spot", value: "true", effect: "NoSchedule" }],
    weight: 50,
    limits: { cpu: "2000", memory: "4000Gi" },
    consolidationPolicy: "WhenEmpty",
    consolidateAfter: "45s",
    terminationGracePeriod: "30m",
  },
  gpu: {
    nodeClass: "gpu",
    requirements: [
      ...linux("amd64"),
      capacity("on-demand"),
      category("g", "p"),
      // Among the g family are AMD's GPUs too, which the NVIDIA device plugin does not see.
      oneOf(awsLabel("instance-gpu-manufacturer"), "nvidia"),
      MODERN,
    ],
    taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }],
    limits: { cpu: "400", memory: "1600Gi", "nvidia.com/gpu": "32" },
    consolidationPolicy: "WhenEmpty",
    consolidateAfter: "5m",
    expireAfter: "168h",
    terminationGracePeriod: "2h",
    budgetPreset: "steady",
  },
  "fast-scaling": {
    ...COST_FIRST,
    nodeClass: "fast-scaling",
    requirements: [
      ...linux("amd64"),
      capacity("spot", "on-demand"),
      category("c", "m", "r"),
      // From 4xlarge on, network interfaces hold addresses for the 110 pods that the node class allows.
      sizes("4xlarge", "8xlarge", "12xlarge"),
      MODERN,
    ],
    taints: [],
    weight: 80,
    limits: { cpu: "1000", memory: "4000Gi" },
  },
  "high-performance": {
    ...COST_FIRST,
    nodeClass: "default",
    requirements: [
      ...linux("amd64"),
      capacity("on-demand"),
      category("c"),
      sizes("4xlarge", "8xlarge", "9xlarge", "12xlarge", "16xlarge"),
      MODERN,
    ],
    taints: [],
    limits: { cpu: "512", memory: "1024Gi" },
    consolidationPolicy: "WhenEmpty",
    consolidateAfter: "600s",
  },
  critical: {
    nodeClass: "default",
    requirements: [...linux("amd64"), capacity("on-demand"), category("c", "m", "r"), NOT_TINY, MODERN],
    taints: [],
    limits: { cpu: "100", memory: "400Gi" },
    consolidationPolicy: "WhenEmpty",
    consolidateAfter: "10m",
    // Expiry asks no budget. Drift does: a new image replaces these nodes, and only outside business hours.
    expireAfter: "Never",
    terminationGracePeriod: "4h",
    budgetPreset: "business-hours",
  },
  "reserved-first": {
    ...COST_FIRST,
    nodeClass: "reserved",
    requirements: [...linux("amd64"), capacity("reserved", "on-demand"), category("c", "m", "r"), NOT_TINY, MODERN],
    taints: [],
    // Before every other pool: what is reserved is paid for whether it runs or not.
    weight: 90,
    limits: { cpu: "100", memory: "400Gi" },
  },
};
