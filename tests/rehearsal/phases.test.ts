import { expect } from "chai";
import type { Deed } from "../../rehearsal/cloud/journal.ts";
import { checkPhases, PHASE_ORDER } from "../../rehearsal/phases.ts";
import { FIXTURES, wholeWorld, type World } from "./support/world.ts";

describe("the log of a destruction", () => {
  let world: World;
  before(async () => {
    world = await wholeWorld();
  });

  /** Deletions of everything, last made first, but for one that goes first of all. */
  function log(first?: string): Deed[] {
    const names = FIXTURES.map(({ name }) => name).reverse();
    const order = first === undefined ? names : [first, ...names.filter((name) => name !== first)];
    return order.map((name) => {
      const { urn, type, id } = world.record(name);
      return { operation: "delete", urn, type, id };
    });
  }

  it("is right when everything goes backwards, and every pair is looked at", () => {
    const { checked, absent, wrong } = checkPhases(world.cloud.records, log());
    expect(wrong).to.deep.equal([]);
    expect([...checked, ...absent]).to.have.length(PHASE_ORDER.length);
    expect(checked).to.include.members([
      "applications before node pools",
      "node group before vpc-cni",
      "cluster before VPC",
    ]);
  });

  for (const [name, pair] of [
    ["pool", "applications before node pools: pool was gone before"],
    ["release-aws-load-balancer-controller", "applications before load balancer controller"],
    ["release-argo-rollouts", "applications before Argo Rollouts"],
    ["node-class", "node pools before node classes: node-class was gone before pool"],
    ["release-karpenter", "node classes before Karpenter's controller"],
    ["nodes", "Karpenter's controller before node group"],
    ["addon-vpc-cni", "node group before vpc-cni: addon-vpc-cni was gone before nodes"],
    ["nat", "node group before network: nat was gone before nodes"],
    ["vpc", "cluster before VPC"],
  ] as const) {
    it(`is wrong when ${name} goes first`, () => {
      const { wrong } = checkPhases(world.cloud.records, log(name));
      expect(wrong.filter((line) => line.startsWith(pair))).to.have.length(1);
    });
  }

  it("is wrong when the credentials of Karpenter's controller go before it", () => {
    const inKarpenter = (urn: string) =>
      urn.replace("::aws:eks/pod", "::eks-platform:karpenter:KarpenterComponent$aws:eks/pod");
    const named = (deed: Deed) => ({ ...deed, urn: inKarpenter(deed.urn) });
    const records = world.cloud.records.map((record) => ({ ...record, urn: inKarpenter(record.urn) }));
    expect(checkPhases(records, log().map(named)).wrong).to.deep.equal([]);
    expect(checkPhases(records, log("karpenter-association").map(named)).wrong).to.deep.equal([
      "Karpenter's controller before role and association of Karpenter's controller: karpenter-association was gone before release-karpenter",
    ]);
  });

  it("says which pairs a stack has not", () => {
    const records = world.cloud.records.filter(({ name }) => name === "vpc" || name === "cluster");
    const { checked, absent } = checkPhases(records, log());
    expect(checked).to.deep.equal(["cluster before VPC"]);
    expect(absent).to.include("applications before node pools (no applications, no node pools)");
  });
});
