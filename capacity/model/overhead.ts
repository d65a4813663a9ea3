import { type Resources } from "./resources.ts";

/** What a node's capacity follows from. */
export interface SizeFacts {
  readonly cpu: number;
  readonly memoryMi: number;
  readonly arch: string;
  /** Pods that get an address of their own from the type's network interfaces. */
  readonly eniPods: number;
  /** Size of the instance store, GB. */
  readonly localNvmeGB: number | undefined;
}

/** What a node class changes of it; everything unset is Karpenter's default for AL2023. */
export interface NodeSettings {
  readonly maxPods?: number;
  readonly podsPerCore?: number;
  /** Bytes of the volume pods write to. Default: 20 GiB. */
  readonly storageBytes?: number;
  /** Pods write to the instance store where there is one. */
  readonly instanceStore?: boolean;
  readonly kubeReserved?: Resources;
  readonly systemReserved?: Resources;
  /** Amounts, or a share of the capacity: 0.05 is 5 %. */
  readonly evictionHard?: Readonly<
    Record<"memory" | "ephemeral-storage", { amount: number } | { share: number } | undefined>
  >;
  /** Memory is reserved for as many pods as the network interfaces allow, not for `maxPods`. Default: true; false for Bottlerocket. */
  readonly reservesForEniPods?: boolean;
}

const MI = 2 ** 20;
const GI = 2 ** 30;
/** Karpenter docs, v1.14, "Settings": VM_MEMORY_OVERHEAD_PERCENT, the hypervisor's share where no node of the type has been seen. */
const VM_MEMORY_OVERHEAD = 0.075;
/** Karpenter subtracts it from Graviton types; Linux reserves it for devices. */
const GRAVITON_RESERVED_MI = 64;
const DEFAULT_STORAGE = 20 * GI;

/**
 * What a node of a type has, as Karpenter counts it before it has seen one (aws/karpenter-provider-aws v1.14, package
 * instancetype). Limits of pools count this, not what pods can use of it.
 */
export function capacityOf(facts: SizeFacts, settings: NodeSettings = {}): Resources {
  const memoryMi = facts.memoryMi - (facts.arch === "arm64" ? GRAVITON_RESERVED_MI : 0);
  const storage =
    settings.instanceStore === true && facts.localNvmeGB !== undefined
      ? facts.localNvmeGB * 1e9
      : (settings.storageBytes ?? DEFAULT_STORAGE);
  const pods = settings.maxPods ?? facts.eniPods;
  return {
    cpu: facts.cpu * 1000,
    memory: (memoryMi - Math.ceil(memoryMi * VM_MEMORY_OVERHEAD)) * MI,
    "ephemeral-storage": storage,
    pods: settings.podsPerCore === undefined ? pods : Math.min(pods, settings.podsPerCore * facts.cpu),
  };
}

/** What of the capacity pods cannot use: reserved for the kubelet and the system, or kept free before it evicts. */
export function overheadOf(facts: SizeFacts, capacity: Resources, settings: NodeSettings = {}): Resources {
  const reservedPods = settings.reservesForEniPods === false ? (capacity.pods ?? 0) : facts.eniPods;
  const kubeReserved = {
    cpu: reservedCpu(facts.cpu * 1000),
    memory: (11 * reservedPods + 255) * MI,
    "ephemeral-storage": GI,
    ...settings.kubeReserved,
  };
  const overhead: Record<string, number> = {};
  for (const resource of ["cpu", "memory", "ephemeral-storage"] as const) {
    overhead[resource] = kubeReserved[resource] + (settings.systemReserved?.[resource] ?? 0);
  }
  const has = (resource: string): number => capacity[resource] ?? 0;
  overhead.memory = (overhead.memory ?? 0) + threshold("memory", has("memory"), 100 * MI, settings);
  overhead["ephemeral-storage"] =
    (overhead["ephemeral-storage"] ?? 0) +
    threshold("ephemeral-storage", has("ephemeral-storage"), Math.ceil(has("ephemeral-storage") / 10), settings);
  return overhead;
}

function threshold(
  resource: "memory" | "ephemeral-storage",
  capacity: number,
  otherwise: number,
  { evictionHard }: NodeSettings,
): number {
  const signal = evictionHard?.[resource];
  if (signal === undefined) return otherwise;
  return "amount" in signal ? signal.amount : Math.ceil(capacity * signal.share);
}

/** Thousandths of a core reserved for the kubelet: 6 % of the first core, 1 % of the second, 0.5 % of two more, then 0.25 %. */
function reservedCpu(millicores: number): number {
  const steps = [
    { from: 0, to: 1000, share: 0.06 },
    { from: 1000, to: 2000, share: 0.01 },
    { from: 2000, to: 4000, share: 0.005 },
    { from: 4000, to: Number.POSITIVE_INFINITY, share: 0.0025 },
  ];
  return steps.reduce(
    (sum, { from, to, share }) => sum + Math.floor(Math.max(0, Math.min(millicores, to) - from) * share),
    0,
  );
}
