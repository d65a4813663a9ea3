import { expect } from "chai";
import { describeDifference, differences, isExpected } from "./differences.ts";

describe("what came back other than it was sent", () => {
  it("is nothing where the server only added", () => {
    const sent = { spec: { list: [{ a: 1 }], none: [], text: "x", off: false } };
    const returned = { status: {}, spec: { list: [{ a: 1, b: 2 }], none: [], text: "x", off: false, more: true } };
    expect(differences(sent, returned)).to.be.empty;
  });
  it("is named by its path, dropped or changed", () => {
    const found = differences({ spec: { list: [{ a: 1 }], gone: true } }, { spec: { list: [{ a: 2 }] } });
    expect(found.map(describeDifference)).to.deep.equal(["spec.list.0.a: 1 became 2", "spec.gone: true was dropped"]);
  });
  it("includes lists that grew or shrank, and other types", () => {
    expect(differences({ a: [1] }, { a: [1, 2] })).to.have.length(1);
    expect(differences({ a: [1, 2] }, { a: [1] })).to.have.length(1);
    expect(differences({ a: "1" }, { a: 1 })).to.have.length(1);
    expect(differences({ a: {} }, { a: [] })).to.have.length(1);
  });
  it("is expected of an empty list of a network policy's rules, and of a Secret's text, and of nothing else", () => {
    const dropped = (path: string, sent: unknown) => ({ path, sent, returned: undefined });
    expect(isExpected("NetworkPolicy", dropped("spec.ingress", []))).to.equal(true);
    expect(isExpected("NetworkPolicy", dropped("spec.egress", []))).to.equal(true);
    expect(isExpected("Secret", dropped("stringData", { a: "b" }))).to.equal(true);
    expect(isExpected("NetworkPolicy", dropped("spec.ingress", [{}]))).to.equal(false);
    expect(isExpected("NetworkPolicy", dropped("spec.policyTypes", []))).to.equal(false);
    expect(isExpected("Role", dropped("spec.ingress", []))).to.equal(false);
    expect(isExpected("Secret", dropped("data", { a: "b" }))).to.equal(false);
  });
});
