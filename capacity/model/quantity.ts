/** A Kubernetes quantity as it stands in YAML: `500m`, `1.5`, `2Gi`, or a bare number. */
export type Quantity = string | number;

const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number a quantity stands for, in the base unit (cores, bytes, pieces).
 *
 * @returns undefined when the text is not a quantity (Kubernetes API reference, "Quantity")
 */
export function parseQuantity(quantity: Quantity): number | undefined {
  const match =
    /^(?<digits>[+-]?(?:\d+\.?\d*|\.\d+))(?:[eE](?<exponent>[+-]?\d+)|(?<suffix>[numkMGTPE]|[KMGTPE]i)?)$/.exec(
      String(quantity).trim(),
    );
  const digits = match?.groups?.digits;
  if (digits === undefined) return undefined;
  const exponent = match?.groups?.exponent;
  return (
    Number(digits) *
    (exponent === undefined ? (SUFFIXES[match?.groups?.suffix ?? ""] ?? Number.NaN) : 10 ** Number(exponent))
  );
}

/**
 * A quantity in the whole unit that resources are counted in here: thousandths of a core for `cpu`, one for all else.
 * Rounded up, as Kubernetes does. Whole numbers add and compare exactly, which cores and their tenths would not.
 */
export function toUnits(resource: string, quantity: Quantity): number | undefined {
  const value = parseQuantity(quantity);
  if (value === undefined) return undefined;
  // 0.07 * 1000 is 70.00000000000001, which must not become 71.
  return Math.ceil(Number((resource === "cpu" ? value * 1000 : value).toFixed(6)));
}

const BINARY = ["Ti", "Gi", "Mi", "Ki"] as const;

/** A counted resource as a person writes it: `1.5`, `250m`, `2Gi`, `1500Mi`. */
export function formatUnits(resource: string, units: number): string {
  if (resource === "cpu")
    return Math.abs(units) < 1000 && units !== 0 ? `${units}m` : String(Number((units / 1000).toFixed(2)));
  if (resource !== "memory" && resource !== "ephemeral-storage") return String(units);
  for (const suffix of BINARY) {
    const size = SUFFIXES[suffix] ?? 1;
    const value = units / size;
    // Whole numbers first; a large odd amount is rounded instead of shown as thousands of Mi.
    if (Math.abs(value) >= 1 && (Number.isInteger(value) || Math.abs(value) >= 10))
      return `${Number(value.toFixed(1))}${suffix}`;
  }
  return String(units);
}
