import { expect } from "chai";
import { parseConfig } from "../../../components/config.ts";
import { type DeployAccess, privateSources } from "../../../components/shared/deployAccess.ts";
import { change, good, PREVIEW, refusal } from "./support.ts";

const access = (value: object) => change(good(), "platform/deployAccess", value);

describe("who may connect to the private endpoint", () => {
  it("is the VPC where the stack names nobody, and whom it names where it does", () => {
    const sources = (value: DeployAccess) =>
      privateSources(parseConfig(access(value), PREVIEW).config.deployAccess, "10.20.0.0/16");
    expect(sources({ mode: "vpc-runner" })).to.deep.equal(["10.20.0.0/16"]);
    const from = ["10.99.0.0/24", "sg-0123456789abcdef0", "pl-0123456789abcdef0"];
    expect(sources({ mode: "vpc-runner", from })).to.deep.equal(from);
    expect(sources({ mode: "proxy", url: "http://proxy.internal:3128", from })).to.deep.equal(from);
    expect(sources({ mode: "allowlisted-public", cidrs: ["203.0.113.0/24"] })).to.deep.equal([]);
  });

  for (const [what, from, allowed] of [
    ["the world", ["0.0.0.0/0"], /from\[0\]: found "0\.0\.0\.0\/0"; allowed are ranges of \/8 or smaller/],
    ["a name", ["runner"], /from\[0\]: found "runner"; allowed are 1 to 20 IPv4 ranges, ids of security groups/],
    ["a group's name", ["sg-runner"], /allowed are 1 to 20 IPv4 ranges, ids of security groups/],
    ["an empty list", [], /deployAccess\.from: found \[\]; allowed are 1 to 20/],
    ["a text instead of a list", "10.99.0.0/24", /deployAccess\.from: found "10\.99\.0\.0\/24"; allowed are 1 to 20/],
  ] as const) {
    it(`is not ${what}`, () => {
      expect(refusal(access({ mode: "vpc-runner", from }))).to.match(allowed);
    });
  }

  it("has no say over the public endpoint", () => {
    const value = { mode: "allowlisted-public", cidrs: ["203.0.113.0/24"], from: ["10.99.0.0/24"] };
    expect(refusal(access(value))).to.match(/deployAccess\.from: is not a known key/);
  });
});
