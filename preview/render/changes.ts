import { isList, isRecord, type Plain, type PlainRecord, text } from "./values.ts";

/** One difference. A side that is undefined does not have the value. */
export interface Change {
  /** Keys joined by dots; an element of a list stands in brackets, by its name where it has one. */
  readonly path: string;
  readonly before?: Plain;
  readonly after?: Plain;
}

/** Fields by which elements of a list are known; their order in the list then does not matter. */
const IDENTIFYING = ["Sid", "name", "key", "sid", "Name"] as const;

/**
 * What differs between two values, path by path.
 *
 * @param same whether two texts mean the same although they may be written differently
 */
export function changesBetween(
  before: Plain,
  after: Plain,
  same: (a: string, b: string) => boolean,
  path = "",
): Change[] {
  if (isRecord(before) && isRecord(after)) return recordChanges(before, after, same, path);
  if (isList(before) && isList(after)) return listChanges(before, after, same, path);
  return equal(before, after, same) ? [] : textChange(before, after, path);
}

function recordChanges(before: PlainRecord, after: PlainRecord, same: Same, path: string): Change[] {
  // A key may carry the name of the environment too (a tag such as kubernetes.io/cluster/<name>).
  const counterpart = new Map(
    Object.keys(before).map((key) => [
      key,
      Object.hasOwn(after, key)
        ? key
        : Object.keys(after).find((other) => !Object.hasOwn(before, other) && same(key, other)),
    ]),
  );
  const matched = new Set(counterpart.values());
  const below = (key: string): string => (path === "" ? key : `${path}.${key}`);
  return [
    ...Object.entries(before).flatMap(([key, value]) => {
      const other = after[counterpart.get(key) ?? key];
      return other === undefined ? gone(value, below(key)) : changesBetween(value, other, same, below(key));
    }),
    ...Object.entries(after).flatMap(([key, value]) => (matched.has(key) ? [] : come(value, below(key)))),
  ];
}

function listChanges(before: readonly Plain[], after: readonly Plain[], same: Same, path: string): Change[] {
  const field = IDENTIFYING.find((name) => isKeyedBy(before, name) && isKeyedBy(after, name));
  if (field !== undefined) {
    return recordChanges(keyed(before, field), keyed(after, field), same, path).map((change) => ({
      ...change,
      path: bracket(change.path, path),
    }));
  }
  if ([...before, ...after].every((item) => !isRecord(item) && !isList(item))) {
    const missing = (items: readonly Plain[], others: readonly Plain[], flip: boolean): readonly Plain[] =>
      items.filter((item) => !others.some((other) => (flip ? equal(other, item, same) : equal(item, other, same))));
    const lost = missing(before, after, false);
    const won = missing(after, before, true);
    if (lost.length === 1 && won.length === 1) return [{ path, before: lost[0] ?? null, after: won[0] ?? null }];
    return [...lost.flatMap((item) => gone(item, path)), ...won.flatMap((item) => come(item, path))];
  }
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) => {
    const [left, right] = [before[index], after[index]];
    const below = `${path}[${index}]`;
    if (left === undefined) return right === undefined ? [] : come(right, below);
    return right === undefined ? gone(left, below) : changesBetween(left, right, same, below);
  });
}

type Same = (a: string, b: string) => boolean;

function equal(a: Plain, b: Plain, same: Same): boolean {
  if (typeof a === "string" && typeof b === "string") return a === b || same(a, b);
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null, same));
  if (isRecord(a) && isRecord(b)) return changesBetween(a, b, same).length === 0;
  return a === b;
}

/** Of texts with several lines, the lines that differ matter. */
function textChange(before: Plain, after: Plain, path: string): Change[] {
  if (typeof before === "string" && typeof after === "string" && (before + after).includes("\n")) {
    const [left, right] = [before.split("\n"), after.split("\n")];
    const at = left.findIndex((text, index) => text !== right[index]);
    const first = at === -1 ? left.length : at;
    return [{ path: `${path}, line ${first + 1}`, ...side("before", left[first]), ...side("after", right[first]) }];
  }
  return [{ path, before, after }];
}

function side(name: "before" | "after", value: string | undefined): Partial<Change> {
  return value === undefined ? {} : { [name]: value };
}

const gone = (before: Plain, path: string): Change[] => [{ path, before }];
const come = (after: Plain, path: string): Change[] => [{ path, after }];

function isKeyedBy(list: readonly Plain[], field: string): boolean {
  const keys = list.map((item) => (isRecord(item) ? item[field] : undefined));
  return keys.every((key) => typeof key === "string") && new Set(keys).size === keys.length;
}

function keyed(list: readonly Plain[], field: string): PlainRecord {
  return Object.fromEntries(list.map((item) => [isRecord(item) ? text(item[field]) : "", item]));
}

/** `policy.Statement.AllowPass.Action` as `policy.Statement[AllowPass].Action`. */
function bracket(path: string, list: string): string {
  const rest = path.slice(list === "" ? 0 : list.length + 1);
  const end = rest.indexOf(".");
  return end === -1 ? `${list}[${rest}]` : `${list}[${rest.slice(0, end)}]${rest.slice(end)}`;
}
