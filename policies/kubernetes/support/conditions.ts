/**
 * A look at the number of results that tells none from some; `len(result) >= 0` tells nothing. Argo Rollouts' conditions
 * are expressions of expr-lang with `result` for what the query gave, and isNaN, isNil and default beside (Argo Rollouts
 * docs, "Analysis", "Handling empty results" and "NaN").
 */
const GUARDS: readonly RegExp[] = [
  /\blen\s*\(\s*result\s*\)\s*(?:>\s*\d|>=\s*[1-9]|!=\s*0|==\s*\d|<\s*[1-9]|<=\s*\d)/,
  /\bisNaN\s*\(\s*result\b/,
  /\bisNil\s*\(\s*result\b/,
  /\bdefault\s*\(\s*result\b/,
  /\bresult\s*(?:!=|==)\s*nil\b/,
];

/** Conditions with their texts taken out, so that a guard inside quotes counts for nothing. */
function withoutTexts(condition: string): string {
  return condition.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
}

/** Whether a condition says what an empty or undefined result means. */
export function guardsEmptyResult(condition: string): boolean {
  const bare = withoutTexts(condition);
  return GUARDS.some((guard) => guard.test(bare));
}
