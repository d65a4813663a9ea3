import { expect } from "chai";
import fc from "fast-check";
import { allowedDisruptions, defaultDisruptionBudget } from "../../../components/application/disruptionBudget.ts";
import { problems, application, resolved } from "./support.ts";

describe("disruption budgets", () => {
  it("keep two of three replicas, one of two, and give a single one none", () => {
    expect(defaultDisruptionBudget(3)).to.deep.equal({ minAvailable: 2 });
    expect(defaultDisruptionBudget(2)).to.deep.equal({ minAvailable: 1 });
    expect(defaultDisruptionBudget(1)).to.equal(undefined);
  });

  it("never block every eviction and always protect a pod, whatever the replicas and the autoscaler's bounds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (fewest, more) => {
        const budget = defaultDisruptionBudget(fewest);
        if (!budget) {
          expect(fewest).to.equal(1);
          return;
        }
        for (const replicas of [fewest, fewest + more]) {
          expect(allowedDisruptions(budget, replicas)).to.be.within(1, replicas - 1);
        }
      }),
    );
  });

  it("that a stack gives are taken exactly when a pod of the fewest replicas can go", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (minReplicas, minAvailable) => {
        const found = problems([
          application({ autoscaling: { minReplicas, maxReplicas: 20 }, disruptionBudget: { minAvailable } }),
        ]);
        expect(found.length === 0, found.join("\n")).to.equal(minAvailable < minReplicas);
      }),
      { numRuns: 60 },
    );
  });

  it("round percentages up, so that one pod may always go", () => {
    expect(allowedDisruptions({ maxUnavailable: "1%" }, 3)).to.equal(1);
    expect(allowedDisruptions({ maxUnavailable: "34%" }, 3)).to.equal(2);
    expect(resolved({ disruptionBudget: { maxUnavailable: "25%" } }).disruptionBudget).to.deep.equal({
      maxUnavailable: "25%",
    });
  });
});
