import type { ApiServer } from "./server.ts";
import type { Stack } from "./stack.ts";

/** What was and what was not checked of a stack. */
export interface Checked {
  readonly stack: Stack;
  /** Kinds of the manifests that were sent. */
  readonly kinds: readonly string[];
  /** How many pods were made from their templates. */
  readonly pods: number;
  /** Kinds the server has no definition of. */
  readonly unknown: readonly string[];
  /** What the server said besides accepting or refusing. */
  readonly warnings: readonly string[];
  /** What came back other than it was sent. */
  readonly changed: readonly string[];
}

/** What the run has looked at, for whoever reads that it passed. */
export function report(server: ApiServer, checked: readonly Checked[]): string {
  const { minorVersion, definitions } = server;
  const lines = [`Kubernetes ${minorVersion}, ${count(definitions.names.length, "custom resource definition")}`];
  lines.push(...definitions.unreadable.map((file) => `  not read: ${file}`));
  if (!definitions.names.includes("backups.velero.io"))
    lines.push("  not run, no definitions of Velero's: the restore drill");
  for (const { stack, kinds, pods, unknown, warnings, changed } of checked) {
    lines.push(
      `${stack.name}: ${count(kinds.length, "manifest")} accepted (${tally(kinds)}), ${count(pods, "pod")} admitted`,
    );
    if (stack.kubernetesVersion !== minorVersion) {
      lines.push(
        `  note: its cluster runs Kubernetes ${stack.kubernetesVersion ?? "of a version the plan does not say"}`,
      );
    }
    if (unknown.length > 0) lines.push(`  not checked, no definition: ${tally(unknown)}`);
    if (stack.patches.length > 0) lines.push(`  not checked, patches of what others make: ${stack.patches.join(", ")}`);
    if (stack.releases.length > 0)
      lines.push(`  not checked, Helm releases are not rendered here: ${stack.releases.join(", ")}`);
    lines.push(
      ...warnings.map((warning) => `  warning: ${warning}`),
      ...changed.map((change) => `  changed: ${change}`),
    );
  }
  return lines.join("\n");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function tally(kinds: readonly string[]): string {
  const counts = Map.groupBy(kinds, (kind) => kind);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, all]) => (all.length === 1 ? kind : `${all.length} ${kind}`))
    .join(", ");
}
