import { indexByUrn, type Finding, type Plan, type PolicyReport } from "../plan.ts";

/** What a preview comes to, and the exit code that says so. */
export interface Verdict {
  readonly exitCode: 0 | 1;
  readonly violations: readonly Finding[];
  /** Advice, without what could not be decided. */
  readonly advice: readonly Finding[];
  /** Rules that could not decide because a value is not known until deployment. */
  readonly undecided: readonly Finding[];
  /** Those of them that leave an IAM document unchecked: never acceptable, see {@link judge}. */
  readonly blind: readonly Finding[];
}

/**
 * Judges a report. A mandatory finding fails the preview. So does a rule that could not look into an IAM document:
 * every document of this project is built from names known before deployment, just so that the gate can read it.
 */
export function judge(plan: Plan, report: PolicyReport): Verdict {
  const undecided = report.findings.filter((finding) => finding.undecided);
  const decided = report.findings.filter((finding) => !finding.undecided);
  const violations = decided.filter(({ level }) => level === "mandatory");
  const blind = undecided.filter((finding) => concernsIam(plan, finding));
  return {
    exitCode: violations.length + blind.length > 0 ? 1 : 0,
    violations,
    advice: decided.filter(({ level }) => level === "advisory"),
    undecided,
    blind,
  };
}

function concernsIam(plan: Plan, finding: Finding): boolean {
  if (finding.rule.startsWith("iam-")) return true;
  const type = finding.urn === undefined ? "" : (indexByUrn(plan).get(finding.urn)?.type ?? "");
  return /^aws:iam\/(role|policy|rolePolicy|userPolicy|groupPolicy):/.test(type);
}
