/**
 * A duration of whole hours, minutes and seconds, each at most once and in this order, as Go writes them: `1h30m`.
 * Source: Go's time package, "ParseDuration", of which this is the part that people write by hand.
 */
export const DURATION = /^(?=\d)(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

/** What a run of counts with units may be: the same unit may come again, in any order (`90m15s`, `1h1h`). */
const PARTS = /^(?:\d+[hms])+$/;

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/**
 * Seconds of a duration such as `1h30m`.
 *
 * @throws Error when it is none
 */
export function durationSeconds(duration: string): number {
  if (!PARTS.test(duration)) throw new Error(`${duration} is not a duration such as 1h30m`);
  return [...duration.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ""] ?? 0),
    0,
  );
}
