import { isUnknownError, UNKNOWN, type Unknowns } from "./unknown.ts";

/**
 * One value in a resource's inputs and the path to it. Reading goes one step at a time, so that an unknown value hides
 * only what is inside it, and a value of the wrong shape reads as absent instead of failing.
 */
export class Field {
  /** Where the value stands in the resource, such as `blockDeviceMappings[0].ebs`. */
  readonly path: string;
  /** Whether the path is what was asked for, not something unknown around it. */
  readonly isLeaf: boolean;
  readonly #value: unknown;
  readonly #unknowns: Unknowns;
  readonly #label: string;

  /**
   * @param value the value, as the engine's proxy or plain
   * @param path where it stands
   * @param unknowns where a needed value that is not known is noted
   * @param label put before the path in such a note (stack rules name the resource)
   * @param isLeaf false when something around what was asked for is unknown, and stands here in its stead
   */
  constructor(value: unknown, path: string, unknowns: Unknowns, label = "", isLeaf = true) {
    this.#value = value;
    this.path = path;
    this.#unknowns = unknowns;
    this.#label = label;
    this.isLeaf = isLeaf;
  }

  /** Whether the value is there to be judged. When it is not known yet, that is noted as something the rule needed. */
  known(): boolean {
    if (this.#value !== UNKNOWN) return true;
    this.undecided();
    return false;
  }

  /** Notes that the rule could not judge this value yet, for what is unknown inside it. */
  undecided(): void {
    this.#unknowns.add(this.#label + this.path);
  }

  /** Whether a value is known and set; neither null nor absent. */
  set(): boolean {
    return this.known() && this.#value !== undefined && this.#value !== null;
  }

  /** Whether the value is known and missing. */
  missing(): boolean {
    return this.known() && !this.set();
  }

  /** The field of this name; missing when there is no such field, or this value holds no fields. */
  get(key: string): Field {
    return this.#child(key, this.path === "" ? key : `${this.path}.${key}`);
  }

  /** The fields of an object with their names; none for anything else. */
  entries(): [string, Field][] {
    if (!this.known() || !isObject(this.#value) || Array.isArray(this.#value)) return [];
    return Object.keys(this.#value).map((key) => [key, this.get(key)]);
  }

  /**
   * The elements of a list; none when missing. A single object where a list belongs counts as a list of one, because
   * providers write some blocks either way.
   */
  items(): Field[] {
    if (!this.set()) return [];
    if (!Array.isArray(this.#value)) return [this];
    return Array.from({ length: this.#value.length }, (_, i) => this.#child(String(i), `${this.path}[${i}]`));
  }

  /** The text, or undefined for anything else, including an unknown value (which is noted). */
  text(): string | undefined {
    return this.known() && typeof this.#value === "string" ? this.#value : undefined;
  }

  /** The number, given as a number or as text. */
  number(): number | undefined {
    if (!this.known()) return undefined;
    if (typeof this.#value === "number") return this.#value;
    const text = typeof this.#value === "string" ? this.#value.trim() : "";
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  }

  /** The truth value, given as such or as the text `true` or `false`. */
  bool(): boolean | undefined {
    if (!this.known()) return undefined;
    if (typeof this.#value === "boolean") return this.#value;
    const text = typeof this.#value === "string" ? this.#value.toLowerCase() : "";
    return text === "true" ? true : text === "false" ? false : undefined;
  }

  /** A plain copy in which `UNKNOWN` stands for whatever is not known; notes nothing. */
  plain(): unknown {
    if (!isObject(this.#value)) return this.#value;
    if (Array.isArray(this.#value)) {
      return Array.from({ length: this.#value.length }, (_, i) => this.#child(String(i), "").plain());
    }
    return Object.fromEntries(Object.keys(this.#value).map((key) => [key, this.#child(key, "").plain()]));
  }

  /** `path is value`, for a message. Only for inputs that hold no secrets. */
  described(): string {
    if (this.#value === undefined || this.#value === null) return `${this.path} is not set`;
    if (Array.isArray(this.#value)) return `${this.path} is a list of ${this.#value.length}`;
    if (isObject(this.#value)) return `${this.path} is an object`;
    return `${this.path} is ${JSON.stringify(this.#value)}`;
  }

  #child(key: string, path: string): Field {
    // What is inside an unknown value is that unknown value, under its own path.
    if (this.#value === UNKNOWN) return new Field(UNKNOWN, this.path, this.#unknowns, this.#label, false);
    return new Field(read(this.#value, key), path, this.#unknowns, this.#label);
  }
}

function read(holder: unknown, key: string): unknown {
  if (!isObject(holder) || !Object.hasOwn(holder, key)) return undefined;
  try {
    return (holder as Record<string, unknown>)[key];
  } catch (error) {
    if (isUnknownError(error)) return UNKNOWN;
    throw error;
  }
}

/** True for objects and lists. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
