import { expect } from "chai";
import fc from "fast-check";
import { combine } from "../../../../policies/kubernetes/support/requirements.ts";
import type { Requirement } from "../../../../policies/kubernetes/support/requirements.ts";

const number = fc.integer({ min: 0, max: 6 }).map(String);
const value = fc.oneof(number, fc.constantFrom("a", "b"));

/** Requirements on one key, over few values so that they meet. */
const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({
    key: fc.constant("k"),
    operator: fc.constantFrom("In", "NotIn"),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 5 }),
    path: fc.constant("p"),
  }),
  fc.record({
    key: fc.constant("k"),
    operator: fc.constantFrom("Exists", "DoesNotExist"),
    values: fc.constant<string[]>([]),
    path: fc.constant("p"),
  }),
  fc.record({
    key: fc.constant("k"),
    operator: fc.constantFrom("Gt", "Gte", "Lt", "Lte"),
    values: number.map((only) => [only]),
    path: fc.constant("p"),
  }),
);

/** Whether a node with this label, or without it, meets a requirement: the definition, one operator at a time. */
function meets(label: string | undefined, { operator, values }: Requirement): boolean {
  if (operator === "DoesNotExist") return label === undefined;
  if (operator === "NotIn") return label === undefined || !values.includes(label);
  if (label === undefined) return false;
  if (operator === "Exists") return true;
  if (operator === "In") return values.includes(label);
  if (!/^\d+$/.test(label)) return false;
  const [own, bound] = [Number(label), Number(values[0])];
  return { Gt: own > bound, Gte: own >= bound, Lt: own < bound, Lte: own <= bound }[operator] ?? false;
}

const labels = [undefined, "a", "b", "c", ...Array.from({ length: 20 }, (_, index) => String(index))];

describe("requirements on one label", () => {
  it("are empty exactly when no label meets them all", () => {
    const seen = { empty: 0, open: 0 };
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 5 }), (requirements) => {
        const possible = labels.some((label) => requirements.every((each) => meets(label, each)));
        seen[possible ? "open" : "empty"] += 1;
        expect(combine(requirements).get("k")?.isEmpty()).to.equal(!possible);
      }),
      { numRuns: 3000 },
    );
    expect(seen.empty).to.be.greaterThan(100);
    expect(seen.open).to.be.greaterThan(100);
  });

  it("admit exactly the values that meet them all", () => {
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 4 }), (requirements) => {
        const remaining = combine(requirements).get("k");
        for (const label of labels) {
          if (label === undefined) continue;
          expect(remaining?.admits(label), label).to.equal(requirements.every((each) => meets(label, each)));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
