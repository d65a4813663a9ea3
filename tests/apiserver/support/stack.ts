import { join } from "node:path";
import { parse } from "yaml";
import type { Plan } from "../../../preview/plan.ts";
import { runProgram } from "../../../preview/program.ts";
import { kubernetesFiles } from "../../../preview/render/kubernetesFiles.ts";
import { findStacks, readStack } from "../../../preview/stackFiles.ts";
import { fullStack } from "./fullStack.ts";
import type { Manifest } from "./resources.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** A manifest of a stack, as the preview's `--render` writes it. */
export interface Rendered {
  readonly manifest: Manifest;
  readonly text: string;
}

/** What a stack would send to an API server. */
export interface Stack {
  readonly name: string;
  /** The Kubernetes minor version its cluster runs; undefined where the plan does not say. */
  readonly kubernetesVersion: string | undefined;
  readonly manifests: readonly Rendered[];
  /** Changes of objects that others make: there is nothing here to change. */
  readonly patches: readonly string[];
  /** Helm releases, whose charts are not rendered. */
  readonly releases: readonly string[];
  /** Namespaces that a release makes, with no object of ours. */
  readonly namespacesOfReleases: readonly string[];
}

/** Every stack of the project; and prod once more with all that its file does not use. */
export async function stacks(): Promise<Stack[]> {
  const files = findStacks(ROOT).map((name) => readStack(ROOT, name));
  const full = files.filter(({ stack }) => stack === "prod").map(fullStack);
  const found: Stack[] = [];
  // One after the other: a run keeps its settings in the process.
  for (const file of [...files, ...full]) {
    found.push(stackOf(await runProgram(file, { unknowns: false })));
  }
  return found;
}

/** What the Kubernetes resources of a plan send. */
export function stackOf(plan: Plan): Stack {
  const files = kubernetesFiles(plan);
  const objects = files.filter(({ folder }) => folder !== "helm");
  const patch = ({ base }: { readonly base: string }): boolean => base.endsWith(".patch");
  const releases = plan.resources.filter(({ type }) => type.startsWith("kubernetes:helm.sh/"));
  const version = plan.resources.find(({ type }) => type === "eks:index:Cluster")?.inputs.version;
  return {
    name: plan.stack,
    kubernetesVersion: typeof version === "string" ? version : undefined,
    manifests: objects.filter((file) => !patch(file)).map(({ content }) => rendered(content)),
    patches: objects.filter(patch).map(({ base }) => base),
    releases: files.filter(({ folder }) => folder === "helm").map(({ base }) => base),
    namespacesOfReleases: releases.flatMap(({ inputs }) =>
      inputs.createNamespace === true && typeof inputs.namespace === "string" ? [inputs.namespace] : [],
    ),
  };
}

function rendered(text: string): Rendered {
  const found = parse(text) as Manifest & { readonly metadata: { readonly generateName?: string } };
  const { generateName, ...metadata } = found.metadata;
  if (generateName === undefined) return { manifest: found, text };
  // Only creating makes up a name; applying needs one.
  const manifest = { ...found, metadata: { ...metadata, name: `${generateName}0` } };
  return { manifest, text: JSON.stringify(manifest) };
}

/** How a test names a manifest. */
export function titleOf({ kind, metadata: { name, namespace } }: Manifest): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
