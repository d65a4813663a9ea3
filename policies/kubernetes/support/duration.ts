/** Seconds in each unit of a Go duration. */
const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** A Go duration such as "720h" or "1h30m0s" in seconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  if (!/^[+-]?((\d+(\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)/g)) {
    seconds += Number(number) * (UNITS[unit ?? ""] ?? 0);
  }
  return text.startsWith("-") ? -seconds : seconds;
}
