import { expect } from "chai";
import { messageOf } from "./support/client.ts";
import { describeDifference, differences, isExpected } from "./support/differences.ts";
import { podOf } from "./support/pods.ts";
import { type Checked, report } from "./support/report.ts";
import { resources, server, STACKS } from "./support/shared.ts";
import { titleOf } from "./support/stack.ts";
import { namespacesNobodyMakes, surround } from "./support/surroundings.ts";

const reports: Checked[] = [];

for (const stack of STACKS) {
  const known = await Promise.all(stack.manifests.map(({ manifest }) => resources.knows(manifest)));
  const sent = stack.manifests.filter((_, index) => known[index]);
  const pods = sent.flatMap(({ manifest }) => podOf(manifest) ?? []);
  const accepted: string[] = [];
  const admitted: string[] = [];
  const warnings: string[] = [];
  const changed: string[] = [];

  describe(`the manifests of ${stack.name}`, () => {
    let takeAway = () => Promise.resolve();
    before(async () => {
      takeAway = await surround(resources, stack);
    });
    after(async () => {
      await takeAway();
      reports.push({
        stack,
        kinds: accepted,
        pods: admitted.length,
        unknown: stack.manifests.filter((_, index) => !known[index]).map(({ manifest }) => kindOf(manifest)),
        warnings,
        changed,
      });
    });

    for (const { manifest, text } of sent) {
      const title = titleOf(manifest);
      it(`${title} is accepted, without a warning, and comes back whole`, async () => {
        const answer = await resources.dryRun(manifest, text);
        expect(messageOf(answer), "the server's message").to.equal("");
        expect(answer.status).to.be.oneOf([200, 201]);
        accepted.push(manifest.kind);
        warnings.push(...answer.warnings.map((warning) => `${title}: ${warning}`));
        const found = differences(manifest, answer.body);
        changed.push(...found.map((difference) => `${title}: ${describeDifference(difference)}`));
        expect(answer.warnings.join("\n"), "warnings").to.equal("");
        const unexpected = found.filter((difference) => !isExpected(manifest.kind, difference));
        expect(unexpected.map(describeDifference).join("\n"), "dropped or changed").to.equal("");
      });
    }

    for (const pod of pods) {
      it(`${titleOf(pod)}, made from its workload's template, is admitted without a warning`, async () => {
        const answer = await resources.dryRunCreate(pod);
        expect(messageOf(answer), "the server's message").to.equal("");
        expect(answer.status).to.equal(201);
        admitted.push(pod.metadata.name);
        warnings.push(...answer.warnings.map((warning) => `${titleOf(pod)}: ${warning}`));
        expect(answer.warnings.join("\n"), "warnings").to.equal("");
      });
    }

    it("lives in namespaces that somebody makes", () => {
      expect(namespacesNobodyMakes(stack)).to.be.empty;
    });

    it("has manifests that were accepted at all, and pods where they make some", () => {
      expect(accepted).to.not.be.empty;
      expect(admitted).to.have.length(pods.length);
    });
  });
}

describe("the stacks", () => {
  it("are all there, and make pods", () => {
    expect(reports.filter(({ pods }) => pods > 0)).to.not.be.empty;
    expect(STACKS.map(({ name }) => name)).to.include.members(["dev", "staging", "prod", "prod in full"]);
  });
});

after(() => void process.stdout.write(`\n${report(server, reports)}\n`));

function kindOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  return `${kind} (${apiVersion})`;
}
