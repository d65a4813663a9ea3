import { expect } from "chai";
import { parseConfig } from "../../../components/config.ts";
import { KUBERNETES_RELEASES } from "../../../components/shared/versions.ts";
import { pack } from "../../../policies/aws/pack.ts";
import { EKS_VERSIONS } from "../../../policies/aws/support/eksVersions.ts";
import { cluster } from "../../policies/aws/fixtures/eks.ts";
import { runPack } from "../../support/policies.ts";
import { change, good } from "./support.ts";

describe("advice on the support of a Kubernetes version", () => {
  const advice = (version: string, today: string) =>
    parseConfig(change(good(), "platform/cluster/version", version), {
      today: new Date(`${today}T12:00:00Z`),
      deploying: true,
    })
      .advice.filter((line) => line.startsWith("Kubernetes"))
      .join();

  it("says nothing while it has more than 60 days of standard support", () => {
    expect(advice("1.35", "2027-01-01")).to.equal("");
  });
  it("reminds from 60 days before the end of standard support", () => {
    expect(advice("1.35", "2027-02-01")).to.match(/leaves standard support on 2027-03-27, in 54 days/);
  });
  it("warns after the end of standard support, and does not refuse", () => {
    expect(advice("1.35", "2027-03-28")).to.match(/left standard support on 2027-03-27/);
  });
  it("warns after the end of extended support, and does not refuse", () => {
    expect(advice("1.35", "2028-03-28")).to.match(/left extended support on 2028-03-27/);
  });
  it("counts the last day as supported", () => {
    expect(advice("1.35", "2027-03-27")).to.match(/leaves standard support on 2027-03-27, today\./);
    expect(advice("1.35", "2027-03-26")).to.match(/, in 1 day\./);
    expect(advice("1.35", "2028-03-27")).to.match(/left standard support/);
  });
  it("counts the same days as the rule that looks at clusters", async () => {
    const said = (text: string): string | undefined => /\b(today|in \d+ days?)\b/.exec(text)?.[1];
    for (const day of ["2027-01-27", "2027-03-01", "2027-03-15", "2027-03-26", "2027-03-27"]) {
      const findings = await runPack(pack, cluster(), { "eks-cluster-version-end": { today: day } });
      const outcome = findings.filter(({ rule }) => rule === "eks-cluster-version-end").map(({ message }) => message);
      expect(said(advice("1.35", day)), day).to.not.equal(undefined);
      expect(said(advice("1.35", day)), day).to.equal(said(outcome.join()));
    }
  });
  it("knows the versions the rule knows, by the same days", () => {
    expect(
      KUBERNETES_RELEASES.map(({ version, standardSupportEnds, extendedSupportEnds }) => ({
        version,
        standardUntil: standardSupportEnds,
        extendedUntil: extendedSupportEnds,
      })),
    ).to.deep.equal(EKS_VERSIONS);
  });
});
