import { type PlanValue, Secret, Unknown } from "../plan.ts";

/** JSON without anything that must not be shown. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };
/** A JSON object of {@link Plain} values. */
export type PlainRecord = Readonly<Record<string, Plain>>;

/** What stands for a value that only deployment will tell. */
export const UNKNOWN_TEXT = Unknown.instance.toJSON();
/** What stands for a secret. */
export const SECRET_TEXT = new Secret(null).toJSON();

/** The value with masks and markers in place of what cannot be shown. */
export function plain(value: PlanValue): Plain {
  if (value instanceof Unknown) return UNKNOWN_TEXT;
  if (value instanceof Secret) return SECRET_TEXT;
  if (Array.isArray(value)) return (value as readonly PlanValue[]).map(plain);
  if (typeof value !== "object" || value === null) return value;
  return mapValues(value as Readonly<Record<string, PlanValue>>, plain);
}

/** The record with every value changed. */
export function mapValues<V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a JSON array. */
export function isList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value);
}

/** The value at a path of keys and indexes (`spec.template.spec.containers.0.image`), if there is one. */
export function at(value: Plain | undefined, path: string): Plain | undefined {
  let found = value;
  for (const key of path.split(".")) {
    if (isList(found)) found = found[Number(key)];
    else if (isRecord(found) && Object.hasOwn(found, key)) found = found[key];
    else return undefined;
  }
  return found;
}

/** A leaf as text; objects and lists as compact JSON. */
export function text(value: Plain | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The JSON object or list that a string holds, if it holds one. */
export function parseDocument(value: Plain | undefined): PlainRecord | readonly Plain[] | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as PlainRecord | readonly Plain[];
  } catch {
    return undefined;
  }
}

/** The IAM policy document a value is, as JSON text or as an object; undefined for anything else. */
export function parsePolicy(value: Plain | undefined): PlainRecord | undefined {
  const document = isRecord(value) ? value : parseDocument(value);
  return isRecord(document) && Object.hasOwn(document, "Statement") ? document : undefined;
}

/** The value with every JSON document in a string replaced by what it holds; `found` is told their paths. */
export function expandDocuments(value: Plain, found: (path: string) => void = () => undefined, path = ""): Plain {
  const document = parseDocument(value);
  if (document !== undefined) {
    found(path);
    return document;
  }
  const below = (key: string | number): string => (path === "" ? String(key) : `${path}.${key}`);
  if (isList(value)) return value.map((item, index) => expandDocuments(item, found, below(index)));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, expandDocuments(item, found, below(key))]),
  );
}
