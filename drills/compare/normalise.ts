import { createHash } from "node:crypto";
import { isMap, type Json, type JsonMap, listAt, mapAt } from "../common/json.ts";
import { RUN_LABEL } from "../common/names.ts";
import type { KubeObject } from "../kube/objects.ts";

/** Labels and annotations that Velero, the volume controllers and the deployment controller put on what is restored. */
const NOT_THE_USERS =
  /^(?:velero\.io|backup\.velero\.io|pv\.kubernetes\.io|volume(?:\.beta)?\.kubernetes\.io)\/|^deployment\.kubernetes\.io\/revision$/;

/** What makes an object of the backup comparable with one in the cluster. */
export interface Mapping {
  /** Namespace in the backup -> namespace restored into. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** Whether workloads were restored with no replicas. */
  readonly scaledToZero: boolean;
}

const WORKLOADS = new Set(["deployments.apps", "statefulsets.apps", "replicasets.apps"]);

/** SHA-256 of what an object says once everything is left out that a restore rightly changes, in hexadecimal digits. */
export function digestOf(resource: string, object: KubeObject, mapping: Mapping): string {
  return createHash("sha256")
    .update(canonical(essence(resource, object, mapping)))
    .digest("hex");
}

/**
 * What an object says, without who made it when, without its status, and with the changes Velero makes on purpose.
 * Source: velero-io/velero v1.18.2, pkg/restore/restore.go (`resetMetadataAndStatus`) and pkg/restore/actions.
 */
export function essence(resource: string, object: KubeObject, mapping: Mapping): JsonMap {
  const { metadata, status: _status, ...rest } = object;
  const said = structuredClone(rest) as JsonMap;
  adjust(resource, said, mapping);
  return {
    ...said,
    name: metadata.name,
    labels: users(metadata.labels),
    annotations: users(metadata.annotations),
  };
}

function adjust(resource: string, said: JsonMap, { namespaces, scaledToZero }: Mapping): void {
  const spec = mapAt(said, "spec");
  switch (resource) {
    case "persistentvolumeclaims":
      // A claim is filled from a snapshot, and may be made larger to hold it.
      for (const key of ["volumeName", "dataSource", "dataSourceRef", "resources"]) spec[key] = undefined;
      break;
    case "serviceaccounts":
      // Names of generated tokens.
      said.secrets = undefined;
      break;
    case "rolebindings.rbac.authorization.k8s.io":
      for (const subject of listAt(said, "subjects")) {
        if (!isMap(subject) || typeof subject.namespace !== "string") continue;
        subject.namespace = namespaces[subject.namespace] ?? subject.namespace;
      }
      break;
    default:
      if (scaledToZero && WORKLOADS.has(resource)) spec.replicas = 0;
  }
}

function users(map: Readonly<Record<string, string>> | undefined): JsonMap {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([key]) => !NOT_THE_USERS.test(key) && key !== RUN_LABEL));
}

/** JSON with sorted keys, so that order makes no difference. */
function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isMap(value)) {
    const entries = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${entries.join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
