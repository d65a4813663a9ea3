import leven from "leven";

/** Up to `limit` candidates that a person may have meant, nearest first. */
export function near(wanted: string, candidates: readonly string[], limit = 5): string[] {
  const target = wanted.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: distance(target, candidate.toLowerCase()) }))
    .filter(({ candidate, distance: steps }) => steps <= Math.max(2, Math.min(target.length, candidate.length) * 0.4))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** ` Did you mean "prod"?`, or nothing where no candidate is near. */
export function didYouMean(wanted: string, candidates: readonly string[]): string {
  const [meant] = near(wanted, candidates, 1);
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

/** Part of a name counts as near, but less so than the same name misspelled by a letter. */
function distance(target: string, candidate: string): number {
  const contained = target.length >= 3 && candidate.includes(target);
  return contained ? 1.5 : leven(target, candidate);
}
