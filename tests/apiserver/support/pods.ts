import type { Manifest } from "./resources.ts";

/** The fields of a workload that lead to its pods: a template, or that of the jobs it makes. */
interface Workload {
  readonly spec?: {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplate } };
  };
}

interface PodTemplate {
  readonly metadata?: Manifest["metadata"];
  readonly spec?: { readonly containers?: unknown };
}

/**
 * A pod as a workload's controller would make it. The server judges pods when they are made, and a custom resource's
 * template not at all.
 *
 * @returns undefined for what makes no pods
 */
export function podOf(manifest: Manifest): Manifest | undefined {
  const { spec } = manifest as Workload;
  const template = spec?.jobTemplate?.spec?.template ?? spec?.template;
  if (template?.spec?.containers === undefined) return undefined;
  const { name, namespace } = manifest.metadata;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...template.metadata, name: `${name}-0`, namespace: namespace ?? "default" },
    spec: template.spec,
  };
}
