import { expect } from "chai";
import { parsePolicyDocument } from "../../../../policies/aws/support/iam/document.ts";
import { UNKNOWN } from "../../../../policies/aws/support/unknown.ts";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const one = (change: object) => parsePolicyDocument({ Statement: { ...statement, ...change } });

describe("the reader of policy documents", () => {
  it("reads the same from text, object, list and single statement, in any letter case", () => {
    const read = parsePolicyDocument({ Statement: [statement] });
    expect(read.problems).to.deep.equal([]);
    expect(read.statements).to.have.length(1);
    expect(read.statements[0]).to.deep.include({ effect: "allow", actions: ["s3:GetObject"], resources: ["*"] });
    for (const same of [
      { Statement: statement },
      JSON.stringify({ Statement: [statement] }),
      { STATEMENT: { effect: "ALLOW", action: ["s3:GetObject"], RESOURCE: ["*"] } },
    ]) {
      expect(parsePolicyDocument(same)).to.deep.equal(read);
    }
  });

  it("names a statement by its place and its Sid", () => {
    expect(one({ Sid: "Read" }).statements[0]?.place).to.equal("Statement[0] (Read)");
    expect(one({ Sid: "" }).statements[0]?.place).to.equal("Statement[0]");
  });

  it("reads principals of every form", () => {
    expect(one({ Principal: "*" }).statements[0]?.principals).to.deep.equal([{ kind: "*", name: "*" }]);
    expect(one({ Principal: { AWS: ["a", "b"], Service: "c" } }).statements[0]?.principals).to.deep.equal([
      { kind: "aws", name: "a" },
      { kind: "aws", name: "b" },
      { kind: "service", name: "c" },
    ]);
  });

  it("splits an operator into quantifier, operator and IfExists", () => {
    const { statements } = one({ Condition: { "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a", 1, true] } } });
    expect(statements[0]?.conditions).to.deep.equal([
      {
        quantifier: "foranyvalue",
        operator: "stringlike",
        ifExists: true,
        key: "aws:tagkeys",
        values: ["a", "1", "true"],
        written: "ForAnyValue:StringLikeIfExists aws:TagKeys",
      },
    ]);
  });

  const wrong: [string, object, string][] = [
    ["an action that is an object", { Action: {} }, "Statement[0].Action is not a text or a list of texts"],
    ["a list with more than texts", { Resource: ["*", 7] }, "Statement[0].Resource is not a text or a list of texts"],
    ["an empty list", { Action: [] }, "Statement[0].Action is empty"],
    ["both resources", { NotResource: "x" }, "Statement[0] has both Resource and NotResource"],
    ["a principal that is a list", { Principal: ["*"] }, 'Statement[0].Principal is neither "*" nor an object'],
    [
      "a principal of numbers",
      { Principal: { AWS: 7 } },
      "Statement[0].Principal.AWS is not a text or a list of texts",
    ],
    ["an effect of its own", { Effect: "Perhaps" }, "Statement[0].Effect is neither Allow nor Deny"],
    ["a condition that is a list", { Condition: [] }, "Statement[0].Condition is not an object"],
    ["a condition that is a text", { Condition: "x" }, "Statement[0].Condition is not an object"],
    ["tests that are a list", { Condition: { Bool: ["a"] } }, "Statement[0].Condition.Bool is not an object"],
    [
      "a value that is an object",
      { Condition: { Bool: { a: {} } } },
      "Statement[0].Condition.Bool.a holds more than texts",
    ],
    ["a key twice", { Condition: { Bool: { a: "x", A: "y" } } }, "Statement[0].Condition.Bool has A twice"],
  ];
  for (const [what, change, says] of wrong) {
    it(`says what is wrong with ${what}`, () => {
      expect(one(change).problems).to.deep.equal([says]);
    });
  }

  it("tells where something is not known yet, and what is known beside it", () => {
    expect(parsePolicyDocument(UNKNOWN)).to.deep.equal({ statements: [], problems: [], unknown: "" });
    expect(parsePolicyDocument({ Statement: UNKNOWN })).to.deep.equal({
      statements: [],
      problems: [],
      unknown: "Statement",
    });
    const { statements, problems } = one({
      Action: ["s3:GetObject", UNKNOWN],
      Resource: UNKNOWN,
      Principal: { AWS: UNKNOWN, Service: "c" },
      Condition: { Bool: { a: UNKNOWN, b: "true" }, StringEquals: UNKNOWN },
    });
    expect(problems).to.deep.equal([]);
    expect(statements[0]).to.deep.include({
      actions: ["s3:GetObject"],
      resources: [],
      principals: [{ kind: "service", name: "c" }],
    });
    expect(statements[0]?.conditions.map(({ key }) => key)).to.deep.equal(["b"]);
    expect([...(statements[0]?.unknown ?? [])]).to.deep.equal([
      ["action", "Statement[0].Action"],
      ["resource", "Statement[0].Resource"],
      ["principal", "Statement[0].Principal.AWS"],
      ["condition", "Statement[0].Condition.StringEquals"],
    ]);
  });
});
