/** A Kubernetes version on EKS and the days, as YYYY-MM-DD, on which its two kinds of support end. */
export interface EksVersion {
  version: string;
  standardUntil: string;
  extendedUntil: string;
}

/**
 * Sources: Amazon EKS User Guide, "Amazon EKS Kubernetes release calendar"; endoflife.date, Amazon EKS, of 2026-08-22.
 */
export const EKS_VERSIONS: readonly EksVersion[] = [
  { version: "1.31", standardUntil: "2025-11-26", extendedUntil: "2026-11-26" },
  { version: "1.32", standardUntil: "2026-03-23", extendedUntil: "2027-03-23" },
  { version: "1.33", standardUntil: "2026-07-29", extendedUntil: "2027-07-29" },
  { version: "1.34", standardUntil: "2026-12-02", extendedUntil: "2027-12-02" },
  { version: "1.35", standardUntil: "2027-03-27", extendedUntil: "2028-03-27" },
  { version: "1.36", standardUntil: "2027-08-02", extendedUntil: "2028-08-02" },
];

/** Whether a version is older than every one that EKS still has, newer than this table, or in it. */
export function findVersion(version: string): EksVersion | "older" | "newer" | undefined {
  const found = EKS_VERSIONS.find((candidate) => candidate.version === version);
  if (found) return found;
  const minor = minorOf(version);
  if (minor === undefined) return undefined;
  return minor < Math.min(...EKS_VERSIONS.map((known) => minorOf(known.version) ?? 0)) ? "older" : "newer";
}

function minorOf(version: string): number | undefined {
  const minor = /^1\.(\d+)$/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** Whole days from one day to another; negative when the other is over. */
export function daysUntil(day: string, today: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
}

/** A number of days that lie ahead, in words. */
export function inDays(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "in 1 day" : `in ${days} days`;
}

/** The day a rule takes for today: the one configured, else the clock's. */
export function today(configured: unknown): string {
  return typeof configured === "string" && configured !== "" ? configured : new Date().toISOString().slice(0, 10);
}

/** The parameter by which a rule is told the day. */
export const TODAY_PARAMETER = {
  type: "string",
  pattern: "^(\\d{4}-\\d{2}-\\d{2})?$",
  default: "",
  description: "The day to judge by, as YYYY-MM-DD; empty for today.",
} as const;
