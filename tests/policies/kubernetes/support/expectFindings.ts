import { expect } from "chai";
import type { Finding } from "../../../support/policies.ts";

/**
 * Holds findings against what a case says: every violation has one of the parts in its message and every part is in
 * one, and what is unknown is one advice that names it, or there is no advice.
 */
export function expectFindings(findings: readonly Finding[], says: readonly string[], unknown?: string): void {
  const violations = findings.filter((finding) => !finding.unknown).map((finding) => finding.message);
  for (const part of says) expect(violations.join("\n---\n"), "the violations").to.include(part);
  for (const message of violations) {
    expect(
      says.some((part) => message.includes(part)),
      `a violation that no case speaks of: ${message}`,
    ).to.equal(true);
  }
  const advice = findings.filter((finding) => finding.unknown);
  if (unknown === undefined) {
    expect(advice).to.deep.equal([]);
    return;
  }
  expect(advice).to.have.length(1);
  expect(advice[0]?.level).to.equal("advisory");
  expect(advice[0]?.message).to.include(unknown).and.to.include("not known until deployment");
}
