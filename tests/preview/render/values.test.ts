import { expect } from "chai";
import { Secret, Unknown } from "../../../preview/plan.ts";
import { at, expandDocuments, parsePolicy, plain } from "../../../preview/render/values.ts";

describe("what may be shown of a value", () => {
  it("masks secrets and marks unknowns, however deep they are", () => {
    expect(plain({ a: [new Secret("x"), { b: Unknown.instance }], c: null, d: 1 })).to.deep.equal({
      a: ["<secret>", { b: "<known after deployment>" }],
      c: null,
      d: 1,
    });
  });

  it("finds a value by its path, and nothing by a path that leads nowhere", () => {
    const value = { a: [{ b: "x" }] };
    expect(at(value, "a.0.b")).to.equal("x");
    expect(at(value, "a.1.b")).to.equal(undefined);
    expect(at(value, "toString")).to.equal(undefined);
  });

  it("takes for a policy only what has statements", () => {
    expect(parsePolicy('{"Statement":[]}')).to.deep.equal({ Statement: [] });
    expect(parsePolicy({ Statement: [] })).to.deep.equal({ Statement: [] });
    for (const other of ['{"rules":[]}', "{broken", "[]", "text", null, undefined]) {
      expect(parsePolicy(other), String(other)).to.equal(undefined);
    }
  });

  it("parses JSON documents inside a value and tells where they were", () => {
    const paths: string[] = [];
    const expanded = expandDocuments({ a: ['{"x":1}'], b: "{no}" }, (path) => paths.push(path));
    expect(expanded).to.deep.equal({ a: [{ x: 1 }], b: "{no}" });
    expect(paths).to.deep.equal(["a.0"]);
  });
});
