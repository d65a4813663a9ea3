import { expect } from "chai";
import type { Conditions, PolicyDocument, PolicyStatement } from "../../../components/shared/iam.ts";
import { policyDocument } from "../../../components/shared/iam.ts";
import { decide, decideByResource, mayAll, type Request } from "./evaluate.ts";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:jobs";

function allowing(condition: Conditions, statement: Partial<PolicyStatement> = {}): PolicyDocument {
  return policyDocument({
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Resource: QUEUE,
    Condition: condition,
    ...statement,
  });
}

function asking(context: Request["context"] = {}, request: Partial<Request> = {}): Request {
  return { action: "sqs:SendMessage", resource: QUEUE, context, ...request };
}

describe("the IAM evaluator", () => {
  it("allows nothing that no statement speaks of", () => {
    expect(decide([], asking())).to.equal("not allowed");
    expect(decide([allowing({})], asking({}, { action: "sqs:DeleteMessage" }))).to.equal("not allowed");
    expect(decide([allowing({})], asking({}, { resource: `${QUEUE}-2` }))).to.equal("not allowed");
    expect(decide([allowing({})], asking())).to.equal("allowed");
  });

  it("lets an explicit deny beat every allow, in whichever document and order", () => {
    const deny = policyDocument({ Effect: "Deny", Action: "sqs:*", Resource: "*" });
    expect(decide([deny, allowing({})], asking())).to.equal("denied");
    expect(decide([allowing({}), deny], asking())).to.equal("denied");
  });

  it("matches actions without regard to case, and resources with it", () => {
    expect(decide([allowing({}, { Action: "SQS:sendmessage" })], asking())).to.equal("allowed");
    expect(decide([allowing({}, { Resource: QUEUE.toUpperCase() })], asking())).to.equal("not allowed");
  });

  it("takes * for any number of characters and ? for one", () => {
    expect(decide([allowing({}, { Action: "sqs:Send*", Resource: "arn:aws:sqs:*:jobs" })], asking())).to.equal(
      "allowed",
    );
    expect(decide([allowing({}, { Resource: QUEUE.replace("jobs", "job?") })], asking())).to.equal("allowed");
    expect(decide([allowing({}, { Resource: QUEUE.replace("jobs", "jobs?") })], asking())).to.equal("not allowed");
    expect(decide([allowing({}, { Resource: QUEUE.replace("jobs", "j.bs") })], asking())).to.equal("not allowed");
  });

  const conditions: [string, Conditions, Request["context"], boolean][] = [
    ["StringEquals with the value", { StringEquals: { k: "a" } }, { k: "a" }, true],
    ["StringEquals with one of several values", { StringEquals: { k: ["a", "b"] } }, { k: "b" }, true],
    ["StringEquals with another value", { StringEquals: { k: "a" } }, { k: "A" }, false],
    ["StringEquals, whose * is no wildcard", { StringEquals: { k: "*" } }, { k: "a" }, false],
    ["StringEquals without the key", { StringEquals: { k: "a" } }, {}, false],
    [
      "a key written in another case",
      { StringEquals: { "aws:RequestTag/Team": "a" } },
      { "aws:requesttag/team": "a" },
      true,
    ],
    ["two keys of one operator, one of them wrong", { StringEquals: { k: "a", l: "b" } }, { k: "a", l: "c" }, false],
    [
      "two operators, one of them wrong",
      { StringEquals: { k: "a" }, StringLike: { l: "b*" } },
      { k: "a", l: "c" },
      false,
    ],
    ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { k: "a" } }, { k: "A" }, true],
    ["StringLike", { StringLike: { k: "a*" } }, { k: "abc" }, true],
    ["StringLike * without the key", { StringLike: { k: "*" } }, {}, false],
    ["StringNotEquals with the value", { StringNotEquals: { k: "a" } }, { k: "a" }, false],
    ["StringNotEquals with none of several values", { StringNotEquals: { k: ["a", "b"] } }, { k: "c" }, true],
    ["StringNotEquals with one of several values", { StringNotEquals: { k: ["a", "b"] } }, { k: "b" }, false],
    ["StringNotEquals without the key", { StringNotEquals: { k: "a" } }, {}, true],
    ["StringEqualsIfExists without the key", { StringEqualsIfExists: { k: "a" } }, {}, true],
    ["StringEqualsIfExists with another value", { StringEqualsIfExists: { k: "a" } }, { k: "b" }, false],
    [
      "ForAllValues with values that are all named",
      { "ForAllValues:StringEquals": { k: ["a", "b"] } },
      { k: ["a"] },
      true,
    ],
    ["ForAllValues with one that is not", { "ForAllValues:StringEquals": { k: ["a", "b"] } }, { k: ["a", "c"] }, false],
    ["ForAllValues without the key", { "ForAllValues:StringEquals": { k: "a" } }, {}, true],
    ["ForAnyValue with one that is named", { "ForAnyValue:StringEquals": { k: "a" } }, { k: ["c", "a"] }, true],
    ["ForAnyValue with none that is", { "ForAnyValue:StringEquals": { k: "a" } }, { k: ["c"] }, false],
    ["ForAnyValue without the key", { "ForAnyValue:StringEquals": { k: "a" } }, {}, false],
    ["Bool", { Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "false" }, true],
    ["Bool of the other kind", { Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "true" }, false],
    ["Null true without the key", { Null: { k: "true" } }, {}, true],
    ["Null true with the key", { Null: { k: "true" } }, { k: "a" }, false],
    ["Null false with the key", { Null: { k: "false" } }, { k: "a" }, true],
    [
      "ArnEquals with a wildcard in a part",
      { ArnEquals: { k: "arn:aws:sqs:*:111122223333:jobs" } },
      { k: QUEUE },
      true,
    ],
    ["ArnLike, whose wildcard stays within a part", { ArnLike: { k: "arn:aws:*:jobs" } }, { k: QUEUE }, false],
    ["ArnNotEquals with the ARN", { ArnNotEquals: { k: QUEUE } }, { k: QUEUE }, false],
    ["NumericLessThan", { NumericLessThan: { k: "10" } }, { k: "9" }, true],
    ["NumericLessThan of the same number", { NumericLessThan: { k: "10" } }, { k: "10" }, false],
    ["a policy variable", { StringEquals: { k: "${aws:username}" } }, { k: "ann", "aws:username": "ann" }, true],
    [
      "a policy variable with another value",
      { StringEquals: { k: "${aws:username}" } },
      { k: "bob", "aws:username": "ann" },
      false,
    ],
    ["a policy variable the request lacks", { StringLike: { k: "${aws:username}*" } }, { k: "bob" }, false],
    ["a policy variable's default", { StringEquals: { k: "${aws:username, 'none'}" } }, { k: "none" }, true],
    [
      "a value with a wildcard in a policy variable",
      { StringLike: { k: "${aws:username}" } },
      { k: "bob", "aws:username": "*" },
      false,
    ],
    ["a literal asterisk", { StringLike: { k: "a${*}" } }, { k: "ab" }, false],
    ["a literal asterisk that is there", { StringLike: { k: "a${*}" } }, { k: "a*" }, true],
  ];
  for (const [name, condition, context, met] of conditions) {
    it(`${met ? "accepts" : "refuses"} ${name}`, () => {
      expect(decide([allowing(condition)], asking(context))).to.equal(met ? "allowed" : "not allowed");
    });
  }

  it("fills policy variables into resources", () => {
    const own = allowing({}, { Resource: "arn:aws:sqs:eu-west-1:111122223333:${aws:username}" });
    expect(decide([own], asking({ "aws:username": "jobs" }))).to.equal("allowed");
    expect(decide([own], asking({ "aws:username": "others" }))).to.equal("not allowed");
    expect(decide([own], asking())).to.equal("not allowed");
  });

  it("judges no operator, element or mixture of values that it does not know", () => {
    expect(() => decide([allowing({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })], asking())).to.throw("IpAddress");
    expect(() => decide([allowing({}, { NotAction: "*" } as Partial<PolicyStatement>)], asking())).to.throw(
      "NotAction",
    );
    expect(() => decide([allowing({ StringEquals: { k: "a" } })], asking({ k: ["a", "b"] }))).to.throw("ForAllValues");
  });

  it("takes a call on several resources as allowed only when each of them is", () => {
    const [here, there] = [asking(), asking({}, { resource: `${QUEUE}-2` })];
    expect(mayAll([allowing({})], [here])).to.equal(true);
    expect(mayAll([allowing({})], [here, there])).to.equal(false);
    expect(() => mayAll([allowing({})], [])).to.throw("nothing");
  });

  it("tells principals of a resource's policy apart", () => {
    const role = "arn:aws:iam::111122223333:role/app";
    const by = (Principal: PolicyStatement["Principal"]) =>
      policyDocument({ Effect: "Allow", ...(Principal && { Principal }), Action: "sqs:*", Resource: QUEUE });
    expect(decideByResource(by({ AWS: role }), { arn: role }, asking())).to.equal("allowed");
    expect(decideByResource(by({ AWS: role }), { arn: `${role}-2` }, asking())).to.equal("not allowed");
    expect(decideByResource(by("*"), { arn: role }, asking())).to.equal("allowed");
    expect(decideByResource(by({ AWS: "*" }), { service: "events.amazonaws.com" }, asking())).to.equal("not allowed");
    expect(
      decideByResource(by({ Service: "events.amazonaws.com" }), { service: "events.amazonaws.com" }, asking()),
    ).to.equal("allowed");
    expect(
      decideByResource(by({ Service: "events.amazonaws.com" }), { service: "sns.amazonaws.com" }, asking()),
    ).to.equal("not allowed");
    expect(decideByResource(by({ AWS: "arn:aws:iam::111122223333:root" }), { arn: role }, asking())).to.equal(
      "not allowed",
    );
    expect(() => decideByResource(by(undefined), { arn: role }, asking())).to.throw("principal");
  });
});
