import { expect } from "chai";
import { ConfigError, parseConfig, type ReadingContext, type StackInput } from "../../../components/config.ts";
import type { Tier } from "../../../components/shared/tiers.ts";

export const PREVIEW: ReadingContext = { today: new Date("2026-08-01T00:00:00Z"), deploying: false };
export const DEPLOYMENT: ReadingContext = { ...PREVIEW, deploying: true };

export type Json = Record<string, unknown>;

/** The smallest configuration that every tier takes. */
export function good(tier: Tier = "prod"): { stack: string; platform: Json; aws: Json } {
  return {
    stack: "example",
    platform: {
      tier,
      clusterName: "atlas",
      deployAccess: { mode: "vpc-runner" },
      network: { cidr: "10.20.0.0/16" },
      cluster: { access: { deployers: ["arn:aws:iam::210987654321:role/deployer"] } },
    },
    aws: {
      region: "eu-central-1",
      allowedAccountIds: ["210987654321"],
      defaultTags: {
        tags: {
          platform: "atlas",
          environment: "x",
          owner: "o",
          "cost-center": "1",
          "business-unit": "b",
          compliance: "c",
        },
      },
    },
  };
}

/** Sets (or, given undefined, removes) what stands at a dotted path. */
export function change(input: StackInput, path: string, value: unknown): StackInput {
  const copy = structuredClone(input) as unknown as Json;
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  const target = keys.reduce<Json>((at, key) => (at[key] ??= {}) as Json, copy);
  if (value === undefined) Reflect.deleteProperty(target, last);
  else target[last] = value;
  return copy as unknown as StackInput;
}

export function refusal(input: StackInput, context = PREVIEW): string {
  try {
    parseConfig(input, context);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error("the configuration was accepted");
}

/** What is advised on the smallest stack of a tier, changed path by path, besides what there always is to say of who is told. */
export function advice(tier: Tier, changes: Readonly<Record<string, unknown>>): string[] {
  const input = Object.entries(changes).reduce<StackInput>(
    (all, [path, value]) => change(all, path, value),
    good(tier),
  );
  return parseConfig(input, DEPLOYMENT).advice.filter((line) => !/^(monitoring|observability\.alerts)\./.test(line));
}

/** What is refused, the change that makes a good stack such a one, and what the message says of it. */
export type Refusal = readonly [what: string, mutate: (input: StackInput) => StackInput, message: RegExp];

/** A test for each refusal, of a describe's own. */
export function refusesEach(refusals: readonly Refusal[]): void {
  for (const [what, mutate, message] of refusals) {
    it(`refuses ${what}`, () => {
      const text = refusal(mutate(good()));
      expect(text).to.match(/^Pulumi\.example\.yaml is not a valid configuration \(\d+ problems?\):\n/);
      expect(text).to.match(message);
    });
  }
}
