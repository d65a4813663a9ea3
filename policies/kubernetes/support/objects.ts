import { Value } from "./value.ts";

/** What a rule is told about a resource by the engine, for one resource or as one of a stack. */
export interface EngineResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Record<string, unknown>;
  readonly provider?: { readonly props: Record<string, unknown> };
}

/** A Kubernetes object as it is declared, its fields unread. */
export interface KubernetesObject {
  /** API group; "core" for the group without a name, as in Pulumi's type tokens. */
  readonly group: string;
  readonly kind: string;
  /** Group and kind, the key of every table of kinds: "apps/Deployment". */
  readonly groupKind: string;
  /** The name of the Pulumi resource. */
  readonly resourceName: string;
  readonly urn: string;
  readonly body: Value;
  /** Whether it changes an object that is described elsewhere, as a DeploymentPatch does: what it leaves out is not missing. */
  readonly partial: boolean;
  /** The provider's own default namespace, where it has one. */
  readonly providerNamespace: Value;
}

const TYPE = /^kubernetes:([^/:]+)\/[^/:]+:([A-Za-z0-9]+)$/;
const PARSED = new Map<string, { group: string; kind: string; groupKind: string } | undefined>();

/** Group and kind of a type token such as `kubernetes:apps/v1:Deployment`; undefined for other providers. */
export function parseType(type: string): { group: string; kind: string; groupKind: string } | undefined {
  if (PARSED.has(type)) return PARSED.get(type);
  const match = TYPE.exec(type);
  const parsed =
    match?.[1] === undefined || match[2] === undefined
      ? undefined
      : { group: match[1], kind: match[2], groupKind: `${match[1]}/${match[2]}` };
  PARSED.set(type, parsed);
  return parsed;
}

const ROOTS = new WeakMap<object, Value>();

/** The props of a resource, read once for all rules that are handed the same ones. */
function rootOf(props: object): Value {
  let root = ROOTS.get(props);
  if (root === undefined) {
    root = new Value(props);
    ROOTS.set(props, root);
  }
  return root;
}

/** What `kind` has before `ending`; undefined when it does not end so. */
function withoutEnding(kind: string, ending: string): string | undefined {
  return kind.endsWith(ending) ? kind.slice(0, -ending.length) : undefined;
}

/** What a resource of a type declares, if it is one of `kinds`; undefined for all others, which most resources are. */
export function declaredBy(type: string, kinds: ReadonlySet<string>, patches = false) {
  const parsed = parseType(type);
  if (parsed === undefined) return undefined;
  const whole = kinds.has(parsed.groupKind);
  const listed = whole ? undefined : withoutEnding(parsed.kind, "List");
  const patched = whole || !patches ? undefined : withoutEnding(parsed.kind, "Patch");
  const kind = listed ?? patched ?? parsed.kind;
  const groupKind = `${parsed.group}/${kind}`;
  if (!kinds.has(groupKind)) return undefined;
  return { group: parsed.group, kind, groupKind, listed: listed !== undefined, partial: patched !== undefined };
}

/**
 * The objects a resource declares whose kind is one of `kinds` ("group/Kind"): the resource itself, or the items of a
 * list such as `kubernetes:apps/v1:DeploymentList`, which would otherwise be a way past every rule. With `patches`, also
 * what a resource such as `kubernetes:apps/v1:DeploymentPatch` writes into an object that is there already.
 *
 * @throws NotKnown, Malformed when a list's items cannot be read; call it inside a check.
 */
export function objectsOf(resource: EngineResource, kinds: ReadonlySet<string>, patches = false): KubernetesObject[] {
  const declared = declaredBy(resource.type, kinds, patches);
  if (declared === undefined) return [];
  const { listed, ...identity } = declared;
  const shared = {
    ...identity,
    resourceName: resource.name,
    urn: resource.urn,
    providerNamespace: new Value(resource.provider?.props).get("namespace"),
  };
  const body = rootOf(resource.props);
  if (!listed) return [{ ...shared, body }];
  return body
    .get("items")
    .list()
    .map((item) => ({ ...shared, body: item }));
}

/** The object's name: `metadata.name`, or the resource's own when Pulumi names it. @throws NotKnown, Malformed */
export function nameOf(object: KubernetesObject): string {
  return object.body.at("metadata.name").string() ?? object.resourceName;
}

/** The namespace an object lands in: its own, the provider's, or "default". @throws NotKnown, Malformed */
export function namespaceOf(object: KubernetesObject): string {
  const own = object.body.at(object.groupKind === "helm.sh/Release" ? "namespace" : "metadata.namespace");
  return own.string() ?? object.providerNamespace.string() ?? "default";
}

/**
 * Whether an object is in one of some namespaces. Its own is not asked for when there are none: that it is not known yet
 * is then nobody's concern. @throws NotKnown, Malformed
 */
export function isWithin(object: KubernetesObject, namespaces: readonly string[]): boolean {
  return namespaces.length > 0 && namespaces.includes(namespaceOf(object));
}

/** How a message names an object: "Deployment web". Never throws, so that an unknown name hides no finding. */
export function labelOf(object: KubernetesObject): string {
  return `${object.kind} ${object.resourceName}`;
}
