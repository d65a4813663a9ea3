/** What `expireAfter` and `consolidateAfter` may be. Source: NodePool v1 of Karpenter 1.14.1 (its CRD's patterns). */
export const LIFETIME_PATTERN = /^(([0-9]+(s|m|h))+|Never)$/;

/** What `terminationGracePeriod` may be. Source: as above. */
export const DURATION_PATTERN = /^([0-9]+(s|m|h))+$/;

/** What a disruption budget's `duration` may be: hours and minutes. Source: as above. */
export const BUDGET_DURATION_PATTERN = /^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$/;

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Seconds of a duration such as `1h30m`. @throws Error when it is none */
export function durationSeconds(duration: string): number {
  if (!DURATION_PATTERN.test(duration)) throw new Error(`${duration} is not a duration such as 1h30m`);
  return [...duration.matchAll(/([0-9]+)([smh])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ""] ?? 0),
    0,
  );
}
