/** The operators of a node selector requirement; `Gte` and `Lte` are Karpenter's own. */
export const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"] as const;
export type Operator = (typeof OPERATORS)[number];

/**
 * The values a label may have: a finite set, or everything but a finite set, within bounds. Intersections of any
 * operators stay of this form, which is how Karpenter represents them (kubernetes-sigs/karpenter, package scheduling).
 */
export interface Requirement {
  readonly key: string;
  /** True: every value but `values` is allowed. False: only `values` are. */
  readonly complement: boolean;
  readonly values: ReadonlySet<string>;
  /** Smallest and largest whole number allowed; bounds exclude every value that is not a whole number. */
  readonly gte: number | undefined;
  readonly lte: number | undefined;
  /** How many different values the remaining instance types must have between them. */
  readonly minValues: number | undefined;
}

const WHOLE_NUMBER = /^[+-]?\d+$/;

/** The requirement that an operator and its values say. */
export function requirement(
  key: string,
  operator: Operator,
  values: readonly string[] = [],
  minValues?: number,
): Requirement {
  const bound = Number(values[0]);
  return {
    key,
    complement: operator !== "In" && operator !== "DoesNotExist",
    values: new Set(operator === "In" || operator === "NotIn" ? values : []),
    gte: operator === "Gt" ? bound + 1 : operator === "Gte" ? bound : undefined,
    lte: operator === "Lt" ? bound - 1 : operator === "Lte" ? bound : undefined,
    minValues,
  };
}

/** What both allow. */
export function intersection(left: Requirement, right: Requirement): Requirement {
  const { key } = left;
  const gte = pick(Math.max, left.gte, right.gte);
  const lte = pick(Math.min, left.lte, right.lte);
  const minValues = pick(Math.max, left.minValues, right.minValues);
  if (gte !== undefined && lte !== undefined && gte > lte) return requirement(key, "DoesNotExist", [], minValues);

  const complement = left.complement && right.complement;
  const values = [...combined(left, right)].filter((value) => withinBounds(value, gte, lte));
  // A finite set has been cut to its bounds; keeping them would say nothing more.
  return {
    key,
    complement,
    values: new Set(values),
    ...(complement ? { gte, lte } : { gte: undefined, lte: undefined }),
    minValues,
  };
}

/** Whether any value satisfies both, without building the set. */
export function intersects(left: Requirement, right: Requirement): boolean {
  const gte = pick(Math.max, left.gte, right.gte);
  const lte = pick(Math.min, left.lte, right.lte);
  if (gte !== undefined && lte !== undefined && gte > lte) return false;
  if (left.complement && right.complement) return true;
  const [finite, other] = left.complement ? [right, left] : [left, right];
  for (const value of finite.values) {
    if (other.values.has(value) !== other.complement && withinBounds(value, gte, lte)) return true;
  }
  return false;
}

/** Whether a value is allowed. */
export function allows({ complement, values, gte, lte }: Requirement, value: string): boolean {
  return values.has(value) !== complement && withinBounds(value, gte, lte);
}

/** Whether nothing is allowed: the label must be absent. */
export function isEmpty({ complement, values }: Requirement): boolean {
  return !complement && values.size === 0;
}

/** Whether a node without the label satisfies it: what is left of `NotIn` and `DoesNotExist`. */
export function allowsAbsence({ complement, values }: Requirement): boolean {
  return complement === values.size > 0;
}

/** The values of a finite set, sorted; empty for a set defined by what it excludes. */
export function finiteValues({ complement, values }: Requirement): readonly string[] {
  return complement ? [] : [...values].sort();
}

/** The requirement as a person writes it: `instance-category In c, m, r`. */
export function describe(requirement: Requirement): string {
  const { complement, values, gte, lte, minValues } = requirement;
  const shown = [...values].sort(byNumberThenText);
  const list = shown.length > 6 ? `${shown.slice(0, 6).join(", ")} and ${shown.length - 6} more` : shown.join(", ");
  const bounded = gte !== undefined || lte !== undefined;
  const parts = [
    ...(!complement ? [shown.length > 0 ? `In ${list}` : "DoesNotExist"] : []),
    ...(complement && shown.length > 0 ? [`NotIn ${list}`] : []),
    ...(complement && shown.length === 0 && !bounded ? ["Exists"] : []),
    ...(gte === undefined ? [] : [`Gte ${gte}`]),
    ...(lte === undefined ? [] : [`Lte ${lte}`]),
  ];
  return `${requirement.key} ${parts.join(" and ")}${minValues === undefined ? "" : ` (minValues ${minValues})`}`;
}

function combined(left: Requirement, right: Requirement): Iterable<string> {
  if (left.complement && right.complement) return [...left.values, ...right.values];
  const [finite, other] = left.complement ? [right, left] : [left, right];
  return [...finite.values].filter((value) => other.values.has(value) !== other.complement);
}

function withinBounds(value: string, gte: number | undefined, lte: number | undefined): boolean {
  if (gte === undefined && lte === undefined) return true;
  if (!WHOLE_NUMBER.test(value)) return false;
  const number = Number(value);
  return (gte === undefined || number >= gte) && (lte === undefined || number <= lte);
}

function pick(
  choose: (left: number, right: number) => number,
  left: number | undefined,
  right: number | undefined,
): number | undefined {
  if (left === undefined) return right;
  return right === undefined ? left : choose(left, right);
}

function byNumberThenText(left: string, right: string): number {
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? (left < right ? -1 : 1) : difference;
}
