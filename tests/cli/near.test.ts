import { expect } from "chai";
import { didYouMean, near } from "../../cli/near.ts";

describe("near names", () => {
  it("are those a few letters away or containing the text, nearest first", () => {
    expect(near("prdo", ["dev", "prod", "staging"])).to.deep.equal(["prod"]);
    expect(near("stag", ["dev", "prod", "staging"])).to.deep.equal(["staging"]);
    expect(near("x", ["dev", "prod"])).to.deep.equal([]);
  });

  it("are offered, where there is one", () => {
    expect(didYouMean("prdo", ["dev", "prod"])).to.equal(' Did you mean "prod"?');
    expect(didYouMean("x", ["dev", "prod"])).to.equal("");
  });
});
