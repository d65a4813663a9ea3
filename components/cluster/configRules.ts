import { containsCidr } from "cidr-tools";
import { CidrError, parseIpv4Cidr } from "../shared/ipv4.ts";
import type { Tier } from "../shared/tiers.ts";
import { DEFAULT_KUBERNETES_VERSION, EKS_ADDON_VERSIONS, EKS_ADDONS, KUBERNETES_VERSIONS } from "../shared/versions.ts";
import { addonsOf } from "./addonSet.ts";
import { AMI_TYPES, architectureOf, architectureOfInstance } from "./nodeTypes.ts";

/** Reports one refusal: where, and what is allowed instead. */
export type Report = (path: (string | number)[], message: string) => void;

type Raw = Readonly<Record<string, unknown>>;

/**
 * The rules between fields, and those of the tier. They run on input that failed the schema too, so that a user learns
 * everything at once; nothing in it has its type for sure, and what has the wrong type is the schema's to report.
 */
export function checkCluster(found: unknown, tier: Tier, report: Report): void {
  const cluster = asRecord(found);
  if (!cluster) return;
  if (typeof cluster.serviceCidr === "string") {
    const refusal = refuseServiceCidr(cluster.serviceCidr);
    if (refusal !== undefined) report(["serviceCidr"], refusal);
  }
  if (tier === "prod" && cluster.deletionProtection === false) {
    report(["deletionProtection"], "must be true in prod; allowed elsewhere is false");
  }
  checkAccess(cluster, report);
  checkAddonVersions(cluster, report);
  const nodes = asRecord(cluster.systemNodes);
  if (!nodes) return;
  if (cluster.autoMode === true) {
    report(["systemNodes"], "excludes autoMode, with which EKS brings the nodes; allowed is one of the two");
    return;
  }
  checkNodes(nodes, cluster.version, tier, (path, message) => {
    report(["systemNodes", ...path], message);
  });
}

function checkAccess(cluster: Raw, report: Report): void {
  const access = asRecord(cluster.access);
  if (!access) return;
  const seen = new Map<string, string>();
  for (const list of ["admins", "deployers", "viewers"]) {
    asList(access[list]).forEach((principal, index) => {
      if (typeof principal !== "string") return;
      const other = seen.get(principal);
      if (other === undefined) seen.set(principal, list);
      else report(["access", list, index], `is in ${other} already; allowed is each principal once, in one list`);
    });
  }
  const mayDeploy = [access.admins, access.deployers].some((list) => list !== undefined && asList(list).length > 0);
  if (!mayDeploy) {
    report(
      ["access"],
      "needs at least one principal in deployers or admins: nobody else gets in, not even whoever creates the cluster",
    );
  }
}

function checkAddonVersions(cluster: Raw, report: Report): void {
  const version = KUBERNETES_VERSIONS.find((known) => known === (cluster.version ?? DEFAULT_KUBERNETES_VERSION));
  if (!version) return;
  const own = asRecord(cluster.addonVersions) ?? {};
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

function checkNodes(nodes: Raw, version: unknown, tier: Tier, report: Report): void {
  const { minSize, desiredSize, maxSize, releaseVersion } = nodes;
  if (typeof minSize === "number" && typeof desiredSize === "number" && desiredSize < minSize) {
    report(["desiredSize"], `allowed is minSize (${minSize}) or more`);
  }
  if (typeof maxSize === "number" && typeof desiredSize === "number" && maxSize < desiredSize) {
    report(["maxSize"], `allowed is desiredSize (${desiredSize}) or more`);
  }
  if (tier === "prod" && typeof minSize === "number" && minSize < 2) {
    report(["minSize"], "prod needs 2 or more: Karpenter's two replicas refuse to share a node");
  }
  const amiType = AMI_TYPES.find((known) => known === nodes.amiType);
  if (!amiType) return;
  const architecture = architectureOf(amiType);
  asList(nodes.instanceTypes).forEach((type, index) => {
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

function asRecord(value: unknown): Raw | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : undefined;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
