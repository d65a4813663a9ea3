import { expect } from "chai";
import { EVENT_PATTERNS } from "../../../components/karpenter/eventPatterns.ts";
import { queuePolicy, ruleName } from "../../../components/karpenter/queuePolicy.ts";
import type { PolicyDocument } from "../../../components/shared/iam.ts";
import { maxClusterNameLength, platformNames } from "../../../components/shared/names.ts";
import { type Caller, decideByResource } from "../../support/iam/evaluate.ts";
import { matchesPattern, type AwsEvent } from "../../support/eventPattern.ts";
import { TEST_SCOPE } from "../../support/harness.ts";
import { UNWANTED, WANTED } from "./events.ts";
import { mutationsOf } from "../../support/iam/mutations.ts";

function rulesThatTake(event: AwsEvent): string[] {
  return Object.entries(EVENT_PATTERNS)
    .filter(([, pattern]) => matchesPattern(pattern, event))
    .map(([kind]) => kind);
}

describe("the rules of Karpenter's interruption queue", () => {
  it("are five, each with events of its own", () => {
    expect(Object.keys(EVENT_PATTERNS)).to.have.members(Object.keys(WANTED)).and.have.lengthOf(5);
  });
  for (const [kind, events] of Object.entries(WANTED)) {
    for (const [name, event] of events) {
      it(`take ${name}, by the rule "${kind}" alone`, () => {
        expect(rulesThatTake(event)).to.deep.equal([kind]);
      });
    }
  }
  for (const [name, event] of UNWANTED) {
    it(`leave ${name} alone`, () => {
      expect(rulesThatTake(event)).to.be.empty;
    });
  }
  it("have names that EventBridge takes for the longest cluster name", () => {
    for (const kind of Object.keys(EVENT_PATTERNS)) {
      expect(ruleName("c".repeat(maxClusterNameLength()), kind)).to.match(/^[.\-_A-Za-z0-9]{1,64}$/);
    }
  });
});

describe("the policy of Karpenter's interruption queue", () => {
  const ours = queuePolicy(TEST_SCOPE, "atlas");
  const queue = `arn:aws:sqs:eu-west-1:111122223333:${platformNames("atlas").interruptionQueue}`;
  const rule = (name: string, account = "111122223333") => `arn:aws:events:eu-west-1:${account}:rule/${name}`;
  const send = (document: PolicyDocument, caller: Caller, sourceArn?: string, tls = "true", resource = queue) =>
    decideByResource(document, caller, {
      action: "sqs:SendMessage",
      resource,
      context: { "aws:SecureTransport": tls, ...(sourceArn !== undefined && { "aws:SourceArn": sourceArn }) },
    });
  const EVENTS = { service: "events.amazonaws.com" };
  const role = { arn: "arn:aws:iam::111122223333:role/app" };

  const facts: Record<string, (document: PolicyDocument) => boolean> = {
    ...Object.fromEntries(
      Object.keys(EVENT_PATTERNS).map((kind) => [
        `takes events of the rule "${kind}"`,
        (document: PolicyDocument) => send(document, EVENTS, rule(ruleName("atlas", kind))) === "allowed",
      ]),
    ),
    "takes nothing of another rule of the account": (document) =>
      send(document, EVENTS, rule("atlas-karpenter-other")) === "not allowed",
    "takes nothing of a rule of the same name in another account": (document) =>
      send(document, EVENTS, rule(ruleName("atlas", "spot"), "444455556666")) === "not allowed",
    "takes nothing of EventBridge without a rule": (document) => send(document, EVENTS) === "not allowed",
    "takes nothing of another service, though for one of the rules": (document) =>
      send(document, { service: "sns.amazonaws.com" }, rule(ruleName("atlas", "spot"))) === "not allowed",
    "takes nothing of SQS itself": (document) =>
      send(document, { service: "sqs.amazonaws.com" }, queue) === "not allowed",
    "takes nothing of anybody else": (document) => send(document, role) === "not allowed",
    "speaks of no other queue": (document) =>
      send(document, EVENTS, rule(ruleName("atlas", "spot")), "true", `${queue}-2`) === "not allowed",
    "denies plain HTTP to the rules": (document) =>
      send(document, EVENTS, rule(ruleName("atlas", "spot")), "false") === "denied",
    "denies plain HTTP to whoever reads": (document) =>
      decideByResource(document, role, {
        action: "sqs:ReceiveMessage",
        resource: queue,
        context: { "aws:SecureTransport": "false" },
      }) === "denied",
  };
  for (const [sentence, holds] of Object.entries(facts)) {
    it(sentence, () => {
      expect(holds(ours)).to.equal(true);
    });
  }
  // Every resource of a queue's policy is the queue, so "every resource" widens nothing but a reader's doubt.
  for (const { what, documents } of mutationsOf([ours]).filter(
    ({ what: name }) => !name.startsWith("DenyHttp on every"),
  )) {
    it(`is known by these facts from one that has ${what}`, () => {
      expect(Object.values(facts).every((holds) => holds(documents[0]!))).to.equal(false);
    });
  }
});
