import { expect } from "chai";
import { ANALYSIS, CLUSTER_ANALYSIS } from "./refusals/analysis.ts";
import { AUTOSCALER } from "./refusals/autoscaler.ts";
import { DISRUPTION_BUDGET } from "./refusals/disruptionBudget.ts";
import { NETWORK_POLICY } from "./refusals/networkPolicy.ts";
import { NODE_CLASS } from "./refusals/nodeClass.ts";
import { NODE_POOL } from "./refusals/nodePool.ts";
import { edited, type Refusals } from "./refusals/refusal.ts";
import { RESTRICTED_POD } from "./refusals/restrictedPod.ts";
import { ROLLOUT } from "./refusals/rollout.ts";
import { SCHEDULE } from "./refusals/schedule.ts";
import { type Answer, messageOf } from "./support/client.ts";
import { manifestOfProd, PROD } from "./support/prod.ts";
import type { Manifest } from "./support/resources.ts";
import { resources } from "./support/shared.ts";
import { surround } from "./support/surroundings.ts";

const ALL: readonly Refusals[] = [
  NODE_POOL,
  NODE_CLASS,
  ROLLOUT,
  CLUSTER_ANALYSIS,
  ANALYSIS,
  SCHEDULE,
  DISRUPTION_BUDGET,
  AUTOSCALER,
  NETWORK_POLICY,
  RESTRICTED_POD,
];

const originals = ALL.map(({ kind, name, as = (manifest) => manifest, cases }) => ({
  original: as(manifestOfProd(kind, name)),
  cases,
}));
// The report of the manifests' own tests names the kinds without a definition.
const known = await Promise.all(originals.map(({ original }) => resources.knows(original)));

describe("manifests of prod after a careless edit", () => {
  let takeAway = () => Promise.resolve();
  before(async () => {
    takeAway = await surround(resources, PROD);
  });
  after(() => takeAway());

  for (const { original, cases } of originals.filter((_, index) => known[index])) {
    describe(`${original.kind} ${original.metadata.name}`, () => {
      it("is accepted as it is", async () => {
        expect(messageOf(await send(original))).to.equal("");
      });
      for (const [what, { edits, message }] of Object.entries(cases)) {
        it(`is refused with ${what}`, async () => {
          const answer = await send(edited(original, edits));
          // The status says less: a field of another type is answered with 500.
          expect(answer.body.status).to.equal("Failure");
          expect(messageOf(answer)).to.include(message);
        });
      }
    });
  }
});

/** Pods are made by controllers, which create them; everything else is applied. */
function send(manifest: Manifest): Promise<Answer> {
  return manifest.kind === "Pod" ? resources.dryRunCreate(manifest) : resources.dryRun(manifest);
}
