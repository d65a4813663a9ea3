import { DEFAULT_SERVICE_CIDR } from "../cluster/config.ts";
import { arnProblems } from "./arnRules.ts";
import { applicationProblems, asksForIngress } from "../application/config.ts";
import { observabilityOn } from "../observability/config.ts";
import { karpenterSchema, type NodePlace, placeProblems, poolReferences } from "../karpenter/config.ts";
import { monitoringProblems } from "../monitoring/config.ts";
import { networkDefaults } from "../network/config.ts";
import type { AwsScope } from "../shared/aws.ts";
import { reservedTagProblem } from "./reservedTags.ts";
import { CidrError, overlaps, parseIpv4Cidr } from "../shared/ipv4.ts";
import type { Tier } from "../shared/tiers.ts";
import { listOf, mapOf, textOf, type Untyped } from "../shared/untyped.ts";
import { crossProblems as veleroProblems } from "../velero/config.ts";

/** Something wrong between sections of a stack; the path begins at the platform's object. */
export interface CrossProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A stack as its file has it: rules between sections also speak while a section is wrong in itself. */
export interface Sections {
  readonly tier: Tier;
  readonly platform: unknown;
  /** Undefined while the `aws` keys are wrong. */
  readonly scope: AwsScope | undefined;
}

/** What is wrong between the sections of a stack. */
export function crossProblems(sections: Sections): CrossProblem[] {
  const platform = mapOf(sections.platform);
  return [
    ...serviceRangeProblems(platform),
    ...(sections.scope
      ? [...arnProblems(platform, sections.scope), ...monitoringProblems(platform.monitoring, sections.scope.partition)]
      : []),
    ...(karpenterOn(platform, sections.tier) ? karpenterProblems(platform, sections) : []),
    ...applicationProblems({
      tier: sections.tier,
      clusterName: platform.clusterName,
      applications: platform.applications,
      rollouts: platform.rollouts,
      loadBalancerController: platform.loadBalancerController,
      ownPrometheus: observabilityOn(sections.tier, platform.observability),
      nodePools: nodePools(platform, sections.tier),
    }),
    ...backupProblems(platform, sections),
  ];
}

/** What is wrong with the tags of a stack: some keys are the cluster's own. */
export function tagProblems(tags: unknown): CrossProblem[] {
  return Object.keys(mapOf(tags)).flatMap((key) => {
    const message = reservedTagProblem(key);
    return message === undefined ? [] : [{ path: ["defaultTags", "tags", key], message }];
  });
}

/** Namespaces of a stack's applications, each once; those of applications that are switched off are not made. */
function applicationNamespaces(platform: unknown): string[] {
  const names = listOf(mapOf(platform).applications).flatMap((application) => {
    const { enabled, namespace, name } = mapOf(application);
    return enabled === false ? [] : (textOf(namespace) ?? textOf(name) ?? []);
  });
  return [...new Set(names)];
}

/** Namespaces this stack makes that hold what a backup is for: those of its applications and of its monitoring. */
export function namespacesWorthABackup(platform: unknown, tier: Tier): string[] {
  const monitored = isOn(mapOf(platform).observability, tier === "prod");
  return [...applicationNamespaces(platform), ...(monitored ? ["monitoring"] : [])];
}

/** Namespaces of a stack with backups that its controllers live in. */
function controllerNamespaces({ rollouts, tracing, certManager }: Untyped, tier: Tier): string[] {
  const traced = isOn(tracing, false);
  return [
    "kube-system",
    "velero",
    ...(isOn(rollouts, tier === "prod") ? ["argo-rollouts"] : []),
    ...(traced ? ["tracing"] : []),
    ...(isOn(certManager, traced) ? ["cert-manager"] : []),
  ];
}

/** Whether a section is on, as far as its file tells. */
function isOn(section: unknown, byDefault: boolean): boolean {
  const { enabled } = mapOf(section);
  return typeof enabled === "boolean" ? enabled : byDefault;
}

/** Whether any application asks for a load balancer, which is the controller's default. */
export function ingressAsked(platform: unknown): boolean {
  return asksForIngress(mapOf(platform).applications);
}

function karpenterOn(platform: Untyped, tier: Tier): boolean {
  const { enabled } = mapOf(platform.karpenter);
  return typeof enabled === "boolean" ? enabled : tier === "prod";
}

function serviceRangeProblems(platform: Untyped): CrossProblem[] {
  const { cidr, existing } = mapOf(platform.network);
  const [vpc, at] =
    existing === undefined ? [textOf(cidr), "network.cidr"] : [textOf(mapOf(existing).cidr), "network.existing.cidr"];
  const services = textOf(mapOf(platform.cluster).serviceCidr) ?? DEFAULT_SERVICE_CIDR;
  if (vpc === undefined || !isRange(vpc) || !isRange(services) || !overlaps(vpc, services)) return [];
  return [
    {
      path: ["cluster", "serviceCidr"],
      message: `${services} overlaps ${at} ${vpc}; allowed is a range that shares no address with the VPC`,
    },
  ];
}

/** What Karpenter needs of the cluster and the network. */
function karpenterProblems(platform: Untyped, { tier, scope }: Sections): CrossProblem[] {
  const cluster = mapOf(platform.cluster);
  const { zonalShift } = mapOf(mapOf(platform.karpenter).controller);
  const perZone = listOf(mapOf(platform.karpenter).nodePools).flatMap((pool, index) =>
    mapOf(pool).perZone === true && mapOf(platform.network).existing !== undefined ? [index] : [],
  );
  return [
    ...(cluster.autoMode === true
      ? [
          {
            path: ["cluster", "autoMode"],
            message:
              "excludes Karpenter: EKS Auto Mode brings nodes by a Karpenter of its own; allowed is one of the two (karpenter.enabled: false)",
          },
        ]
      : []),
    ...(zonalShift === true && (cluster.zonalShift === false || (cluster.zonalShift === undefined && tier !== "prod"))
      ? [
          {
            path: ["karpenter", "controller", "zonalShift"],
            message: "needs cluster.zonalShift, which is off here; allowed is both or neither",
          },
        ]
      : []),
    ...perZone.map((index) => ({
      path: ["karpenter", "nodePools", index, "perZone"],
      message: "needs the names of the zones, which an existing VPC's subnets do not tell; allowed is false",
    })),
    ...(scope ? placeProblems(platform.karpenter, placeOf(platform, tier, scope)) : []),
  ];
}

/** Where nodes can be, as far as a stack file tells: an existing VPC's subnets do not name their zones. */
function placeOf(platform: Untyped, tier: Tier, { region }: AwsScope): NodePlace {
  const { existing, zones } = mapOf(platform.network);
  const letters = zones === undefined ? networkDefaults(tier, region).zones : listOf(zones);
  return { region, zones: existing === undefined ? letters.map((letter) => `${region}${String(letter)}`) : undefined };
}

/** The pools applications may choose; none while the section is wrong, which it is told for itself. */
function nodePools(platform: Untyped, tier: Tier) {
  const karpenter = karpenterSchema(tier).safeParse(platform.karpenter ?? {});
  return karpenter.success ? poolReferences(karpenter.data.nodePools) : [];
}

function backupProblems(platform: Untyped, { scope, tier }: Sections): CrossProblem[] {
  const namespaces = [...controllerNamespaces(platform, tier), ...namespacesWorthABackup(platform, tier)];
  return veleroProblems(platform.velero, { namespaces, tier, ...(scope && { scope }) }).map(({ path, message }) => ({
    path: ["velero", ...path],
    message,
  }));
}

function isRange(value: string): boolean {
  try {
    parseIpv4Cidr(value);
    return true;
  } catch (error) {
    if (error instanceof CidrError) return false;
    throw error;
  }
}
