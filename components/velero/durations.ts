import { durationSeconds } from "../shared/durations.ts";

/** What a backup's lifetime may be: hours, minutes or both. Velero reads any Go duration; these are the sensible ones. */
export const TTL_PATTERN = /^(?=\d)(?:\d+h)?(?:\d+m)?$/;

/** The minutes of a lifetime such as `720h`. @throws Error when it is none */
export function ttlMinutes(ttl: string): number {
  if (!TTL_PATTERN.test(ttl)) throw new Error(`${ttl} is not a number of hours and minutes`);
  return durationSeconds(ttl) / 60;
}

/** A lifetime as the API server writes it, so that what is stored equals what was asked for: `720h0m0s`. */
export function goDuration(minutes: number): string {
  return `${Math.floor(minutes / 60)}h${minutes % 60}m0s`;
}

/** Minutes in words, for messages: `1 h`, `90 min`. */
export function inWords(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
