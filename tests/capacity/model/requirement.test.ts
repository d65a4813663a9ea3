import { expect } from "chai";
import fc from "fast-check";
import { readCatalogue } from "../../../capacity/catalogue/read.ts";
import {
  allows,
  allowsAbsence,
  describe as inWords,
  finiteValues,
  intersection,
  intersects,
  isEmpty,
  OPERATORS,
  type Operator,
  requirement,
} from "../../../capacity/model/requirement.ts";

const { types } = readCatalogue();
/** Labels with numbers, with names, and with types that have none. */
const LABELS = ["cpu", "category", "generation", "family", "local-nvme", "gpu-name", "gpu-count"].map(
  (name) => `karpenter.k8s.aws/instance-${name}`,
);

interface Stated {
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** What an operator means for one value, straight from its definition. */
function holds({ operator, values }: Stated, value: string | undefined): boolean {
  const bound = Number(values[0]);
  const number = value !== undefined && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return number > bound;
    case "Lt":
      return number < bound;
    case "Gte":
      return number >= bound;
    case "Lte":
      return number <= bound;
  }
}

const isComparison = (operator: Operator): boolean => ["Gt", "Lt", "Gte", "Lte"].includes(operator);

/** Requirements of one label, with values that types really have and a few that none has. */
const statedFor = (label: string): fc.Arbitrary<Stated[]> => {
  const there = [...new Set(types.flatMap(({ labels }) => labels[label] ?? []))];
  const value = fc.constantFrom(...there, "no-such-value", "3");
  const one = fc
    .constantFrom(...OPERATORS)
    .chain((operator) =>
      isComparison(operator)
        ? fc.integer({ min: 0, max: 200 }).map((bound) => ({ operator, values: [String(bound)] }))
        : fc.array(value, { minLength: 1, maxLength: 5 }).map((values) => ({ operator, values })),
    );
  return fc.array(one, { minLength: 1, maxLength: 4 });
};

const cases = fc.constantFrom(...LABELS).chain((label) => fc.tuple(fc.constant(label), statedFor(label)));
const combine = (label: string, stated: readonly Stated[]) =>
  stated
    .map(({ operator, values }) => requirement(label, operator, values))
    .reduce((left, right) => intersection(left, right));

describe("requirements of a label", () => {
  it("allow, intersected, exactly the types whose value satisfies every one", () => {
    fc.assert(
      fc.property(cases, ([label, stated]) => {
        const all = combine(label, stated);
        for (const { labels, name } of types) {
          const value = labels[label];
          if (value === undefined) continue;
          expect(allows(all, value), name).to.equal(stated.every((one) => holds(one, value)));
        }
      }),
      { numRuns: 300 },
    );
  });

  // Like Karpenter, the intersection forgets an Exists beside a NotIn, and bounds beside it.
  it("allow, intersected, a type without the label exactly when every one of In, NotIn and DoesNotExist does", () => {
    const unbounded = cases.filter(([, stated]) =>
      stated.every(({ operator }) => !isComparison(operator) && operator !== "Exists"),
    );
    fc.assert(
      fc.property(unbounded, ([label, stated]) => {
        const all = combine(label, stated);
        // What is wanted of a value cannot be met by none, and the other way round.
        const absenceWanted = stated.every((one) => holds(one, undefined));
        if (absenceWanted) expect(allowsAbsence(all)).to.equal(true);
        else expect(allowsAbsence(all) && !isEmpty(all)).to.equal(false);
      }),
      { numRuns: 300 },
    );
  });

  it("do not depend on the order they are intersected in", () => {
    fc.assert(
      fc.property(cases, ([label, stated]) => {
        const forwards = combine(label, stated);
        const backwards = combine(label, stated.toReversed());
        for (const { labels } of types) {
          const value = labels[label];
          if (value !== undefined) expect(allows(forwards, value)).to.equal(allows(backwards, value));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("overlap exactly when their intersection allows something", () => {
    fc.assert(
      fc.property(cases, ([label, stated]) => {
        const [first, ...rest] = stated.map(({ operator, values }) => requirement(label, operator, values));
        const others = rest.reduce((left, right) => intersection(left, right), requirement(label, "Exists"));
        expect(intersects(first!, others)).to.equal(!isEmpty(intersection(first!, others)));
      }),
      { numRuns: 300 },
    );
  });

  it("take Gt and Lt without, Gte and Lte with their bound", () => {
    const allowed = (operator: Operator): string[] =>
      ["3", "4", "5"].filter((value) => allows(requirement("cpu", operator, ["4"]), value));
    expect(allowed("Gt")).to.deep.equal(["5"]);
    expect(allowed("Lt")).to.deep.equal(["3"]);
    expect(allowed("Gte")).to.deep.equal(["4", "5"]);
    expect(allowed("Lte")).to.deep.equal(["3", "4"]);
  });

  it("keep the larger of two minValues", () => {
    const few = requirement("family", "Exists", [], 3);
    const many = requirement("family", "In", ["m5", "c5"], 5);
    expect(intersection(few, many).minValues).to.equal(5);
    expect(intersection(many, few).minValues).to.equal(5);
  });

  it("read as a person would write them", () => {
    expect(inWords(requirement("size", "NotIn", ["nano", "micro"]))).to.equal("size NotIn micro, nano");
    expect(inWords(requirement("cpu", "In", ["16", "4", "8"]))).to.equal("cpu In 4, 8, 16");
    expect(inWords(requirement("generation", "Gt", ["2"]))).to.equal("generation Gte 3");
    expect(inWords(requirement("team", "Exists"))).to.equal("team Exists");
    expect(inWords(requirement("gpu", "DoesNotExist"))).to.equal("gpu DoesNotExist");
    expect(finiteValues(requirement("size", "NotIn", ["nano"]))).to.deep.equal([]);
  });
});
