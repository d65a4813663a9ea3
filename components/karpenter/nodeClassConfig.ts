import { z } from "zod";
import { type Report, reportBelow } from "../shared/rules.ts";
import { mapOf, mapsOf, type Untyped } from "../shared/untyped.ts";
import { CLASS_PRESETS, IMAGE_PRESETS, type ImagePreset } from "./classPresets.ts";
import {
  checkImageTerms,
  familyOf,
  IMAGE_FAMILIES,
  type ImageFamily,
  type ImageTerm,
  imageTermsSchema,
  selectorTags,
} from "./imageTerms.ts";
import { checkKubelet, type KubeletConfig, kubeletSchema } from "./kubeletConfig.ts";
import { checkTags } from "./tags.ts";

/** A node class, checked and with every default filled in. */
export interface NodeClassConfig {
  readonly name: string;
  readonly preset: ImagePreset;
  readonly amiFamily: ImageFamily;
  readonly amiSelectorTerms: readonly ImageTerm[];
  readonly volume: VolumeConfig;
  readonly detailedMonitoring: boolean;
  readonly instanceStorePolicy?: "RAID0" | undefined;
  readonly kubelet: KubeletConfig;
  readonly tags: Readonly<Record<string, string>>;
  readonly capacityReservationSelectorTerms: readonly ReservationTerm[];
}

/** The volume for images, logs and emptyDir. */
export interface VolumeConfig {
  readonly sizeGiB: number;
  readonly iops: number;
  readonly throughputMiBps: number;
}

/** One way to find capacity reservations. */
export interface ReservationTerm {
  readonly id?: string | undefined;
  readonly ownerID?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly instanceMatchCriteria?: "open" | "targeted" | undefined;
}

/** What gp3 offers. Source: Amazon EBS User Guide, "General Purpose SSD volumes", figures that every region has. */
const GP3 = {
  minIops: 3000,
  maxIops: 16000,
  minThroughput: 125,
  maxThroughput: 1000,
  iopsPerGiB: 500,
  maxSizeGiB: 16384,
};
/** MiB/s that each IOPS of a gp3 volume can carry. Source: as above. */
const GP3_THROUGHPUT_PER_IOPS = 0.25;
/** Smallest volume that AWS's images fit on with room for a few containers. Source: Karpenter's defaults, 20Gi. */
const MIN_SIZE_GIB = 20;

/** Names of Kubernetes objects that also have to fit a label's value. */
export const objectName = (what: string, longest: number) =>
  z
    .string()
    .regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
      `allowed as ${what} are lower-case letters, digits and hyphens, beginning and ending with a letter or digit`,
    )
    .max(longest, `allowed are at most ${longest} characters`);

const whole = (smallest: number, largest: number, what: string) =>
  z
    .number()
    .refine(
      (value) => Number.isInteger(value) && value >= smallest && value <= largest,
      `allowed is a whole number of ${what} from ${smallest} to ${largest}`,
    );

/** One entry of `nodeClasses`. Its rules across fields: {@link checkNodeClass}. */
export const nodeClassSchema = z.strictObject({
  /** Name by which pools refer to the class. Default: `default` with preset al2023, else the preset's name. */
  name: objectName("the name of a node class", 63).optional(),
  /** What the class starts from. Default: al2023. */
  preset: z.enum(IMAGE_PRESETS).default("al2023"),
  /** Family of the images; only where no alias says it. */
  amiFamily: z.enum(IMAGE_FAMILIES).optional(),
  /** Which images: one alias with a release, or ids, names, SSM parameters or tags. Default: the release that is pinned. */
  amiSelectorTerms: imageTermsSchema.optional(),
  /** The node's volume, gp3 and encrypted with a key of our own; with Bottlerocket its data volume. */
  volume: z
    .strictObject({
      /** Size in GiB, 20 to 16384. Default: 100. */
      sizeGiB: whole(MIN_SIZE_GIB, GP3.maxSizeGiB, "GiB").optional(),
      /** Operations a second, 3000 to 16000; at most 500 for each GiB. Default: 3000. */
      iops: whole(GP3.minIops, GP3.maxIops, "operations a second").default(GP3.minIops),
      /** MiB a second, 125 to 1000; at most a quarter of iops. Default: 125. */
      throughputMiBps: whole(GP3.minThroughput, GP3.maxThroughput, "MiB a second").default(GP3.minThroughput),
    })
    .prefault({}),
  /** Whether CloudWatch gets EC2's metrics every minute (charged) instead of every five. Default: true. */
  detailedMonitoring: z.boolean().default(true),
  /** RAID0 makes one volume of the instance's own disks, for containers' images, logs and emptyDir. Default: they are left unused. */
  instanceStorePolicy: z.literal("RAID0").optional(),
  /** Settings of the kubelet. */
  kubelet: kubeletSchema.prefault({}),
  /** Tags of instances and volumes besides the stack's own. Default: none. */
  tags: z.record(z.string(), z.string("allowed is text; a number or true/false wants quotes")).default({}),
  /** Capacity reservations that pools with capacity type reserved use. Default: none. */
  capacityReservationSelectorTerms: z
    .array(
      z.strictObject({
        /** Id of a reservation. The only field of its term. */
        id: z
          .string()
          .regex(/^cr-[0-9a-z]+$/, 'allowed is the id of a capacity reservation, "cr-" and hexadecimal digits')
          .optional(),
        /** Account that shares the reservation. */
        ownerID: z
          .string("allowed is a quoted account id")
          .regex(/^[0-9]{12}$/, "allowed is an account id of 12 digits")
          .optional(),
        /** Tags of reservations. */
        tags: selectorTags.optional(),
        /** Which kind of reservation. Default: both. */
        instanceMatchCriteria: z.enum(["open", "targeted"]).optional(),
      }),
    )
    .max(30, "allowed are at most 30 terms")
    .default([]),
});

/** The name a class has, also before its other fields are known to be right. */
export function classNameOf(found: Untyped): unknown {
  if (found.name !== undefined) return found.name;
  return found.preset === undefined || found.preset === "al2023" ? "default" : found.preset;
}

/** The rules across the fields of a node class. */
export function checkNodeClass(found: Untyped, report: Report): void {
  checkImageTerms(found.amiSelectorTerms, found.amiFamily ?? presetFamily(found), report);
  checkKubelet(found.kubelet, isBottlerocket(found), report);
  checkTags(mapOf(found.tags), reportBelow(report, "tags"));
  const volume = mapOf(found.volume);
  const { sizeGiB = 100, iops = GP3.minIops, throughputMiBps = GP3.minThroughput } = volume;
  if (typeof sizeGiB === "number" && typeof iops === "number" && iops > sizeGiB * GP3.iopsPerGiB) {
    report(
      ["volume", "iops"],
      `allowed with ${sizeGiB} GiB are at most ${sizeGiB * GP3.iopsPerGiB}: ${GP3.iopsPerGiB} for each GiB`,
    );
  }
  if (
    typeof iops === "number" &&
    typeof throughputMiBps === "number" &&
    throughputMiBps > iops * GP3_THROUGHPUT_PER_IOPS
  ) {
    report(
      ["volume", "throughputMiBps"],
      `allowed with ${iops} iops are at most ${iops * GP3_THROUGHPUT_PER_IOPS} MiB a second; raise iops`,
    );
  }
  for (const [index, term] of mapsOf(found.capacityReservationSelectorTerms)) {
    const keys = Object.keys(term).filter((key) => term[key] !== undefined);
    const at = ["capacityReservationSelectorTerms", index];
    if (keys.includes("id") && keys.length > 1)
      report([...at, "id"], "must stand alone in its term; write further conditions as terms of their own");
    else if (!keys.some((key) => key !== "ownerID"))
      report(at, "selects nothing; allowed is a term with id, tags or instanceMatchCriteria");
  }
}

/** Terms without an alias want a family, and the preset has one. An explicit alias speaks for itself. */
function presetFamily(found: Untyped): unknown {
  return found.preset === "bottlerocket" && !hasAlias(found) ? "Bottlerocket" : undefined;
}

function hasAlias(found: Untyped): boolean {
  return mapsOf(found.amiSelectorTerms).some(([, term]) => term.alias !== undefined);
}

/** Whether a class runs Bottlerocket, as far as can be told. */
export function isBottlerocket(found: Untyped): boolean {
  if (found.amiFamily !== undefined) return found.amiFamily === "Bottlerocket";
  const alias = mapsOf(found.amiSelectorTerms).find(([, term]) => typeof term.alias === "string")?.[1].alias;
  return typeof alias === "string" ? alias.startsWith("bottlerocket@") : found.preset === "bottlerocket";
}

/** Fills in what a class leaves to its preset. */
export function resolveNodeClass(found: z.output<typeof nodeClassSchema>): NodeClassConfig {
  const preset = CLASS_PRESETS[found.preset];
  const amiSelectorTerms = found.amiSelectorTerms ?? [{ alias: preset.alias }];
  const said = found.amiFamily ?? (found.preset === "bottlerocket" ? "Bottlerocket" : undefined);
  return {
    name: found.name ?? (found.preset === "al2023" ? "default" : found.preset),
    preset: found.preset,
    amiFamily: familyOf(amiSelectorTerms, said),
    amiSelectorTerms,
    volume: { ...found.volume, sizeGiB: found.volume.sizeGiB ?? preset.volumeSizeGiB },
    detailedMonitoring: found.detailedMonitoring,
    instanceStorePolicy: found.instanceStorePolicy,
    kubelet: { ...preset.kubelet, ...found.kubelet },
    tags: found.tags,
    capacityReservationSelectorTerms: found.capacityReservationSelectorTerms,
  };
}
