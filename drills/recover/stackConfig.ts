import cidrTools from "cidr-tools";
import { UsageError } from "../../cli/usageError.ts";
import type { StackFile } from "../../preview/stackFiles.ts";
import { type Json, type JsonMap, listAt, mapAt, textAt } from "../common/json.ts";
import { platformOf } from "../common/targets.ts";

/** Where the production stack keeps its backups, from its outputs. */
export interface BackupLocation {
  /** Output `backupBucket`. */
  readonly bucket: string;
  /** Output `backupKey`: ARN of the bucket's key. */
  readonly keyArn: string;
}

/** What a drill's stack is made from. */
export interface DrillStackArgs {
  /** The stack file of the stack whose loss is played. */
  readonly source: StackFile;
  readonly location: BackupLocation;
  /** The run's id. */
  readonly run: string;
  /** Public range that the drill runs from; undefined: the source stack's own way to the API server. */
  readonly allowFrom?: string;
  /** ARN of the role that drills, let into the temporary cluster besides the source stack's own deployers. */
  readonly deployer?: string;
  /** ARN of the permissions boundary of the short-lived stack's roles; undefined: the source stack's own, if it has one. */
  readonly permissionsBoundary?: string;
}

/** Config keys of a stack, as its file holds them. */
export type StackConfig = Readonly<Record<string, JsonMap | string | readonly unknown[]>>;

/** Two, because production's pods do not run here: only what reads the volumes, and Velero. */
export const DRILL_NODES = { instanceTypes: ["t3.large"], minSize: 2, desiredSize: 2, maxSize: 3, volumeSizeGiB: 50 };
/** Second numbers of the ranges 10.x.0.0/16 to try, from the end that is used least. */
const CANDIDATES = Array.from({ length: 250 }, (_, index) => 250 - index);
/** Where EKS clusters of this platform have their services unless they say otherwise. */
const DEFAULT_SERVICES = "172.20.0.0/16";

/** Name of the short-lived stack, and of its cluster. */
export function drillStackName(run: string): string {
  return `drill-${run}`;
}

/**
 * The configuration of the short-lived stack: the same schema, tier `drill`, in the account and region of the stack it
 * stands in for. It is small, has no Karpenter and no applications, and reads the backups without being able to change
 * them.
 *
 * @throws UsageError when the source stack says too little, or leaves no range free
 */
export function drillStackConfig(args: DrillStackArgs): StackConfig {
  const { source, location, run, allowFrom } = args;
  const platform = platformOf(source);
  const clusterName = textAt(platform, "clusterName");
  const region = source.config["aws:region"];
  if (clusterName === undefined || region === undefined) {
    throw new UsageError(`Pulumi.${source.stack}.yaml: aws:region and clusterName are needed to restore its backups.`);
  }
  const cluster = mapAt(platform, "cluster");
  const access = mapAt(cluster, "access");
  const admins = listAt(access, "admins");
  // Who may only make roles within a boundary could make none of the short-lived stack's without it.
  const permissionsBoundary = args.permissionsBoundary ?? textAt(platform, "permissionsBoundary");
  const used = usedRanges(platform);
  return {
    "aws:region": region,
    "aws:allowedAccountIds": JSON.parse(source.config["aws:allowedAccountIds"] ?? "[]") as unknown[],
    "aws:defaultTags": { tags: drillTags(source, run) },
    [`${source.project}:platform`]: {
      tier: "drill",
      clusterName: drillStackName(run),
      ...(permissionsBoundary !== undefined && { permissionsBoundary }),
      deployAccess:
        allowFrom === undefined ? mapAt(platform, "deployAccess") : { mode: "allowlisted-public", cidrs: [allowFrom] },
      network: { cidr: freeRange(source.stack, used), nat: "single", reservedCidrs: used, interfaceEndpoints: false },
      cluster: {
        // The version the backups come from, so that what it served is served here.
        ...(cluster.version !== undefined && { version: cluster.version }),
        access: {
          deployers: withDeployer(listAt(access, "deployers"), admins, args.deployer),
          admins,
        },
        systemNodes: { ...DRILL_NODES },
      },
      karpenter: { enabled: false },
      rollouts: { enabled: false },
      loadBalancerController: { enabled: false },
      velero: {
        enabled: true,
        // It makes no backups of its own.
        schedules: {},
        restoreFrom: { bucket: location.bucket, keyArn: location.keyArn, region, clusterName },
      },
      applications: [],
    },
  };
}

/** EKS takes each principal once. */
function withDeployer(deployers: readonly Json[], admins: readonly Json[], deployer: string | undefined): Json[] {
  const known = deployer === undefined || [...deployers, ...admins].includes(deployer);
  return known ? [...deployers] : [deployer, ...deployers];
}

function drillTags(source: StackFile, run: string): JsonMap {
  const tags = mapAt(JSON.parse(source.config["aws:defaultTags"] ?? "{}"), "tags");
  return { ...tags, environment: "drill", "drill-run": run };
}

function usedRanges(platform: unknown): string[] {
  const own = [
    textAt(platform, "network", "cidr"),
    textAt(platform, "network", "existing", "cidr"),
    ...listAt(platform, "network", "reservedCidrs"),
  ];
  return own.filter((range) => typeof range === "string");
}

function freeRange(stack: string, used: readonly string[]): string {
  const range = CANDIDATES.map((number) => `10.${number}.0.0/16`).find(
    (candidate) => !cidrTools.overlapCidr(candidate, [...used, DEFAULT_SERVICES]),
  );
  if (range === undefined) throw new UsageError(`Pulumi.${stack}.yaml leaves no 10.x.0.0/16 free for a drill.`);
  return range;
}
