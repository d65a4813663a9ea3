/** AMI types of EKS for general nodes. Source: Amazon EKS API Reference, "CreateNodegroup". */
export const AMI_TYPES = [
  "AL2023_x86_64_STANDARD",
  "AL2023_ARM_64_STANDARD",
  "BOTTLEROCKET_x86_64",
  "BOTTLEROCKET_ARM_64",
  "BOTTLEROCKET_x86_64_FIPS",
  "BOTTLEROCKET_ARM_64_FIPS",
] as const;
export type AmiType = (typeof AMI_TYPES)[number];

/** Processor architecture, by the name Kubernetes has for it. */
export type Architecture = "amd64" | "arm64";

/** The architecture an AMI is built for. */
export function architectureOf(amiType: AmiType): Architecture {
  return amiType.includes("ARM_64") ? "arm64" : "amd64";
}

/**
 * The architecture of an instance type. Graviton families have a `g` right after the generation (m7g, c7gn, t4g); the
 * first one, a1, does not. A `g` elsewhere means something else (g5, g4dn have graphics cards).
 * Source: Amazon EC2 Instance Types Guide, "Naming conventions".
 */
export function architectureOfInstance(instanceType: string): Architecture {
  return /^(a1|[a-z]+\d+g[a-z]*)\./.test(instanceType) ? "arm64" : "amd64";
}

/** A volume of a node. */
export interface NodeVolume {
  readonly deviceName: string;
  /** Undefined: as large as the image says. */
  readonly sizeGiB: number | undefined;
}

/**
 * The volumes an AMI starts with. Bottlerocket keeps its read-only system apart from what grows.
 * Sources: Amazon EKS User Guide, "Customize managed nodes with launch templates"; Bottlerocket documentation, "Storage".
 */
export function volumesOf(amiType: AmiType, sizeGiB: number): readonly NodeVolume[] {
  return amiType.startsWith("BOTTLEROCKET")
    ? [
        { deviceName: "/dev/xvda", sizeGiB: undefined },
        { deviceName: "/dev/xvdb", sizeGiB },
      ]
    : [{ deviceName: "/dev/xvda", sizeGiB }];
}
