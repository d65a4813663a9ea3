import { containsCidr } from "cidr-tools";
import { CidrError, parseIpv4Cidr } from "../shared/ipv4.ts";
import { type Report, reportBelow } from "../shared/rules.ts";
import type { Tier } from "../shared/tiers.ts";
import { isMap, listOf, mapOf, type Untyped } from "../shared/untyped.ts";
import { DEFAULT_KUBERNETES_VERSION, EKS_ADDON_VERSIONS, EKS_ADDONS, KUBERNETES_VERSIONS } from "../shared/versions.ts";
import { ACCESS_LISTS } from "./accessGrants.ts";
import { addonsOf } from "./addonSet.ts";
import { AMI_TYPES, architectureOf, architectureOfInstance } from "./nodeTypes.ts";

/** Most nodes of a managed node group. Source: Amazon EKS User Guide, "Amazon EKS service quotas". */
export const MAX_NODES = 450;

/** Sizes of the system node group that a stack leaves out. */
export const DEFAULT_SIZES = { minSize: 2, desiredSize: 2, maxSize: 3 } as const;

/**
 * The rules between fields, and those of the tier. They run on input that failed the schema too, so that a user learns
 * everything at once; nothing in it has its type for sure, and what has the wrong type is the schema's to report.
 */
export function checkCluster(cluster: unknown, tier: Tier, report: Report): void {
  if (!isMap(cluster)) return;
  if (typeof cluster.serviceCidr === "string") {
    const refusal = refuseServiceCidr(cluster.serviceCidr);
    if (refusal !== undefined) report(["serviceCidr"], refusal);
  }
  if (tier === "prod" && cluster.deletionProtection === false) {
    report(["deletionProtection"], "prod allows only true: a cluster and its keys are not to go by mistake");
  }
  checkAccess(cluster, report);
  checkAddonVersions(cluster, report);
  if (cluster.systemNodes === undefined) return;
  if (cluster.autoMode === true) {
    report(["systemNodes"], "excludes autoMode, with which EKS brings the nodes; allowed is one of the two");
    return;
  }
  const nodes = mapOf(cluster.systemNodes);
  checkSizes(nodes, tier, reportBelow(report, "systemNodes"));
  checkImages(nodes, cluster.version, reportBelow(report, "systemNodes"));
}

function checkAccess(cluster: Untyped, report: Report): void {
  const { access } = cluster;
  if (!isMap(access)) return;
  const seen = new Map<string, string>();
  for (const list of ACCESS_LISTS) {
    listOf(access[list]).forEach((principal, index) => {
      if (typeof principal !== "string") return;
      const other = seen.get(principal);
      if (other === undefined) seen.set(principal, list);
      else report(["access", list, index], `is in ${other} already; allowed is each principal once, in one list`);
    });
  }
  // What is no list has its own refusal.
  const mayDeploy = [access.admins, access.deployers].some(
    (list) => list !== undefined && (!Array.isArray(list) || list.length > 0),
  );
  if (!mayDeploy) {
    report(
      ["access"],
      "needs at least one principal in deployers or admins: nobody else gets in, not even whoever creates the cluster",
    );
  }
}

function checkAddonVersions(cluster: Untyped, report: Report): void {
  const version = KUBERNETES_VERSIONS.find((known) => known === (cluster.version ?? DEFAULT_KUBERNETES_VERSION));
  if (!version) return;
  const own = mapOf(cluster.addonVersions);
  const needed = addonsOf(cluster.autoMode === true);
  for (const addon of EKS_ADDONS) {
    if (!needed.includes(addon)) {
      if (own[addon] !== undefined) {
        report(["addonVersions", addon], `is built into EKS Auto Mode; allowed are ${needed.join(" and ")}`);
      }
    } else if (own[addon] === undefined && EKS_ADDON_VERSIONS[addon][version] === undefined) {
      report(
        ["addonVersions", addon],
        `is required with Kubernetes ${version}, for which no version is pinned; allowed is one that "aws eks describe-addon-versions --addon-name ${addon} --kubernetes-version ${version}" lists`,
      );
    }
  }
  const kubeProxy = own["kube-proxy"];
  if (typeof kubeProxy === "string" && !kubeProxy.startsWith(`v${version}.`)) {
    report(["addonVersions", "kube-proxy"], `allowed with Kubernetes ${version} is a version v${version}.x-eksbuild.y`);
  }
}

/** The three sizes are judged together, whichever of them a stack gives: a user who changes one has to see the others. */
function checkSizes(nodes: Untyped, tier: Tier, report: Report): void {
  const { minSize, desiredSize, maxSize }: Untyped = { ...DEFAULT_SIZES, ...nodes };
  // Each field says itself when it is no number of nodes.
  if (!isNodeCount(minSize) || !isNodeCount(desiredSize) || !isNodeCount(maxSize)) return;
  const few = tier === "prod" && minSize < 2;
  if (minSize <= desiredSize && desiredSize <= maxSize) {
    if (few)
      report(["minSize"], "prod allows 2 or more: what runs here has two replicas, which refuse to share a node");
    return;
  }
  const { minSize: min, desiredSize: desired, maxSize: max } = DEFAULT_SIZES;
  report(
    [],
    `minSize is ${minSize}, desiredSize ${desiredSize} and maxSize ${maxSize} (left out they are ${min}, ${desired} and ${max}); allowed are sizes that do not fall from minSize to desiredSize to maxSize${few ? ", and in prod a minSize of 2 or more" : ""}`,
  );
}

function isNodeCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_NODES;
}

function checkImages(nodes: Untyped, version: unknown, report: Report): void {
  const { releaseVersion } = nodes;
  const amiType = AMI_TYPES.find((known) => known === nodes.amiType);
  if (!amiType) return;
  const architecture = architectureOf(amiType);
  listOf(nodes.instanceTypes).forEach((type, index) => {
    if (typeof type === "string" && architectureOfInstance(type) !== architecture) {
      report(
        ["instanceTypes", index],
        `does not run ${amiType}; allowed are ${architecture} instance types, or an amiType of the other architecture`,
      );
    }
  });
  // Bottlerocket numbers its releases by itself; those of AL2023 begin with the Kubernetes version.
  const isAl2023 = amiType.startsWith("AL2023");
  if (isAl2023 && typeof version === "string" && typeof releaseVersion === "string") {
    if (!releaseVersion.startsWith(`${version}.`)) {
      report(["releaseVersion"], `allowed with Kubernetes ${version} is a release ${version}.x-yyyymmdd`);
    }
  }
}

/** RFC 1918. */
const SERVICE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * Why a range cannot be the services', if it cannot.
 * Source: Amazon EKS API Reference, "KubernetesNetworkConfigRequest".
 */
function refuseServiceCidr(cidr: string): string | undefined {
  try {
    const { prefix } = parseIpv4Cidr(cidr);
    if (prefix >= 12 && prefix <= 24 && containsCidr(SERVICE_RANGES, cidr)) return undefined;
    return `allowed is a range of size /24 to /12 inside ${SERVICE_RANGES.join(", ")}`;
  } catch (error) {
    if (!(error instanceof CidrError)) throw error;
    return error.message;
  }
}
