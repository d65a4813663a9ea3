import { DOCUMENTED_KUBERNETES, type KubernetesRange } from "../shared/kubernetesSupport.ts";
import { KUBERNETES_RELEASES, KUBERNETES_VERSIONS, type KubernetesVersion } from "../shared/versions.ts";
import { counted } from "../shared/words.ts";

/** Days before the end of standard support from which a stack is reminded. */
const REMIND_DAYS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Account ids that AWS's own documentation uses. The stack files ship with them; nobody's platform lives there.
 * Source: AWS documentation, examples of the IAM and EKS user guides.
 */
const DOCUMENTATION_ACCOUNTS = [
  "111122223333",
  "444455556666",
  "777788889999",
  "123456789012",
  "555555555555",
  "999999999999",
];

/** Ranges reserved for documentation. Source: RFC 5737. */
const DOCUMENTATION_RANGES = ["192.0.2.", "198.51.100.", "203.0.113."];

/**
 * What to say about a Kubernetes version on a given day. Advice only: a deployment that worked yesterday must not be
 * refused because a date passed overnight.
 */
export function supportAdvice(version: KubernetesVersion, today: Date): string[] {
  const release = KUBERNETES_RELEASES.find((candidate) => candidate.version === version);
  if (!release) return [];
  // Days of the calendar, in UTC: on the last day of support it ends today. The rule eks-cluster-version-end counts the same.
  const now = Date.parse(today.toISOString().slice(0, 10));
  const daysUntil = (day: string): number => Math.round((Date.parse(day) - now) / DAY_MS);
  const extended = daysUntil(release.extendedSupportEnds);
  const standard = daysUntil(release.standardSupportEnds);
  if (extended < 0) {
    return [
      `Kubernetes ${version} left extended support on ${release.extendedSupportEnds}: EKS upgrades such clusters by itself. Plan the upgrade now.`,
    ];
  }
  if (standard < 0) {
    return [
      `Kubernetes ${version} left standard support on ${release.standardSupportEnds}: EKS charges for extended support (or upgrades, with supportType "standard") until ${release.extendedSupportEnds}.`,
    ];
  }
  if (standard <= REMIND_DAYS) {
    return [
      `Kubernetes ${version} leaves standard support on ${release.standardSupportEnds}, ${inDays(standard)}. Plan the upgrade.`,
    ];
  }
  return [];
}

/**
 * Controllers whose documentation does not speak of a Kubernetes version. Advice only: most of them run on a newer one.
 *
 * @param enabled the controllers the stack has
 */
export function compatibilityAdvice(
  version: KubernetesVersion,
  enabled: readonly (keyof typeof DOCUMENTED_KUBERNETES)[],
): string[] {
  const place = KUBERNETES_VERSIONS.indexOf(version);
  return enabled.flatMap((controller) => {
    const { from, to }: KubernetesRange = DOCUMENTED_KUBERNETES[controller];
    const first = from === undefined ? 0 : KUBERNETES_VERSIONS.indexOf(from);
    if (place >= first && place <= KUBERNETES_VERSIONS.indexOf(to)) return [];
    const range = from === undefined ? `up to ${to}` : `${from} to ${to}`;
    return [
      `cluster.version is ${version}, and ${controller}, as pinned here, is documented for Kubernetes ${range}: try both in dev first.`,
    ];
  });
}

function inDays(days: number): string {
  if (days === 0) return "today";
  return `in ${counted(days, "day")}`;
}

/** Example values left in a stack: fine to preview, never to deploy. Each is named with its place. */
export function exampleValues(accountId: string, publicCidrs: readonly string[]): string[] {
  const account = DOCUMENTATION_ACCOUNTS.includes(accountId)
    ? [`aws:allowedAccountIds names ${accountId}, an account of AWS's documentation`]
    : [];
  const ranges = publicCidrs
    .filter((cidr) => DOCUMENTATION_RANGES.some((range) => cidr.startsWith(range)))
    .map((cidr) => `eks-platform:platform.deployAccess.cidrs names ${cidr}, a range reserved for documentation`);
  return [...account, ...ranges];
}
