import { expect } from "chai";
import { matchesPattern } from "./eventPattern.ts";

describe("the EventBridge pattern matcher", () => {
  const event = { source: "aws.ec2", region: "eu-west-1", detail: { state: "stopped", zones: ["a", "b"], size: 2 } };

  it("matches an event that has every field of the pattern with one of its values", () => {
    expect(matchesPattern({ source: ["aws.s3", "aws.ec2"] }, event)).to.equal(true);
    expect(matchesPattern({ source: ["aws.ec2"], detail: { state: ["stopped"] } }, event)).to.equal(true);
    expect(matchesPattern({ detail: { size: [2] } }, event)).to.equal(true);
  });
  it("matches a field with several values by any of them", () => {
    expect(matchesPattern({ detail: { zones: ["b"] } }, event)).to.equal(true);
    expect(matchesPattern({ detail: { zones: ["c"] } }, event)).to.equal(false);
  });
  it("matches no event with another value, in another case, or without the field", () => {
    expect(matchesPattern({ source: ["aws.s3"] }, event)).to.equal(false);
    expect(matchesPattern({ source: ["AWS.EC2"] }, event)).to.equal(false);
    expect(matchesPattern({ source: ["aws.ec2"], account: ["1"] }, event)).to.equal(false);
    expect(matchesPattern({ source: { state: ["stopped"] } }, event)).to.equal(false);
    expect(matchesPattern({ detail: { size: ["2"] } }, event)).to.equal(false);
  });
  it("judges no filter that it does not know", () => {
    expect(() => matchesPattern({ source: [{ prefix: "aws" }] }, event)).to.throw("source");
    expect(() => matchesPattern({ source: "aws.ec2" }, event)).to.throw("source");
  });
});
