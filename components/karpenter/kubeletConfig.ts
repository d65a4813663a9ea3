import { z } from "zod";
import type { Report } from "../shared/rules.ts";
import { mapOf } from "../shared/untyped.ts";

/** The part of a kubelet's configuration that a node class can set, by the names the EC2NodeClass has for it. */
export interface KubeletConfig {
  readonly maxPods?: number | undefined;
  readonly podsPerCore?: number | undefined;
  readonly kubeReserved?: Readonly<Record<string, string>> | undefined;
  readonly systemReserved?: Readonly<Record<string, string>> | undefined;
  readonly evictionHard?: Readonly<Record<string, string>> | undefined;
  readonly evictionSoft?: Readonly<Record<string, string>> | undefined;
  readonly evictionSoftGracePeriod?: Readonly<Record<string, string>> | undefined;
  readonly evictionMaxPodGracePeriod?: number | undefined;
  readonly imageGCHighThresholdPercent?: number | undefined;
  readonly imageGCLowThresholdPercent?: number | undefined;
  readonly cpuCFSQuota?: boolean | undefined;
}

/** Source of keys, patterns and rules: EC2NodeClass v1 of Karpenter 1.14.1. */
const RESERVED = ["cpu", "memory", "ephemeral-storage", "pid"] as const;
const SIGNALS = [
  "memory.available",
  "nodefs.available",
  "nodefs.inodesFree",
  "imagefs.available",
  "imagefs.inodesFree",
  "pid.available",
] as const;

const QUANTITY = /^[0-9]+(\.[0-9]+)?([KMGTPE]i|[numkMGTPE])?$/;
const THRESHOLD = /^([0-9]{1,2}(\.[0-9]{1,2})?%|100%|[0-9]+(\.[0-9]+)?([KMGTPE]i|[numkMGTPE])?)$/;
const GRACE = /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/;

const wholeNumber = (smallest: number, largest: number) =>
  z
    .number()
    .refine(
      (value) => Number.isInteger(value) && value >= smallest && value <= largest,
      `allowed is a whole number from ${smallest} to ${largest}`,
    );
/** A map with these keys and no others. */
const keyed = (keys: readonly string[], value: z.ZodType<string>) =>
  z.record(z.string(), value).superRefine((found, context) => {
    for (const key of Object.keys(found).filter((other) => !keys.includes(other))) {
      context.addIssue({ code: "custom", path: [key], message: `is not a known key; allowed are ${keys.join(", ")}` });
    }
  });
const quantities = keyed(
  RESERVED,
  z
    .string('allowed is a quantity in quotes, such as "100m" or "1Gi"')
    .regex(QUANTITY, "allowed is a quantity such as 100m or 1Gi, not negative"),
);
const thresholds = keyed(
  SIGNALS,
  z
    .string('allowed is text such as "5%" or "500Mi"')
    .regex(THRESHOLD, "allowed is a share such as 5% or a quantity such as 500Mi"),
);

/** A node class's `kubelet`. Its rules across fields: {@link checkKubelet}. */
export const kubeletSchema = z.strictObject({
  /** Most pods on a node, 1 to 737. Default: what the instance type's network interfaces have addresses for. */
  maxPods: wholeNumber(1, 737).optional(),
  /** Most pods for each core; `maxPods` stays the limit. Not with Bottlerocket. Default: no such limit. */
  podsPerCore: wholeNumber(1, 737).optional(),
  /** What is kept for Kubernetes' own processes: cpu, memory, ephemeral-storage, pid. Default: by the image, from the number of pods. */
  kubeReserved: quantities.optional(),
  /** What is kept for the operating system's processes. Default: by the image. */
  systemReserved: quantities.optional(),
  /** From which shortage on pods are evicted at once. Default: by the image. */
  evictionHard: thresholds.optional(),
  /** From which shortage on pods are evicted after a while. Default: none. */
  evictionSoft: thresholds.optional(),
  /** That while, for each signal of evictionSoft, `1m30s` for instance. */
  evictionSoftGracePeriod: keyed(SIGNALS, z.string().regex(GRACE, "allowed is a duration such as 1m30s")).optional(),
  /** Longest time an evicted pod gets to end, in seconds. Default: its own grace period. */
  evictionMaxPodGracePeriod: wholeNumber(0, 86400).optional(),
  /** Share of the disk in percent above which images are collected. Default: by the kubelet, 85. */
  imageGCHighThresholdPercent: wholeNumber(0, 100).optional(),
  /** Share of the disk in percent down to which they are. Default: by the kubelet, 80. */
  imageGCLowThresholdPercent: wholeNumber(0, 100).optional(),
  /** Whether CPU limits are enforced. Default: true. */
  cpuCFSQuota: z.boolean().optional(),
});

/** The rules between the fields of a `kubelet`, and between them and the image's family. */
export function checkKubelet(found: unknown, bottlerocket: boolean, report: Report): void {
  const kubelet = mapOf(found);
  const [high, low] = [kubelet.imageGCHighThresholdPercent, kubelet.imageGCLowThresholdPercent];
  if (typeof high === "number" && typeof low === "number" && high <= low) {
    report(
      ["kubelet", "imageGCHighThresholdPercent"],
      `allowed is more than imageGCLowThresholdPercent, which is ${low}`,
    );
  }
  const [soft, grace] = [mapOf(kubelet.evictionSoft), mapOf(kubelet.evictionSoftGracePeriod)];
  for (const signal of Object.keys(soft).filter((key) => grace[key] === undefined)) {
    report(
      ["kubelet", "evictionSoftGracePeriod", signal],
      'is missing: evictionSoft has this signal; write how long the shortage must last, such as "1m30s"',
    );
  }
  for (const signal of Object.keys(grace).filter((key) => soft[key] === undefined)) {
    report(
      ["kubelet", "evictionSoft", signal],
      "is missing: evictionSoftGracePeriod has this signal; write the threshold, or leave both out",
    );
  }
  if (bottlerocket && kubelet.podsPerCore !== undefined) {
    report(["kubelet", "podsPerCore"], "is not known to Bottlerocket; use maxPods");
  }
}
