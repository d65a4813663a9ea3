import type { ClusterArgs } from "../../../components/cluster/args.ts";
import { clusterSchema } from "../../../components/cluster/config.ts";
import { ClusterComponent } from "../../../components/cluster/index.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import type { Plan, PlannedResource, PlanValue } from "../../../preview/plan.ts";
import { planOf, TEST_SCOPE } from "../../support/harness.ts";

/** The role that runs `pulumi up` in tests. */
export const DEPLOYER = "arn:aws:iam::111122223333:role/deploy";

/** The smallest cluster config a stack can give. */
export const BARE = { access: { deployers: [DEPLOYER] } };

/** Arguments of a cluster in a tier, as index.ts would give them. */
export function clusterArgs(tier: Tier, cluster: object = BARE, changes: Partial<ClusterArgs> = {}): ClusterArgs {
  return {
    scope: TEST_SCOPE,
    clusterName: `atlas-${tier}`,
    tags: { environment: tier, owner: "platform-team" },
    network: {
      vpcId: "vpc-0123456789abcdef0",
      privateSubnetIds: ["subnet-11111111", "subnet-22222222"],
      intraSubnetIds: ["subnet-33333333", "subnet-44444444"],
    },
    config: clusterSchema(tier).parse(cluster),
    deployAccess: { mode: "vpc-runner" },
    apiSources: [],
    dedicatedSystemNodes: tier === "prod",
    keepVolumeKey: false,
    ...changes,
  };
}

/** What a cluster asks for. */
export function cluster(
  tier: Tier,
  config: object = BARE,
  changes: Partial<ClusterArgs> = {},
  options: { unknowns?: boolean } = {},
): Promise<Plan> {
  return planOf(() => new ClusterComponent("atlas", clusterArgs(tier, config, changes)), options);
}

/** The resource of a name, whatever its type; a type narrows it down where several share the name. */
export function named(plan: Plan, name: string, type?: string): PlannedResource {
  const found = plan.resources.filter((r) => r.name === name && (type === undefined || r.type === type));
  const [resource, ...others] = found;
  if (!resource || others.length > 0) throw new Error(`expected one ${name}, found ${found.length}`);
  return resource;
}

/** Whether a resource waits for another, directly or through what it waits for. */
export function waitsFor(plan: Plan, resource: PlannedResource, other: PlannedResource): boolean {
  const seen = new Set<string>();
  const pending = [resource.urn];
  for (let urn = pending.pop(); urn !== undefined; urn = pending.pop()) {
    if (urn === other.urn) return urn !== resource.urn;
    if (seen.has(urn)) continue;
    seen.add(urn);
    const next = plan.resources.find((r) => r.urn === urn);
    if (!next) continue;
    pending.push(...next.options.dependencies);
    if (next.provider !== undefined) pending.push(next.provider);
    // Whoever waits for a component waits for all it is made of.
    if (!next.custom) pending.push(...plan.resources.filter((r) => r.parent === urn).map((r) => r.urn));
  }
  return false;
}

/** A nested input; fails where there is none. */
export function input(resource: PlannedResource, ...path: (string | number)[]): PlanValue {
  let value: unknown = resource.inputs;
  for (const key of path) value = (value as Record<string | number, unknown> | undefined)?.[key];
  if (value === undefined) throw new Error(`${resource.name} has no ${path.join(".")}`);
  return value as PlanValue;
}

/** What a section is refused for, as "path: message". */
export function refusals(tier: Tier, found: unknown): string[] {
  const result = clusterSchema(tier).safeParse(found);
  if (result.success) throw new Error("expected the config to be refused");
  return result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}
