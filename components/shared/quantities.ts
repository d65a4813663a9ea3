/** How a quantity is written: in powers of 1000, or of 1024. */
export type QuantityFormat = "decimal" | "binary";

/** A Kubernetes resource quantity, exact: `500m`, `1.5`, `256Mi`. */
export interface Quantity {
  /** Thousandths of the unit (of a core, of a byte), the finest that cpu and memory have. */
  readonly thousandths: bigint;
  readonly format: QuantityFormat;
}

/** Text that is not a quantity. The message says what is allowed. */
export class QuantityError extends Error {
  override readonly name = "QuantityError";
}

// Source: Kubernetes API reference, "Quantity". The exponent form (1e3) and the suffixes n and u are left out on purpose:
// nobody sizes a container with them.
const THOUSAND = 1000n;
const DECIMAL = ["", "k", "M", "G", "T", "P", "E"] as const;
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] as const;
const SYNTAX = /^(\d+)(?:\.(\d{1,9}))?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;

/**
 * Reads a quantity.
 *
 * @throws QuantityError when it is none, or finer than thousandths
 */
export function parseQuantity(text: string): Quantity {
  const [, whole = "", fraction = "", suffix = ""] = SYNTAX.exec(text) ?? [];
  if (whole === "") throw new QuantityError("allowed is a quantity such as 250m, 2, 256Mi or 1.5Gi");
  const format = suffix.endsWith("i") ? "binary" : "decimal";
  const digits = BigInt(whole + fraction);
  const scaled = digits * thousandthsIn(suffix);
  const divisor = 10n ** BigInt(fraction.length);
  if (scaled % divisor !== 0n)
    throw new QuantityError("is finer than a thousandth; allowed is a quantity such as 250m or 256Mi");
  return { thousandths: scaled / divisor, format };
}

/**
 * Writes a quantity the one way Kubernetes itself does: with the largest suffix that leaves a whole number.
 * Source: Kubernetes API reference, "Quantity", canonical form.
 */
export function formatQuantity({ thousandths, format }: Quantity): string {
  if (thousandths % THOUSAND !== 0n) return `${thousandths}m`;
  const [suffixes, base] = format === "binary" ? [BINARY, 1024n] : [DECIMAL, THOUSAND];
  let amount = thousandths / THOUSAND;
  let power = 0;
  while (amount !== 0n && amount % base === 0n && power < suffixes.length - 1) {
    amount /= base;
    power += 1;
  }
  return `${amount}${suffixes[power] ?? ""}`;
}

/** The canonical form of a quantity: `1000m` is `1`, `1024Mi` is `1Gi`. @throws QuantityError */
export function canonicalQuantity(text: string): string {
  return formatQuantity(parseQuantity(text));
}

/** Negative, zero or positive, as the first is less than, equal to or more than the second. @throws QuantityError */
export function compareQuantities(one: string, other: string): number {
  const difference = parseQuantity(one).thousandths - parseQuantity(other).thousandths;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function thousandthsIn(suffix: string): bigint {
  if (suffix === "m") return 1n;
  const binary = BINARY.indexOf(suffix as (typeof BINARY)[number]);
  if (binary > 0) return THOUSAND * 1024n ** BigInt(binary);
  return THOUSAND * THOUSAND ** BigInt(Math.max(0, DECIMAL.indexOf(suffix as (typeof DECIMAL)[number])));
}
