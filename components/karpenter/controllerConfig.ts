import { z } from "zod";
import type { Tier } from "../shared/tiers.ts";

/** Features that Karpenter 1.14 has behind gates and that this platform's pools can make use of. */
export const FEATURE_GATES = [
  "nodeRepair",
  "nodeOverlay",
  "spotToSpotConsolidation",
  "capacityBuffer",
  "reservedCapacity",
] as const;
export type FeatureGate = (typeof FEATURE_GATES)[number];

/** CPU and memory of a container, as Kubernetes quantities. */
export interface ContainerResources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** The controller, checked and with every default filled in. */
export interface ControllerConfig {
  readonly replicas: number;
  readonly logLevel: "debug" | "info" | "error";
  readonly resources: ContainerResources;
  readonly featureGates: Readonly<Record<FeatureGate, boolean>>;
  readonly batchIdleDuration: string;
  readonly batchMaxDuration: string;
  readonly preferencePolicy: "Respect" | "Ignore";
  readonly minValuesPolicy: "Strict" | "BestEffort";
  readonly zonalShift: boolean;
  readonly isolatedVpc: boolean;
}

const seconds = (byDefault: string) =>
  z
    .string()
    .regex(/^[0-9]+(ms|s|m)$/, "allowed is a duration such as 10s")
    .default(byDefault);

const gate = (byDefault: boolean) => z.boolean().default(byDefault);

/** A stack's `karpenter.controller`. */
export const controllerSchema = z.strictObject({
  /** One that works and one that waits: 1 or 2, and 2 in prod. They need as many nodes that are not Karpenter's. Default: 2. */
  replicas: z.literal([1, 2]).default(2),
  /** Default: info. */
  logLevel: z.enum(["debug", "info", "error"]).default("info"),
  /** CPU and memory. Default: 1 CPU and 1Gi in prod, 250m and 256Mi elsewhere. */
  size: z.enum(["small", "large"]).optional(),
  /** Features behind gates. Default: Karpenter's own. */
  featureGates: z
    .strictObject({
      /** Replaces nodes that the monitoring agent finds broken; alpha. Default: false. */
      nodeRepair: gate(false),
      /** Prices and capacities of one's own (NodeOverlay); alpha. Default: false. */
      nodeOverlay: gate(false),
      /** Moves spot nodes to cheaper spot nodes, where 15 instance types are left to choose from; alpha. Default: false. */
      spotToSpotConsolidation: gate(false),
      /** Capacity kept ready (CapacityBuffer); alpha. Default: false. */
      capacityBuffer: gate(false),
      /** Uses capacity reservations; beta. Default: true. */
      reservedCapacity: gate(true),
    })
    .prefault({}),
  /** How long no further pod may come before nodes are made for those that are waiting. Default: 1s. */
  batchIdleDuration: seconds("1s"),
  /** How long waiting pods are gathered at most. Default: 10s. */
  batchMaxDuration: seconds("10s"),
  /** Whether preferences of pods (preferred affinity, ScheduleAnyway) make nodes. Default: Respect. */
  preferencePolicy: z.enum(["Respect", "Ignore"]).default("Respect"),
  /** What happens where minValues cannot be met: no node, or the best there is. Default: Strict. */
  minValuesPolicy: z.enum(["Strict", "BestEffort"]).default("Strict"),
  /** Whether Karpenter avoids a zone that a zonal shift has moved away from; the cluster must have zonal shift on. Default: false. */
  zonalShift: z.boolean().default(false),
  /** Whether the VPC has no way to the internet: prices are then those that came with the release. Default: false. */
  isolatedVpc: z.boolean().default(false),
});

/**
 * `large` is what Karpenter's own installation guide asks for. Karpenter sets Go's memory limit from the container's,
 * so request and limit of memory are alike where evictions would hurt.
 */
const SIZES: Readonly<Record<"small" | "large", ContainerResources>> = {
  small: { requests: { cpu: "250m", memory: "256Mi" }, limits: { cpu: "1", memory: "512Mi" } },
  large: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } },
};

/** Fills in what depends on the tier. */
export function resolveController({ size, ...found }: z.output<typeof controllerSchema>, tier: Tier): ControllerConfig {
  return { ...found, resources: SIZES[size ?? (tier === "prod" ? "large" : "small")] };
}
