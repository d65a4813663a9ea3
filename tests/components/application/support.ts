import { applicationsSchema, type ApplicationConfig } from "../../../components/application/config.ts";
import { ApplicationComponent } from "../../../components/application/index.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import type { Plan, PlannedResource, PlanValue } from "../../../preview/plan.ts";
import { planOf, TEST_SCOPE } from "../../support/harness.ts";

export type Json = Record<string, unknown>;

export const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0123abcd-0123-0123-0123-0123456789ab";

/** An application that every tier takes, with whatever a test changes. */
export function application(changes: Json = {}): Json {
  return { name: "shop", image: "registry.example.com/shop:1.2.3", ...changes };
}

/** The same in every strategy, by kind. */
export const STRATEGIES: Readonly<Record<"rolling" | "canary" | "blue-green", Json>> = {
  rolling: { kind: "rolling" },
  canary: { kind: "canary" },
  "blue-green": { kind: "blue-green" },
};

export const INGRESS = { hosts: ["shop.example.com"], certificateArn: CERTIFICATE, scheme: "internet-facing" };

/** The application as it comes out of the schema. */
export function resolved(changes: Json = {}, tier: Tier = "prod"): ApplicationConfig {
  const [config] = applicationsSchema(tier).parse([application(changes)]);
  if (!config) throw new Error("the schema lost the application");
  return config;
}

/** What the schema says of a list: each problem as "path: message". */
export function problems(applications: unknown, tier: Tier = "prod"): string[] {
  const parsed = applicationsSchema(tier).safeParse(applications);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

/** The resources an application comes to. */
export async function made(changes: Json = {}, tier: Tier = "prod", serviceMonitors = true): Promise<Plan> {
  return planOf(() => {
    new ApplicationComponent("application-shop", {
      config: resolved(changes, tier),
      scope: TEST_SCOPE,
      clusterName: "atlas",
      cluster: "atlas",
      serviceMonitors,
      namesOnNodes: false,
      loadBalancerRanges: { internetFacing: ["10.0.192.0/22"], internal: ["10.0.0.0/19"] },
    });
  });
}

/** What makes a resource a Kubernetes object: its kind and name. */
export function objects(plan: Plan): string[] {
  return plan.resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map((resource) => `${kindOf(resource)}/${nameOf(resource)}`);
}

export function kindOf({ type }: PlannedResource): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

export function nameOf({ inputs }: PlannedResource): string {
  return String(at(inputs, "metadata", "name"));
}

/** A value deep inside another. */
export function at(
  value: PlanValue | Readonly<Record<string, PlanValue>> | undefined,
  ...path: (string | number)[]
): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string | number, unknown> | undefined)?.[key], value);
}

/** The one object of a kind. */
export function objectOf(plan: Plan, kind: string, name?: string): PlannedResource {
  const [found, ...others] = plan.resources.filter(
    (resource) => kindOf(resource) === kind && (name === undefined || nameOf(resource) === name),
  );
  if (!found || others.length > 0)
    throw new Error(`expected one ${kind} ${name ?? ""}; the plan has ${objects(plan).join(", ")}`);
  return found;
}
