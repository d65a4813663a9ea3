import { NODE_IMAGE_ALIASES } from "../shared/versions.ts";

/** Kinds of node class a stack can take as they are, or change field by field. */
export const IMAGE_PRESETS = ["al2023", "bottlerocket", "gpu", "fast-scaling"] as const;
export type ImagePreset = (typeof IMAGE_PRESETS)[number];

/** Names of the node classes that pool presets use. All but `reserved`, which takes reservations, come by themselves. */
export type NodeClassPreset = "default" | "gpu" | "fast-scaling" | "reserved";

/** Classes that are made when a pool uses them and the stack does not describe one of this name: name -> preset. */
export const BUILT_IN_CLASSES: Readonly<Record<string, ImagePreset>> = {
  default: "al2023",
  bottlerocket: "bottlerocket",
  gpu: "gpu",
  "fast-scaling": "fast-scaling",
};

/** What a preset says of a node class. */
export interface ClassPreset {
  readonly alias: string;
  /** Size of the volume for images, logs and emptyDir, in GiB. */
  readonly volumeSizeGiB: number;
  readonly kubelet: { readonly maxPods?: number };
}

/** 100 GiB hold the images and logs of a full node, and the several times larger images of GPU workloads. */
export const CLASS_PRESETS: Readonly<Record<ImagePreset, ClassPreset>> = {
  al2023: { alias: NODE_IMAGE_ALIASES.al2023, volumeSizeGiB: 100, kubelet: {} },
  bottlerocket: { alias: NODE_IMAGE_ALIASES.bottlerocket, volumeSizeGiB: 100, kubelet: {} },
  // For instance types with GPUs the AL2023 alias resolves to the image with NVIDIA's driver.
  gpu: { alias: NODE_IMAGE_ALIASES.al2023, volumeSizeGiB: 100, kubelet: {} },
  "fast-scaling": { alias: NODE_IMAGE_ALIASES.al2023, volumeSizeGiB: 100, kubelet: { maxPods: 110 } },
};
