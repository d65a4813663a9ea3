import { Malformed, NotKnown } from "./findings.ts";
import { isUnknownError } from "./unknown.ts";

/** An object read from a resource: nothing is known of it yet. */
type Fields = Record<string, unknown>;

/** Names the shape of a value without showing the value, which may be secret. */
function shape(raw: unknown): string {
  if (raw === null) return "null";
  if (Array.isArray(raw)) return "a list";
  if (typeof raw === "object") return "an object";
  return `a ${typeof raw}`;
}

/** The value of a field, or the error that says it is unknown: reading it through the engine's proxy throws. */
function readField(holder: Fields | readonly unknown[], key: string | number): unknown {
  try {
    return (holder as Fields)[key];
  } catch (error) {
    if (isUnknownError(error)) return error;
    throw error;
  }
}

/**
 * One value of a resource and where it stands. Nothing is read before it is asked for, and asking is where a value
 * turns out to be unknown (`NotKnown`) or of the wrong shape (`Malformed`); `Findings.check` handles both.
 *
 * `null` counts as absent, as it does for the API server.
 */
export class Value {
  readonly #raw: unknown;
  readonly #parent: Value | undefined;
  readonly #key: string | number;
  /** Fields and elements that were read before: reading one through the engine's proxies costs more than all else. */
  #children: Map<string | number, Value> | undefined;

  constructor(raw: unknown, parent?: Value, key: string | number = "") {
    this.#raw = raw;
    this.#parent = parent;
    this.#key = key;
  }

  /** Where this stands, such as `spec.containers[0].image` or `metadata.labels["a.b/c"]`. */
  get path(): string {
    const before = this.#parent?.path ?? "";
    if (typeof this.#key === "number") return `${before}[${this.#key}]`;
    if (before === "") return this.#key;
    return /^[\w-]+$/.test(this.#key) ? `${before}.${this.#key}` : `${before}["${this.#key}"]`;
  }

  /** The field `key` of this object; absent when this is absent, and this itself when this is unknown. */
  get(key: string): Value {
    const known = this.#children?.get(key);
    if (known !== undefined) return known;
    if (isUnknownError(this.#raw)) return this;
    const fields = this.object();
    // Own fields only: "constructor" is no field of a manifest.
    const given = fields !== undefined && Object.hasOwn(fields, key);
    return this.#keep(key, given ? readField(fields, key) : undefined);
  }

  /** The value at a dotted path, as in `at("spec.template.spec")`. */
  at(path: string): Value {
    return path.split(".").reduce<Value>((value, key) => value.get(key), this);
  }

  /** Whether anything is given here. @throws NotKnown */
  present(): boolean {
    return this.#known() !== undefined;
  }

  /** Whether anything is given here, a value that is not known yet included. */
  given(): boolean {
    return this.#raw !== undefined && this.#raw !== null;
  }

  /** Whether this is not known before deployment. */
  isUnknown(): boolean {
    return isUnknownError(this.#raw);
  }

  /** @throws NotKnown */
  isList(): boolean {
    return Array.isArray(this.#known());
  }

  /** @throws NotKnown */
  isObject(): boolean {
    const raw = this.#known();
    return typeof raw === "object" && !Array.isArray(raw);
  }

  /** Whether this is a string or a number. @throws NotKnown */
  isText(): boolean {
    return ["string", "number"].includes(typeof this.#known());
  }

  /** Whether a template would take this for true, as Helm does: not absent, false, 0, "" or empty. @throws NotKnown */
  truthy(): boolean {
    const raw = this.#known();
    if (typeof raw === "object" && raw !== null) return Object.keys(raw).length > 0;
    return Boolean(raw);
  }

  /** The elements of a list; none when absent. @throws NotKnown, Malformed */
  list(): Value[] {
    const raw = this.#known();
    if (raw === undefined) return [];
    if (!Array.isArray(raw)) throw this.#malformed("a list", raw);
    return Array.from(
      { length: raw.length },
      (_, index) => this.#children?.get(index) ?? this.#keep(index, readField(raw, index)),
    );
  }

  /** The fields of an object and their names; none when absent. @throws NotKnown, Malformed */
  entries(): [string, Value][] {
    return Object.keys(this.object() ?? {}).map((key) => [key, this.get(key)]);
  }

  /** @throws NotKnown, Malformed */
  object(): Fields | undefined {
    const raw = this.#known();
    if (raw === undefined) return undefined;
    if (typeof raw !== "object" || Array.isArray(raw)) throw this.#malformed("an object", raw);
    return raw as Fields;
  }

  /** @throws NotKnown, Malformed */
  string(): string | undefined {
    const raw = this.#known();
    if (raw === undefined || typeof raw === "string") return raw;
    throw this.#malformed("a string", raw);
  }

  /** @throws NotKnown, Malformed */
  boolean(): boolean | undefined {
    const raw = this.#known();
    if (raw === undefined || typeof raw === "boolean") return raw;
    throw this.#malformed("true or false", raw);
  }

  /** @throws NotKnown, Malformed */
  number(): number | undefined {
    const raw = this.#known();
    if (raw === undefined || (typeof raw === "number" && Number.isFinite(raw))) return raw;
    throw this.#malformed("a number", raw);
  }

  /** A string, or a number as text: quantities, percentages and ports may be given as either. @throws NotKnown, Malformed */
  text(): string | undefined {
    const raw = this.#known();
    if (raw === undefined || typeof raw === "string") return raw;
    if (typeof raw === "number" && Number.isFinite(raw)) return String(raw);
    throw this.#malformed("a string or a number", raw);
  }

  /** The strings of a list. @throws NotKnown, Malformed */
  strings(): string[] {
    return this.list().map((item) => item.#required(item.string(), "a string"));
  }

  /** A map of strings, such as labels; empty when absent. @throws NotKnown, Malformed */
  stringMap(): Map<string, string> {
    return new Map(this.entries().map(([key, value]) => [key, value.#required(value.string(), "a string")]));
  }

  #keep(key: string | number, raw: unknown): Value {
    const child = new Value(raw, this, key);
    this.#children ??= new Map();
    this.#children.set(key, child);
    return child;
  }

  #required<T>(value: T | undefined, expected: string): T {
    if (value === undefined) throw this.#malformed(expected, null);
    return value;
  }

  #known(): unknown {
    if (isUnknownError(this.#raw)) throw new NotKnown(this.path, this.#raw);
    return this.#raw === null ? undefined : this.#raw;
  }

  #malformed(expected: string, raw: unknown): Malformed {
    return new Malformed(`${this.path === "" ? "the resource" : this.path} is ${shape(raw)}; it must be ${expected}`);
  }
}
