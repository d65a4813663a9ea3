import { expect } from "chai";
import { NODE_CLASS, NODE_POOL, WELL_KNOWN_LABELS } from "../../../capacity/model/labels.ts";
import { AWS_LABELS, awsLabel, labelKeyProblem } from "../../../components/karpenter/labels.ts";

describe("the labels that the capacity view takes Karpenter to know", () => {
  it("are all that a pool of the platform may name, but for its class, which no pod asks for", () => {
    const named = AWS_LABELS.map(awsLabel).filter((label) => label !== NODE_CLASS);
    expect([...WELL_KNOWN_LABELS]).to.include.members(named);
  });

  it("are labels that a pool may name, but for the pool's own", () => {
    const problems = [...WELL_KNOWN_LABELS].map((label) => [label, labelKeyProblem(label)] as const);
    const refused = problems.filter(([, problem]) => problem !== undefined).map(([label]) => label);
    expect(refused).to.deep.equal([NODE_POOL]);
  });
});
