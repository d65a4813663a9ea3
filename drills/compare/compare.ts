import { createHash } from "node:crypto";
import { textAt } from "../common/json.ts";
import type { KubeClient } from "../kube/client.ts";
import { ApiError } from "../kube/errors.ts";
import { collection, type KubeObject } from "../kube/objects.ts";
import type { KindComparison } from "../report/model.ts";
import type { StoredObject } from "../velero/archive.ts";
import { digestOf, type Mapping } from "./normalise.ts";

/** Characters of a digest that reports show. */
const SHOWN = 16;

/** Objects of one kind in one namespace of the backup. */
interface Group {
  readonly namespace: string;
  readonly resource: string;
  readonly objects: readonly StoredObject[];
}

/** What is compared with what. */
export interface Comparing {
  readonly client: KubeClient;
  /** What the backup holds and the restore was to bring back. */
  readonly expected: readonly StoredObject[];
  /** The Restore's name: what it restored carries it. */
  readonly restore: string;
  readonly mapping: Mapping;
  /** Whether a restored object is one to compare; others every namespace has, or something else makes. */
  readonly counts: (resource: string, object: KubeObject) => boolean;
}

/** Compares what a backup holds with what a restore made of it, kind by kind. */
export async function compareKinds({
  client,
  expected,
  restore,
  mapping,
  counts,
}: Comparing): Promise<KindComparison[]> {
  const compared: KindComparison[] = [];
  for (const group of groups(expected)) {
    const target = mapping.namespaces[group.namespace] ?? group.namespace;
    const there = await restored(client, group, target, restore);
    const counted = there.filter((object) => counts(group.resource, object));
    compared.push(compareGroup(group, counted, target, mapping));
  }
  return compared;
}

/** Whether a kind came back as the backup holds it. */
export function isSame({ missing, changed, unexpected }: KindComparison): boolean {
  return missing.length + changed.length + unexpected.length === 0;
}

async function restored(
  client: KubeClient,
  { resource, objects }: Group,
  namespace: string,
  restore: string,
): Promise<KubeObject[]> {
  const [plural = ""] = resource.split(".");
  const apiVersion = objects[0]?.object.apiVersion ?? "v1";
  try {
    return await client.list(collection(apiVersion, plural, namespace), `velero.io/restore-name=${restore}`);
  } catch (error) {
    // A kind the cluster does not serve: everything of it is missing.
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}

function compareGroup(
  { namespace, resource, objects }: Group,
  there: KubeObject[],
  target: string,
  mapping: Mapping,
): KindComparison {
  // What was restored is taken as it stands: it must itself be in the namespaces, and at the scale, that were asked for.
  const same: Mapping = { namespaces: {}, scaledToZero: false };
  // Lists leave out the kind and version of their items.
  const found = new Map(
    there.map((object) => {
      const whole = { ...object, ...pick(objects[0]?.object) };
      return [object.metadata.name, digestOf(resource, whole, same)] as const;
    }),
  );
  const wanted = new Map(objects.map(({ name, object }) => [name, digestOf(resource, object, mapping)] as const));
  const secret = resource === "secrets";
  return {
    namespace: target === namespace ? namespace : `${namespace} -> ${target}`,
    resource,
    expected: wanted.size,
    restored: found.size,
    ...(!secret && { expectedDigest: digestOfAll(wanted), restoredDigest: digestOfAll(found) }),
    missing: [...wanted.keys()].filter((name) => !found.has(name)),
    changed: [...wanted].flatMap(([name, digest]) => (found.has(name) && found.get(name) !== digest ? [name] : [])),
    unexpected: [...found.keys()].filter((name) => !wanted.has(name)),
  };
}

function pick(object: KubeObject | undefined): { apiVersion?: string; kind?: string } {
  const apiVersion = textAt(object, "apiVersion");
  const kind = textAt(object, "kind");
  return { ...(apiVersion !== undefined && { apiVersion }), ...(kind !== undefined && { kind }) };
}

function digestOfAll(digests: ReadonlyMap<string, string>): string {
  const lines = [...digests].map(([name, digest]) => `${name} ${digest}`).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, SHOWN);
}

function groups(expected: readonly StoredObject[]): Group[] {
  const byKey = Map.groupBy(expected, ({ namespace, resource }) => `${namespace ?? ""}/${resource}`);
  return [...byKey.values()].flatMap((objects): Group[] => {
    const [first] = objects;
    return first?.namespace === undefined ? [] : [{ namespace: first.namespace, resource: first.resource, objects }];
  });
}
