/** Suffixes of Kubernetes quantities and what they multiply by (Kubernetes API reference, "Quantity"). */
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

const QUANTITY = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([eE][+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E))?$/;

/** The value of a quantity such as "250m", "1.5Gi" or "2e3" in its base unit; undefined when it is none. */
export function parseQuantity(text: string): number | undefined {
  const match = QUANTITY.exec(text);
  if (match?.[1] === undefined) return undefined;
  return Number(`${match[1]}${match[2] ?? ""}`) * (SUFFIXES[match[3] ?? ""] ?? 1);
}
