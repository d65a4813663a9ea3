import type { Json } from "../common/json.ts";
import { RUN_LABEL, VELERO_NAMESPACE } from "../common/names.ts";

/** An object as the API server gives it. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
  };
  readonly [field: string]: unknown;
}

/** Where objects of a kind are: `/api/v1/namespaces/<ns>/configmaps`, without namespace for those that live in none. */
export function collection(apiVersion: string, plural: string, namespace?: string): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return namespace === undefined ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`;
}

/** Where one of Velero's kinds is. */
export function veleroCollection(plural: string): string {
  return collection("velero.io/v1", plural, VELERO_NAMESPACE);
}

/** Whether an object was made by this run. */
export function isOf(run: string): (object: KubeObject) => boolean {
  return ({ metadata }) => metadata.labels?.[RUN_LABEL] === run;
}

/** The moment a timestamp field names, in milliseconds since 1970; undefined when it is not set. */
export function momentOf(timestamp: Json | undefined): number | undefined {
  const moment = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
