import type { ObservabilityArgs } from "../../../components/observability/args.ts";
import { observabilitySchema } from "../../../components/observability/config.ts";
import { ObservabilityComponent } from "../../../components/observability/index.ts";
import { ruleGroups } from "../../../components/observability/rules/index.ts";
import type { RuleContext, RuleGroup } from "../../../components/observability/rules/types.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import type { Plan } from "../../../preview/plan.ts";
import { WATCHED_PLATFORM } from "../../../scripts/rules/platform.ts";
import { planOf } from "../../support/harness.ts";

/** A stack's `observability`, as it comes out of its schema. */
export function observability(given: unknown = {}, tier: Tier = "prod") {
  return observabilitySchema(tier).parse(given);
}

/** What a schema has against a section: `path: message` each. */
export function refusals(given: unknown, tier: Tier = "prod"): string[] {
  const parsed = observabilitySchema(tier).safeParse(given);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

/** The rules of a platform with everything, or with less. */
export function groups(changes: Partial<RuleContext> = {}, given: unknown = {}): readonly RuleGroup[] {
  const { objectives, thresholds } = observability(given);
  return ruleGroups({ ...WATCHED_PLATFORM.watched, objectives, thresholds, ...changes });
}

/** What the component asks for. */
export function made(
  given: unknown = {},
  changes: Partial<ObservabilityArgs> = {},
  tier: Tier = "prod",
): Promise<Plan> {
  return planOf(
    () =>
      new ObservabilityComponent("observability", {
        ...WATCHED_PLATFORM,
        config: observability(given, tier),
        ...changes,
      }),
  );
}
