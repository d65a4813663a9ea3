import { expect } from "chai";
import type { Tier } from "../../../components/shared/tiers.ts";
import { type KarpenterConfig, karpenterSchema } from "../../../components/karpenter/config.ts";
import { NODE_POOL_PRESETS } from "../../../components/karpenter/poolPresets.ts";

/** A stack's `karpenter`, checked. */
export function karpenter(found: unknown, tier: Tier = "prod"): KarpenterConfig {
  return karpenterSchema(tier).parse(found);
}

/** Path and message of everything that is wrong, one a line. */
export function refusals(found: unknown, tier: Tier = "prod"): string[] {
  const result = karpenterSchema(tier).safeParse(found);
  if (result.success) throw new Error(`expected a refusal, found ${JSON.stringify(result.data)}`);
  return result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

/** A class that finds reservations, which `reserved-first` needs. */
export const RESERVED = { name: "reserved", capacityReservationSelectorTerms: [{ tags: { team: "core" } }] };

/** Every preset at once, and a pool on Bottlerocket. */
export const EVERYTHING = {
  nodeClasses: [RESERVED],
  nodePools: [
    ...NODE_POOL_PRESETS.map((preset) => ({ preset })),
    { preset: "general", name: "minimal", nodeClass: "bottlerocket" },
  ],
};

/** What is refused -> the stack's `karpenter`, where it is wrong, and words the reader has to find. */
export type RefusalCases = Record<string, [unknown, string, string[], Tier?]>;

/** One test for each case: exactly one message at the place, with all the words. */
export function itRefuses(cases: RefusalCases): void {
  for (const [name, [found, path, words, tier]] of Object.entries(cases)) {
    it(`refuses ${name}`, () => {
      const [line, ...others] = refusals(found, tier).filter((issue) => issue.startsWith(`${path}: `));
      expect(line, refusals(found, tier).join("\n")).to.be.a("string");
      expect(others).to.be.empty;
      for (const word of words) expect(line).to.include(word);
    });
  }
}

/** A stack with one pool that differs from `general` by these fields. */
export const pool = (fields: object) => ({ nodePools: [{ preset: "general", ...fields }] });
