import { type Finding, indexByUrn, type Plan, type PolicyReport } from "../plan.ts";
import { isUnread, policyDocuments } from "./documents.ts";

/** The preview's own rule, beside those of the packs. */
const OWN_PACK = "offline preview";
const DOCUMENT_RULE = "policy-document-known";

/** What a preview comes to, and the exit code that says so. */
export interface Verdict {
  readonly exitCode: 0 | 1;
  /** All findings: those of the packs, and the preview's own about documents that nobody could read. */
  readonly findings: readonly Finding[];
  readonly violations: readonly Finding[];
  /** Advice, without what could not be decided. */
  readonly advice: readonly Finding[];
  /** Rules that could not decide because a value is not known until deployment. */
  readonly undecided: readonly Finding[];
  /** Those of them that leave a policy document unread: never acceptable, see {@link judge}. */
  readonly blind: readonly Finding[];
}

/**
 * Judges a report. A mandatory finding fails the preview. So does a policy document that is not known before
 * deployment, or a rule about IAM that could not decide: every document of this project is built from names, just so
 * that the gate can read it.
 */
export function judge(plan: Plan, report: PolicyReport): Verdict {
  const findings = [...report.findings, ...unreadDocuments(plan)];
  const undecided = findings.filter((finding) => finding.undecided);
  const decided = findings.filter((finding) => !finding.undecided);
  const violations = decided.filter(({ level }) => level === "mandatory");
  const blind = undecided.filter((finding) => concernsIam(plan, finding));
  return {
    exitCode: violations.length + blind.length > 0 ? 1 : 0,
    findings,
    violations,
    advice: decided.filter(({ level }) => level === "advisory"),
    undecided,
    blind,
  };
}

/** Documents that the gate cannot read before deployment. No rule need have looked for them. */
function unreadDocuments(plan: Plan): Finding[] {
  return policyDocuments(plan)
    .filter(isUnread)
    .map(({ resource }) => ({
      pack: OWN_PACK,
      rule: DOCUMENT_RULE,
      level: "advisory",
      message: "a policy document of it is not known before deployment",
      urn: resource.urn,
      undecided: true,
    }));
}

function concernsIam(plan: Plan, finding: Finding): boolean {
  if (finding.rule.startsWith("iam-") || finding.pack === OWN_PACK) return true;
  const type = finding.urn === undefined ? "" : (indexByUrn(plan).get(finding.urn)?.type ?? "");
  return /^aws:iam\/(role|policy|rolePolicy|userPolicy|groupPolicy):/.test(type);
}
