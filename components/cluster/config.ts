import { z } from "zod";
import { LOG_RETENTION_DAYS, type LogRetentionDays } from "../shared/logRetention.ts";
import type { Tier } from "../shared/tiers.ts";
import {
  DEFAULT_KUBERNETES_VERSION,
  EKS_ADDON_VERSIONS,
  EKS_ADDONS,
  type EksAddon,
  KUBERNETES_VERSIONS,
  type KubernetesVersion,
} from "../shared/versions.ts";
import { addonsOf } from "./addonSet.ts";
import { checkCluster, DEFAULT_SIZES, MAX_NODES } from "./configRules.ts";
import { AMI_TYPES, type AmiType, architectureOf } from "./nodeTypes.ts";

/** Capacity the control plane is provisioned with. Source: Amazon EKS User Guide, "EKS Provisioned Control Plane". */
export const SCALING_TIERS = ["standard", "tier-xl", "tier-2xl", "tier-4xl", "tier-8xl"] as const;
export type ScalingTier = (typeof SCALING_TIERS)[number];

/** Where services get their addresses unless a stack says otherwise. The VPC must not overlap it. */
export const DEFAULT_SERVICE_CIDR = "172.20.0.0/16";

/** What a stack's `cluster` came to. Defaults are filled in. */
export interface ClusterConfig {
  readonly version: KubernetesVersion;
  readonly supportType: "standard" | "extended";
  readonly deletionProtection: boolean;
  readonly serviceCidr: string;
  readonly logRetentionDays: LogRetentionDays;
  readonly access: AccessConfig;
  readonly controlPlaneScalingTier: ScalingTier;
  readonly zonalShift: boolean;
  readonly autoMode: boolean;
  /** Undefined with Auto Mode, which brings its own nodes. */
  readonly systemNodes: SystemNodesConfig | undefined;
  /** The version of every add-on this cluster gets; Auto Mode has most of them built in. */
  readonly addonVersions: Readonly<Partial<Record<EksAddon, string>>>;
}

/** ARNs of IAM roles and users by what they may do in the cluster; each ARN is in one list only. */
export interface AccessConfig {
  readonly admins: readonly string[];
  readonly deployers: readonly string[];
  readonly readers: readonly string[];
  readonly viewers: readonly string[];
}

/** The fixed node group. */
export interface SystemNodesConfig {
  readonly instanceTypes: readonly string[];
  readonly minSize: number;
  readonly desiredSize: number;
  readonly maxSize: number;
  readonly volumeSizeGiB: number;
  readonly amiType: AmiType;
  readonly releaseVersion: string | undefined;
  readonly maxUnavailablePercentage: number;
  readonly updateStrategy: "default" | "minimal";
  readonly nodeRepair: boolean;
}

const principals = z.array(
  z
    .string()
    .regex(
      /^arn:aws(-cn|-us-gov)?:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
      "allowed is the ARN of an IAM role or user, arn:aws:iam::<account>:role/<name>; of an assumed role, name the role",
    ),
);

const count = (smallest: number, largest: number, what: string) =>
  z
    .number()
    .refine(
      (value) => Number.isInteger(value) && value >= smallest && value <= largest,
      `allowed is a whole number of ${what} from ${smallest} to ${largest}`,
    );

const systemNodesFields = z.strictObject({
  /** EC2 instance types to choose from, the first one preferred. Default: t3.medium, or t4g.medium with an ARM AMI. */
  instanceTypes: z
    .array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, "allowed is an EC2 instance type such as t3.medium"))
    .min(1, "allowed are one or more instance types")
    .optional(),
  /** Fewest nodes, 1 to 450; 2 or more in prod. Default: 2. */
  minSize: count(1, MAX_NODES, "nodes").default(DEFAULT_SIZES.minSize),
  /** Nodes at first; what changes the number later is left alone. Default: 2. */
  desiredSize: count(1, MAX_NODES, "nodes").default(DEFAULT_SIZES.desiredSize),
  /** Most nodes. One more than desired lets updates replace a node before they remove one. Default: 3. */
  maxSize: count(1, MAX_NODES, "nodes").default(DEFAULT_SIZES.maxSize),
  /** Size of a node's volume for images, logs and emptyDir, in GiB, 20 to 16384. Default: 50. */
  volumeSizeGiB: count(20, 16384, "GiB").default(50),
  /** Image family and architecture. Default: AL2023_x86_64_STANDARD. */
  amiType: z.enum(AMI_TYPES).default("AL2023_x86_64_STANDARD"),
  /** AMI release (`1.35.6-20260818`). Default: the newest when the group is made or its Kubernetes version changes. */
  releaseVersion: z
    .string()
    .regex(/^\d+\.\d+\.\d+-[0-9a-f]+$/, "allowed is an EKS AMI release such as 1.35.6-20260818")
    .optional(),
  /** Share of the nodes that an update may take away at a time, in percent, 1 to 100. Default: 33. */
  maxUnavailablePercentage: count(1, 100, "percent").default(33),
  /** Whether an update adds nodes before it removes any (default), or removes first, where capacity is scarce (minimal). Default: default. */
  updateStrategy: z.enum(["default", "minimal"]).default("default"),
  /** Whether EKS reboots or replaces nodes that the monitoring agent finds broken. Default: true. */
  nodeRepair: z.boolean().default(true),
});

const fields = z.strictObject({
  /** Kubernetes minor version. Default: the newest that all controllers of the platform document support for. */
  version: z.enum(KUBERNETES_VERSIONS).default(DEFAULT_KUBERNETES_VERSION),
  /** At the end of standard support: upgrade by itself (standard), or pay for a further year (extended). Default: extended in prod, so that nothing upgrades by surprise; standard elsewhere. */
  supportType: z.enum(["standard", "extended"]).optional(),
  /** Whether EKS and Pulumi refuse to delete the cluster and its keys. Must be true in prod. Default: true in prod, false elsewhere. */
  deletionProtection: z.boolean().optional(),
  /** Private IPv4 range of Kubernetes services, /24 to /12, apart from the VPC's. Cannot be changed later. Default: 172.20.0.0/16. */
  serviceCidr: z.string().default(DEFAULT_SERVICE_CIDR),
  /** Days the control plane's logs, audit log included, are kept. Default: 365 in prod, 30 elsewhere. */
  logRetentionDays: z.literal(LOG_RETENTION_DAYS).optional(),
  /** Who may use the cluster. There is no other way in: whoever creates the cluster gets no access by that. */
  access: z.strictObject({
    /** People who may do everything. Default: none. */
    admins: principals.default([]),
    /** The roles that run `pulumi up`. Default: none. */
    deployers: principals.default([]),
    /** Roles that compare a stack with the cluster and change nothing: they read all it has, Secrets included. Default: none. */
    readers: principals.default([]),
    /** People who may see everything but Secrets. Default: none. */
    viewers: principals.default([]),
  }),
  /** Capacity the control plane always has; the tiers above standard cost by the hour. Default: standard. */
  controlPlaneScalingTier: z.enum(SCALING_TIERS).default("standard"),
  /** Whether traffic can be moved out of an impaired zone with Application Recovery Controller. Default: true in prod, false elsewhere. */
  zonalShift: z.boolean().optional(),
  /** EKS Auto Mode: EKS brings nodes, networking and block storage. Excludes systemNodes, and Karpenter. Default: false. */
  autoMode: z.boolean().default(false),
  /** The fixed node group: in front of Karpenter only for the platform's own controllers, otherwise for everything. Default: two t3.medium. */
  systemNodes: systemNodesFields.optional(),
  /** Add-on versions instead of the pinned ones. Default: none. */
  addonVersions: z
    .partialRecord(
      z.enum(EKS_ADDONS),
      z
        .string()
        .regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, "allowed is an EKS add-on version such as v1.14.3-eksbuild.16"),
    )
    .default({}),
});

/**
 * Schema of a stack's `cluster`, by tier. Every rule speaks, also when other fields are wrong; messages say what is
 * allowed, and leave the path and the value found to the caller.
 */
export const clusterSchema = (tier: Tier) =>
  fields
    .superRefine(
      (found, ctx) => {
        checkCluster(found, tier, (path, message) => {
          ctx.addIssue({ code: "custom", path, message });
        });
      },
      { when: () => true },
    )
    .transform((found): ClusterConfig => resolve(found, tier));

function resolve(found: z.output<typeof fields>, tier: Tier): ClusterConfig {
  const prod = tier === "prod";
  return {
    version: found.version,
    supportType: found.supportType ?? (prod ? "extended" : "standard"),
    deletionProtection: found.deletionProtection ?? prod,
    serviceCidr: found.serviceCidr,
    logRetentionDays: found.logRetentionDays ?? (prod ? 365 : 30),
    access: found.access,
    controlPlaneScalingTier: found.controlPlaneScalingTier,
    zonalShift: found.zonalShift ?? prod,
    autoMode: found.autoMode,
    systemNodes: found.autoMode ? undefined : resolveNodes(found.systemNodes ?? systemNodesFields.parse({})),
    addonVersions: Object.fromEntries(
      addonsOf(found.autoMode).map((addon) => [
        addon,
        found.addonVersions[addon] ?? EKS_ADDON_VERSIONS[addon][found.version],
      ]),
    ),
  };
}

function resolveNodes(nodes: z.output<typeof systemNodesFields>): SystemNodesConfig {
  return {
    ...nodes,
    instanceTypes: nodes.instanceTypes ?? [architectureOf(nodes.amiType) === "arm64" ? "t4g.medium" : "t3.medium"],
    releaseVersion: nodes.releaseVersion,
  };
}
