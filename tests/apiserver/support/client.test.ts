import { expect } from "chai";
import { warningTexts } from "./client.ts";

describe("a Warning header", () => {
  it("may hold several texts, with quotes in them", () => {
    expect(warningTexts('299 - "unknown field \\"spec.waight\\"", 299 - "would violate PodSecurity"')).to.deep.equal([
      'unknown field "spec.waight"',
      "would violate PodSecurity",
    ]);
    expect(warningTexts("")).to.be.empty;
  });
});
