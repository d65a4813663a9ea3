import type { Tier } from "../../../components/shared/tiers.ts";
import { type TracingContext, tracingSchema } from "../../../components/tracing/config.ts";
import { TracingComponent } from "../../../components/tracing/index.ts";
import type { Plan } from "../../../preview/plan.ts";
import { planOf, TEST_SCOPE } from "../../support/harness.ts";

export const CLUSTER = "atlas-prod";
const DEFAULT: TracingContext = { kubernetesVersion: "1.35" };

/** A stack's `tracing`, as it comes out of its schema. */
export function tracing(given: unknown = {}, tier: Tier = "prod", context: TracingContext = DEFAULT) {
  return tracingSchema(tier, context).parse(given);
}

/** What a schema has against a section: `path: message` each. */
export function refusals(given: unknown, tier: Tier = "prod", context: TracingContext = DEFAULT): string[] {
  const parsed = tracingSchema(tier, context).safeParse(given);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

/** What the component asks for. */
export function traced(given: object = {}, tier: Tier = "prod", serviceMonitors = true): Promise<Plan> {
  return planOf(
    () =>
      new TracingComponent("tracing", {
        scope: TEST_SCOPE,
        clusterName: CLUSTER,
        cluster: CLUSTER,
        config: tracing({ enabled: true, ...given }, tier),
        protect: tier === "prod",
        serviceMonitors,
        namesOnNodes: false,
      }),
  );
}
