import { expect } from "chai";
import { DependencyGraph, missingOrders } from "../../rehearsal/graph.ts";
import type { StateResource } from "../../rehearsal/engine/engine.ts";
import { wholeWorld, type World } from "./support/world.ts";

const state = (urn: string, rest: Partial<StateResource> = {}): StateResource => ({ urn, type: "t", ...rest });

describe("the order the engine was told", () => {
  it("follows dependencies, properties, parents, providers and deletion along with another, over any distance", () => {
    const graph = new DependencyGraph([
      state("a", { dependencies: ["b"] }),
      state("b", { propertyDependencies: { vpcId: ["c"], name: null } }),
      state("c", { parent: "d" }),
      state("d", { provider: "urn:pulumi:test::p::pulumi:providers:aws::default::0123-id" }),
      state("urn:pulumi:test::p::pulumi:providers:aws::default", { deletedWith: "e" }),
    ]);
    expect(graph.waitsFor("a", "e")).to.equal(true);
    expect(graph.waitsFor("b", "c")).to.equal(true);
    expect(graph.waitsFor("c", "a")).to.equal(false);
    expect(graph.waitsFor("a", "a")).to.equal(false);
  });

  it("ends where resources depend on each other", () => {
    const graph = new DependencyGraph([state("a", { dependencies: ["b"] }), state("b", { dependencies: ["a"] })]);
    expect(graph.waitsFor("a", "c")).to.equal(false);
  });

  describe("of a whole world", () => {
    let world: World;
    let chain: StateResource[];
    beforeEach(async () => {
      world = await wholeWorld();
      // Each resource waits for the one that was made before it: every order there is.
      const urns = world.cloud.records.map(({ urn }) => urn);
      chain = urns.map((urn, index) => state(urn, { dependencies: urns.slice(Math.max(0, index - 1), index) }));
    });

    it("misses nothing when everything waits for what was made before", () => {
      expect(missingOrders(world.cloud.inventory, new DependencyGraph(chain))).to.deep.equal([]);
    });

    it("misses what a resource needs and does not wait for", () => {
      const { urn } = world.record("pool");
      const loose = chain.map((one) => (one.urn === urn ? state(urn) : one));
      const missing = missingOrders(world.cloud.inventory, new DependencyGraph(loose));
      expect(missing.find((line) => line.includes("the controller of Karpenter"))).to.match(
        /^pool \(kubernetes:karpenter\.sh\/v1:NodePool\) does not wait for the controller of Karpenter, which is release-karpenter/,
      );
    });

    it("misses what a property names when the engine was not told", () => {
      const { urn } = world.record("nat");
      const loose = chain.map((one) => (one.urn === urn ? state(urn) : one));
      const missing = missingOrders(world.cloud.inventory, new DependencyGraph(loose));
      expect(missing.some((line) => line.startsWith("nat ") && line.includes("subnetId subnet-"))).to.equal(true);
    });
  });
});
