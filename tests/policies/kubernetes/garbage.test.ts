import { expect } from "chai";
import fc from "fast-check";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { runPack, UNKNOWN } from "../../support/policies.ts";
import type { PlannedResource } from "../../support/policies.ts";
import { allCases } from "./support/allCases.ts";
import { asPlan, passCase } from "./support/cases.ts";

/** Every plan that the cases know, as something to spoil. */
const plans: PlannedResource[][] = allCases.flatMap(({ rule, passes, refuses }) => [
  ...Object.values(passes).map((given) => passCase(rule, given).plan),
  ...Object.values(refuses).map(({ plan }) => asPlan(plan)),
]);

const types = [...new Set(plans.flat().map((resource) => resource.type))];

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, false, 0, -1, Number.NaN, Infinity, "", "0", " ", UNKNOWN, [], {}),
  fc.constantFrom<unknown>([null], [[]], [UNKNOWN], { "": null }, { constructor: 1 }, { length: 3 }, "@every 1x", "%"),
  fc.jsonValue(),
);

/** A copy of a value with what stands at some of its places replaced; `pick` says where and by what. */
function spoil(value: unknown, pick: () => { here: boolean; junk: unknown }): unknown {
  const { here, junk: replacement } = pick();
  if (here) return replacement;
  if (Array.isArray(value)) return value.map((item) => spoil(item, pick));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, spoil(child, pick)]));
}

/** Runs every rule; anything thrown but the error for unknown values ends the run. */
async function survives(plan: PlannedResource[]): Promise<number> {
  const findings = await runPack(pack, plan);
  for (const finding of findings) expect(finding.message).to.be.a("string").and.not.empty;
  return findings.length;
}

describe("the Kubernetes rules, given garbage", () => {
  it("find fault or say nothing, and never break, on resources of any shape", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ type: fc.constantFrom(...types), props: fc.dictionary(fc.string(), junk) }), {
          maxLength: 4,
        }),
        async (resources) => {
          found += await survives(resources.map((resource, index) => ({ ...resource, name: `r${index}` })));
        },
      ),
      { numRuns: 300 },
    );
    expect(found).to.be.greaterThan(0);
  });

  it("find fault or say nothing, and never break, on good resources with parts of any other shape", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...plans),
        fc.infiniteStream(fc.record({ here: fc.integer({ min: 0, max: 11 }).map((n) => n === 0), junk })),
        async (plan, stream) => {
          const pick = (): { here: boolean; junk: unknown } => stream.next().value as { here: boolean; junk: unknown };
          const spoiled = plan.map((resource) => ({
            ...resource,
            props: Object.fromEntries(Object.entries(resource.props).map(([key, value]) => [key, spoil(value, pick)])),
          }));
          found += await survives(spoiled);
        },
      ),
      { numRuns: 1500 },
    );
    expect(found).to.be.greaterThan(0);
  });

  it("find fault or say nothing, and never break, on each single field of every good resource spoiled in turn", async () => {
    const replacements: unknown[] = [null, 1, "x", true, [], {}, [1], { a: 1 }, UNKNOWN];
    let found = 0;
    for (const { rule, passes } of allCases) {
      const only = { ...pack, policies: pack.policies.filter((policy) => policy.name === rule) };
      for (const given of Object.values(passes).slice(0, 4)) {
        const { plan } = passCase(rule, given);
        const places = plan.reduce((sum, resource) => sum + count(resource.props), 0);
        for (let place = 0; place < places; place += 1) {
          const replacement = replacements[place % replacements.length];
          let at = -1;
          const pick = (): { here: boolean; junk: unknown } => ({ here: (at += 1) === place, junk: replacement });
          const spoiled = plan.map((resource) => ({
            ...resource,
            props: Object.fromEntries(Object.entries(resource.props).map(([key, value]) => [key, spoil(value, pick)])),
          }));
          found += (await runPack(only, spoiled)).length;
        }
      }
    }
    expect(found).to.be.greaterThan(100);
  });
});

function count(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, child) => sum + 1 + count(child), 0);
}
