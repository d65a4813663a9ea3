import fc from "fast-check";
import { expect } from "chai";
import { pack } from "../../../policies/aws/pack.ts";
import { type PlannedResource, runPack, UNKNOWN } from "../../support/policies.ts";
import { allCases, plansOf } from "./allCases.ts";

/** Every resource that the cases use: each type that a rule looks for is among them. */
const plans = allCases.flatMap(plansOf);

const anything = fc.anything({
  maxDepth: 3,
  withBigInt: false,
  values: [
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined, UNKNOWN, "", "*", "{"),
  ],
});

/** The value with something else in one of its places, however deep. */
function spoil(value: unknown, path: number[], garbage: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return garbage;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return garbage;
  const spoiled = spoil((value as Record<string, unknown>)[key], rest, garbage);
  if (!Array.isArray(value)) return { ...value, [key]: spoiled };
  return (value as unknown[]).map((item, i) => (String(i) === key ? spoiled : item));
}

describe("AWS policy pack, given garbage", () => {
  it("ends every rule without an exception, for any value in any place of any resource", async () => {
    expect(plans).to.not.be.empty;
    const spoiled = fc
      .tuple(fc.constantFrom(...plans), fc.nat(), fc.array(fc.nat({ max: 20 }), { maxLength: 5 }), anything)
      .map(([plan, at, path, garbage]): PlannedResource[] =>
        plan.map((resource, i) => {
          if (i !== at % plan.length) return resource;
          const props = spoil(resource.props, path, garbage);
          return {
            ...resource,
            props: typeof props === "object" && props !== null ? (props as Record<string, unknown>) : {},
          };
        }),
      );
    await fc.assert(
      fc.asyncProperty(spoiled, async (plan) => {
        await runPack(pack, plan);
      }),
      { numRuns: 1500 },
    );
  });

  it("ends every rule without an exception, for resources that are nothing but garbage", async () => {
    const types = [...new Set(plans.flat().map(({ type }) => type))];
    const resource = fc
      .record({ type: fc.constantFrom(...types), props: fc.dictionary(fc.string(), anything) })
      .map(({ type, props }) => [{ type, props }]);
    await fc.assert(
      fc.asyncProperty(resource, async (plan) => {
        await runPack(pack, plan);
      }),
      { numRuns: 500 },
    );
  });
});
