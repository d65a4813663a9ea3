import * as policy from "@pulumi/policy";
import { expect } from "chai";
import { Findings } from "../../../../policies/kubernetes/support/findings.ts";
import { Value } from "../../../../policies/kubernetes/support/value.ts";
import { UNKNOWN } from "../../../support/policies.ts";

// Exported by the package, but left out of its type declarations.
const { UnknownValueError, unknownCheckingProxy } = policy as unknown as {
  UnknownValueError: new (...rest: never[]) => Error;
  unknownCheckingProxy: (props: Record<string, unknown>) => Record<string, unknown>;
};

function collect(): { findings: Findings; said: [string, string | undefined][] } {
  const said: [string, string | undefined][] = [];
  return { findings: new Findings((message, urn) => said.push([message, urn])), said };
}

/** Checks so many unknown fields and returns what the end of the rule throws. */
function endOf(count: number): unknown {
  const { findings } = collect();
  const props = Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, UNKNOWN]));
  const root = new Value(unknownCheckingProxy(props));
  for (const key of Object.keys(props)) {
    findings.check(() => {
      root.get(key).string();
    });
  }
  try {
    findings.finish();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("the findings of a rule", () => {
  it("are told once for each resource", () => {
    const { findings, said } = collect();
    for (const urn of ["a", "b", "a", undefined]) findings.violation("wrong", urn);
    expect(said).to.deep.equal([
      ["wrong", "a"],
      ["wrong", "b"],
      ["wrong", undefined],
    ]);
  });

  it("name a malformed field by itself, or after the resource that a check is about", () => {
    const { findings, said } = collect();
    const spec = new Value({ spec: 1 }).get("spec");
    findings.check(() => spec.list());
    findings.check(() => spec.list(), "Deployment web", "urn");
    expect(said).to.deep.equal([
      ["spec is a number; it must be a list", undefined],
      ["Deployment web: spec is a number; it must be a list", "urn"],
    ]);
  });

  it("end in silence when everything was known", () => {
    expect(endOf(0)).to.equal(undefined);
  });

  for (const [count, ending] of [
    [1, "f0: not known until deployment"],
    [10, "f8, f9: not known until deployment"],
    [11, "f8, f9 and 1 more: not known until deployment"],
  ] as const) {
    it(`end in one error of the engine's own kind for ${count} unknown fields`, () => {
      const error = endOf(count);
      expect(error).to.be.instanceOf(UnknownValueError);
      expect((error as Error).message).to.match(new RegExp(`^f0.*${ending.slice(2)}$`));
    });
  }

  it("leave errors of other kinds alone", () => {
    const { findings } = collect();
    expect(() => {
      findings.check(() => {
        throw new TypeError("broken");
      });
    }).to.throw(TypeError, "broken");
  });
});
