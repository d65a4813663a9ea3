import { join } from "node:path";
import { expect } from "chai";
import type { Plan, PolicyReport } from "../preview/plan.ts";
import { indexByUrn } from "../preview/plan.ts";
import { previewStack } from "../preview/preview.ts";
import { isUnread, policyDocuments } from "../preview/render/documents.ts";
import { findStacks } from "../preview/stackFiles.ts";

const ROOT = join(import.meta.dirname, "..");
const OURS = /^eks-platform:[a-z-]+:[A-Z][A-Za-z]+$/;

for (const stack of findStacks(ROOT)) {
  describe(`the ${stack} stack`, () => {
    let plan: Plan;
    let report: PolicyReport;
    let first: { plan: Plan; report: PolicyReport };
    before(async () => {
      ({ plan, report } = await previewStack(ROOT, stack, { unknowns: false }));
      first = await previewStack(ROOT, stack, { unknowns: true });
      expect(plan.resources.length, "an empty plan would pass every test below").to.be.greaterThan(50);
    });

    it("breaks no mandatory rule of either pack", () => {
      expect(Object.keys(report.packs)).to.have.members(["eks-platform-aws", "eks-platform-kubernetes"]);
      expect(report.findings.filter((finding) => finding.level === "mandatory")).to.deep.equal([]);
    });

    it("gives no advice that nobody can act on", () => {
      expect(report.findings).to.deep.equal([]);
    });

    it("breaks no mandatory rule in its first deployment, when ids are not known yet", () => {
      expect(first.report.findings.filter((finding) => finding.level === "mandatory")).to.deep.equal([]);
    });

    it("leaves no IAM document unknown to the policies before its first deployment", () => {
      const documents = policyDocuments(first.plan);
      expect(documents.length).to.be.greaterThan(5);
      expect(documents.filter(isUnread).map(({ resource }) => resource.name)).to.deep.equal([]);
      expect(
        first.report.findings.filter(({ rule, undecided }) => undecided === true && rule.startsWith("iam-")),
      ).to.deep.equal([]);
    });

    it("keeps the keys of what its backups hold for as long as the backups themselves", () => {
      const stays = (name: string) =>
        plan.resources.filter((resource) => resource.name === name).map(({ options }) => options.retainOnDelete);
      expect(stays("cluster-volumes-key")).to.deep.equal([stays("velero-backups").includes(true)]);
    });

    it("has everything below a component of ours, but for default providers", () => {
      const roots = plan.resources.filter((resource) => resource.parent === undefined);
      expect(roots.filter((resource) => !OURS.test(resource.type)).map((resource) => resource.type)).to.satisfy(
        (types: string[]) => types.every((type) => type.startsWith("pulumi:providers:")),
      );
      expect(roots.filter((resource) => OURS.test(resource.type))).not.to.be.empty;
    });

    it("names every resource after the component it stands in", () => {
      const byUrn = indexByUrn(plan);
      const strangers = plan.resources.filter((resource) => {
        const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
        return parent !== undefined && !resource.name.startsWith(`${parent.name}-`) && resource.name !== parent.name;
      });
      expect(strangers.map((resource) => resource.name)).to.deep.equal([]);
    });

    it("has every component of ours register its outputs", () => {
      const components = plan.resources.filter((resource) => OURS.test(resource.type));
      expect(components.length).to.be.greaterThan(2);
      expect(
        components
          .filter((component) => Object.keys(component.outputs).length === 0)
          .map((component) => component.name),
      ).to.deep.equal([]);
    });

    it("is the same in every run", async () => {
      const again = await previewStack(ROOT, stack, { unknowns: false });
      const byUrn = (one: Plan) => JSON.stringify([...one.resources].sort((a, b) => (a.urn < b.urn ? -1 : 1)));
      expect(byUrn(again.plan)).to.equal(byUrn(plan));
    });
  });
}
