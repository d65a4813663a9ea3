import { z } from "zod";
import type { NodeSettings } from "./overhead.ts";
import { quantitySchema, readObject } from "./parse.ts";
import { parseQuantity, type Quantity, toUnits } from "./quantity.ts";
import type { Resources } from "./resources.ts";

const reservedSchema = z.record(z.string(), z.union([z.string(), z.number()])).optional();

const nodeClassSchema = z.object({
  metadata: z.object({ name: z.string().min(1) }),
  spec: z.object({
    amiFamily: z.string().optional(),
    amiSelectorTerms: z.array(z.object({ alias: z.string().optional() })).default([]),
    subnetSelectorTerms: z
      .array(z.object({ id: z.string().optional(), tags: z.record(z.string(), z.string()).optional() }))
      .default([]),
    instanceStorePolicy: z.string().optional(),
    capacityReservationSelectorTerms: z.array(z.unknown()).default([]),
    blockDeviceMappings: z
      .array(
        z.object({
          deviceName: z.string().optional(),
          rootVolume: z.boolean().optional(),
          ebs: z.object({ volumeSize: quantitySchema.optional() }).optional(),
        }),
      )
      .default([]),
    kubelet: z
      .object({
        maxPods: z.union([z.int(), z.string()]).optional(),
        podsPerCore: z.int().optional(),
        kubeReserved: reservedSchema,
        systemReserved: reservedSchema,
        evictionHard: z.record(z.string(), z.string()).optional(),
      })
      .default({}),
  }),
});

/** Which subnets a node class takes: by id, or by tags of which `*` is any value. */
export interface SubnetTerm {
  readonly id?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** What of an EC2NodeClass changes what a node can hold. */
export interface NodeClass {
  readonly name: string;
  /** `al2023`, `bottlerocket`, ... in lower case. */
  readonly family: string;
  readonly settings: NodeSettings;
  readonly subnets: readonly SubnetTerm[];
  readonly selectsReservations: boolean;
  /** What of it is not taken into account, in sentences. */
  readonly notModelled: readonly string[];
}

/** Bottlerocket's pods write to its second volume. Source: Karpenter docs, v1.14, "NodeClasses". */
const DATA_DEVICE: Readonly<Record<string, string>> = { bottlerocket: "/dev/xvdb" };
const ROOT_DEVICE = "/dev/xvda";

/**
 * Reads an EC2NodeClass, `karpenter.k8s.aws/v1`.
 *
 * @throws UsageError when a field it needs is malformed
 */
export function readNodeClass(object: unknown, origin: string): NodeClass {
  const { metadata, spec } = readObject(nodeClassSchema, object, origin);
  const alias = spec.amiSelectorTerms.find((term) => term.alias !== undefined)?.alias;
  const family = (alias?.split("@")[0] ?? spec.amiFamily ?? "al2023").toLowerCase();
  const { maxPods, podsPerCore, kubeReserved, systemReserved, evictionHard } = spec.kubelet;
  const device = DATA_DEVICE[family] ?? ROOT_DEVICE;
  const volume =
    spec.blockDeviceMappings.find(({ rootVolume }) => rootVolume === true) ??
    spec.blockDeviceMappings.find(({ deviceName }) => deviceName === device);
  const storageBytes = bytes(volume?.ebs?.volumeSize);
  const reserved = { kube: quantities(kubeReserved), system: quantities(systemReserved) };
  const expressions = [
    ...(typeof maxPods === "string" ? ["maxPods"] : []),
    ...Object.entries({ ...kubeReserved, ...systemReserved }).flatMap(([name, value]) =>
      parseQuantity(value) === undefined ? [`reserved ${name}`] : [],
    ),
  ];
  return {
    name: metadata.name,
    family,
    settings: {
      ...(typeof maxPods === "number" && { maxPods }),
      // Bottlerocket has no such setting.
      ...(podsPerCore !== undefined && podsPerCore > 0 && family !== "bottlerocket" && { podsPerCore }),
      ...(storageBytes !== undefined && { storageBytes }),
      ...(spec.instanceStorePolicy === "RAID0" && { instanceStore: true }),
      kubeReserved: reserved.kube,
      systemReserved: reserved.system,
      evictionHard: {
        memory: signal("memory", evictionHard?.["memory.available"]),
        "ephemeral-storage": signal("ephemeral-storage", evictionHard?.["nodefs.available"]),
      },
      ...(family === "bottlerocket" && { reservesForEniPods: false }),
    },
    subnets: spec.subnetSelectorTerms,
    selectsReservations: spec.capacityReservationSelectorTerms.length > 0,
    notModelled: [
      ...(family.startsWith("windows")
        ? ["The catalogue has the figures of Linux nodes only; this class makes Windows nodes."]
        : []),
      ...(expressions.length > 0
        ? [`Expressions in kubelet settings are not evaluated: ${expressions.join(", ")}.`]
        : []),
      ...(alias === undefined ? ["Its image is not chosen by alias: any architecture is taken to be there."] : []),
    ],
  };
}

function bytes(size: Quantity | undefined): number | undefined {
  return size === undefined ? undefined : toUnits("ephemeral-storage", size);
}

function quantities(map: Readonly<Record<string, Quantity>> | undefined): Resources {
  return Object.fromEntries(
    Object.entries(map ?? {}).flatMap(([name, quantity]) => {
      const amount = toUnits(name, quantity);
      return amount === undefined ? [] : [[name, amount] as const];
    }),
  );
}

function signal(resource: string, value: string | undefined): { amount: number } | { share: number } | undefined {
  if (value === undefined) return undefined;
  if (!value.endsWith("%")) {
    const amount = toUnits(resource, value);
    return amount === undefined ? undefined : { amount };
  }
  const percentage = Number(value.slice(0, -1));
  // The kubelet reads 100 % as a threshold that is switched off.
  return Number.isNaN(percentage) ? undefined : { share: percentage === 100 ? 0 : percentage / 100 };
}
