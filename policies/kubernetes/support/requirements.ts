/** A requirement on a node's label: of a node pool, of a node selector or of node affinity. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly minValues?: number | undefined;
  /** Where it stands, for messages. */
  readonly path: string;
}

/** The values of labels that every node has and that can take no others (Karpenter docs, v1.14, "Scheduling"). */
export const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  "karpenter.sh/capacity-type": ["spot", "on-demand", "reserved"],
  "kubernetes.io/arch": ["amd64", "arm64"],
  "kubernetes.io/os": ["linux", "windows"],
};

const COMPARISONS = ["Gt", "Lt", "Gte", "Lte"];
const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", ...COMPARISONS];

/** What all requirements on one key leave of its values. */
export class Remaining {
  /** The values that are left; undefined while every value but the excluded is. */
  allowed: Set<string> | undefined;
  readonly excluded = new Set<string>();
  /** Bounds on whole numbers, both included. */
  least = Number.NEGATIVE_INFINITY;
  most = Number.POSITIVE_INFINITY;
  mustExist = false;
  mustNotExist = false;
  minValues = 0;
  readonly paths: string[] = [];

  constructor(key: string) {
    const domain = Object.hasOwn(DOMAINS, key) ? DOMAINS[key] : undefined;
    if (domain === undefined) return;
    this.allowed = new Set(domain);
    this.mustExist = true;
  }

  /** Narrows by one requirement. */
  narrow({ operator, values, minValues, path }: Requirement): void {
    this.paths.push(path);
    this.minValues = Math.max(this.minValues, minValues ?? 0);
    const number = Number(values[0]);
    if (operator === "In") {
      const before = this.allowed;
      this.allowed = new Set(values.filter((value) => before?.has(value) ?? true));
    } else if (operator === "NotIn") {
      for (const value of values) this.excluded.add(value);
    } else if (operator === "Gt") this.least = Math.max(this.least, number + 1);
    else if (operator === "Gte") this.least = Math.max(this.least, number);
    else if (operator === "Lt") this.most = Math.min(this.most, number - 1);
    else if (operator === "Lte") this.most = Math.min(this.most, number);
    // A label may be missing under NotIn, as in node affinity, and must be under DoesNotExist.
    if (operator === "DoesNotExist") this.mustNotExist = true;
    else if (operator !== "NotIn") this.mustExist = true;
  }

  /** Whether a value passes everything that was asked so far. */
  admits(value: string): boolean {
    if (this.mustNotExist || this.excluded.has(value) || this.allowed?.has(value) === false) return false;
    if (!this.#isBounded()) return true;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    return number >= this.least && number <= this.most;
  }

  /** The values that are left, where they can be counted. */
  values(): string[] | undefined {
    return this.allowed && [...this.allowed].filter((value) => this.admits(value));
  }

  /** Whether no node can have this label as asked. */
  isEmpty(): boolean {
    if (!this.mustExist) return false;
    if (this.mustNotExist) return true;
    const values = this.values();
    if (values !== undefined) return values.length === 0 || values.length < this.minValues;
    // Whole numbers between the bounds, less the excluded; without an upper bound there is always one more.
    if (this.most === Number.POSITIVE_INFINITY) return false;
    const excluded = [...this.excluded].filter((value) => this.#isWithin(Number(value))).length;
    return this.most - Math.max(this.least, 0) + 1 - excluded <= 0;
  }

  #isWithin(number: number): boolean {
    return Number.isInteger(number) && number >= Math.max(this.least, 0) && number <= this.most;
  }

  #isBounded(): boolean {
    return this.least !== Number.NEGATIVE_INFINITY || this.most !== Number.POSITIVE_INFINITY;
  }
}

/** What is wrong with a requirement by itself; undefined when nothing is. */
export function requirementProblem({ key, operator, values, path }: Requirement): string | undefined {
  if (key === "") return `${path}.key is not set`;
  if (!OPERATORS.includes(operator))
    return `${path}.operator is "${operator}"; it must be one of ${OPERATORS.join(", ")}`;
  if (operator === "In" && values.length === 0) return `${path}: In needs at least one value`;
  if (COMPARISONS.includes(operator) && (values.length !== 1 || !/^\d+$/.test(values[0] ?? ""))) {
    return `${path}: ${operator} needs exactly one whole number`;
  }
  return undefined;
}

/** Puts requirements together by key. */
export function combine(requirements: readonly Requirement[]): Map<string, Remaining> {
  const byKey = new Map<string, Remaining>();
  for (const requirement of requirements) {
    let remaining = byKey.get(requirement.key);
    if (remaining === undefined) {
      remaining = new Remaining(requirement.key);
      byKey.set(requirement.key, remaining);
    }
    remaining.narrow(requirement);
  }
  return byKey;
}
