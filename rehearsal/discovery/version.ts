import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The oldest CLI that rehearsals are known to pass with. */
export const OLDEST_CLI = "3.259.0";

/** Reads `v3.260.0` or `3.260.0`, with or without what follows a hyphen; undefined when it is no version. */
export function parseVersion(text: string): readonly [number, number, number] | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+][0-9A-Za-z.+-]*)?$/.exec(text.trim()) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Negative, zero or positive, as the first is older than, the same as or newer than the second. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [parseVersion(one), parseVersion(other)];
  if (!left || !right) throw new Error(`cannot compare the versions "${one}" and "${other}"`);
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Why a CLI cannot be used with the SDK this project has; undefined when it can. */
export function versionProblem(cli: string, sdk: string): string | undefined {
  const parsed = parseVersion(cli);
  if (!parsed) return `does not say which version it is ("${cli.trim()}")`;
  const major = parseVersion(sdk)?.[0];
  if (parsed[0] !== major)
    return `is version ${cli.trim()}; allowed is ${OLDEST_CLI} or later of version ${major ?? "?"}`;
  return compareVersions(cli, OLDEST_CLI) < 0
    ? `is version ${cli.trim()}; allowed is ${OLDEST_CLI} or later`
    : undefined;
}

/** The version of the SDK that is installed. */
export function sdkVersion(): string {
  const file = createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
