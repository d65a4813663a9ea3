import { stringify } from "yaml";
import type { Plan, PlannedResource } from "../plan.ts";
import { fileName, type ProposedFile } from "./fileNames.ts";
import { kindOf } from "./kind.ts";
import { at, isRecord, type Plain, type PlainRecord, text } from "./values.ts";
import { visibleInputs } from "./visible.ts";

/** Kinds that live in a namespace and go to `default` when none is given. What is not here is the cluster's own. */
const NAMESPACED = new Set(
  (
    "ConfigMap CronJob DaemonSet Deployment Endpoints EndpointSlice HorizontalPodAutoscaler Ingress Job Lease LimitRange " +
    "NetworkPolicy PersistentVolumeClaim Pod PodDisruptionBudget PodTemplate ReplicaSet ReplicationController ResourceQuota " +
    "Role RoleBinding Secret Service ServiceAccount StatefulSet"
  ).split(" "),
);
/** Annotations that only steer Pulumi's provider. */
const PULUMI_ANNOTATION = /^pulumi\.com\//;

/** Every Kubernetes object of a plan as a manifest, and every Helm release as its values file. */
export function kubernetesFiles(plan: Plan): ProposedFile[] {
  return plan.resources
    .filter(({ type, custom }) => custom && type.startsWith("kubernetes:"))
    .flatMap((resource) => {
      const [, group = "", kind = ""] = resource.type.split(":");
      if (group.startsWith("helm.sh/")) return [valuesFile(resource)];
      // Resources of other groups (kustomize, yaml) are instructions to the provider, not objects.
      return /(^|\/)v\d/.test(group) && !/^(yaml|kustomize)\//.test(group) ? [manifestFile(resource, group, kind)] : [];
    });
}

function manifestFile(resource: PlannedResource, group: string, kind: string): ProposedFile {
  const inputs = visibleInputs(resource);
  const patch = kind.endsWith("Patch");
  const realKind = text(inputs.kind) || (patch ? kind.slice(0, -"Patch".length) : kind);
  const metadata = withoutPulumi(isRecord(inputs.metadata) ? inputs.metadata : {});
  const named = text(metadata.name) !== "" || text(metadata.generateName) !== "";
  const manifest = {
    ...(realKind === "Secret" ? withoutEncoding(inputs) : inputs),
    apiVersion: text(inputs.apiVersion) || group.replace(/^core\//, ""),
    kind: realKind,
    // Without a name Pulumi appends a random suffix to its own; this is how a manifest says so.
    metadata: named ? metadata : { ...metadata, generateName: `${resource.name}-` },
  };
  const namespace = text(metadata.namespace) || (NAMESPACED.has(realKind) ? "default" : "cluster");
  const name = text(metadata.name) || resource.name;
  return {
    folder: `kubernetes/${fileName(namespace)}`,
    base: `${realKind.toLowerCase()}-${name}${patch ? ".patch" : ""}`,
    ending: ".yaml",
    tellApart: `${group}.${resource.name}`,
    content: yaml(manifest),
  };
}

/** A Secret's `data` as `stringData`: a mask is no base64, and an API server would refuse it. */
function withoutEncoding({ data, stringData, ...rest }: PlainRecord): PlainRecord {
  const contents = [data, stringData].filter(isRecord);
  return contents.length > 0 ? { ...rest, stringData: Object.assign({}, ...contents) as PlainRecord } : rest;
}

function withoutPulumi(metadata: PlainRecord): PlainRecord {
  const { annotations, ...rest } = metadata;
  if (!isRecord(annotations)) return metadata;
  const kept = Object.entries(annotations).filter(([key]) => !PULUMI_ANNOTATION.test(key));
  return kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) };
}

function valuesFile(resource: PlannedResource): ProposedFile {
  const inputs = visibleInputs(resource);
  const values = inputs.values ?? {};
  const repository = text(at(inputs, "repositoryOpts.repo"));
  const facts: [string, string][] = [
    ["chart", text(inputs.chart)],
    ["version", text(inputs.version)],
    ["repository", repository],
    ["namespace", text(inputs.namespace)],
  ];
  const header = facts
    .filter(([, value]) => value !== "")
    // A line break in a value must not end the comment.
    .map(([label, value]) => `# ${label}: ${value.replace(/\s+/g, " ")}\n`)
    .join("");
  return {
    folder: "helm",
    base: text(inputs.name) || resource.name,
    ending: "/values.yaml",
    tellApart: `${kindOf(resource.type)}.${resource.name}`,
    content: header + yaml(values),
  };
}

/** Keys sorted, so that moving lines in the program changes no file; a manifest's identity first, as everyone writes it. */
function yaml(value: Plain): string {
  const FIRST = ["apiVersion", "kind", "metadata"];
  const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  const sorted = (item: Plain, top: boolean): Plain => {
    if (Array.isArray(item)) return (item as readonly Plain[]).map((entry) => sorted(entry, false));
    if (!isRecord(item)) return item;
    const entries = Object.entries(item).sort(
      ([a], [b]) => (top ? rank(a) - rank(b) : 0) || (a < b ? -1 : a > b ? 1 : 0),
    );
    return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry, false)]));
  };
  return stringify(sorted(value, true), { lineWidth: 0, aliasDuplicateObjects: false });
}
