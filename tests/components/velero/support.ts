import type { VeleroArgs } from "../../../components/velero/args.ts";
import { veleroSchema } from "../../../components/velero/config.ts";
import { VeleroComponent } from "../../../components/velero/index.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { planOf, TEST_SCOPE, TEST_TAGS } from "../../support/harness.ts";

export const RELEASE = "kubernetes:helm.sh/v3:Release";
export const SCHEDULE = "kubernetes:velero.io/v1:Schedule";
export const BUCKET = "aws:s3/bucket:Bucket";
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const KEY = "aws:kms/key:Key";
export const ALIAS = "aws:kms/alias:Alias";
export const PROVIDER = "pulumi:providers:aws";

/** A standby in another region and account. */
export const ELSEWHERE = {
  replication: {
    region: "eu-central-1",
    account: { id: "444455556666", roleArn: "arn:aws:iam::444455556666:role/standby-deployer" },
  },
};

/** Arguments of a component in a tier, as index.ts would give them. */
export function veleroArgs(tier: Tier, config: object = {}, changes: Partial<VeleroArgs> = {}): VeleroArgs {
  return {
    scope: TEST_SCOPE,
    clusterName: "atlas-prod",
    tags: TEST_TAGS,
    cluster: "atlas-prod",
    config: veleroSchema(tier).parse(config),
    tier,
    keepData: tier === "prod",
    serviceMonitors: tier === "prod",
    namesOnNodes: false,
    ...changes,
  };
}

/** What the component asks for. */
export function velero(
  tier: Tier,
  config: object = {},
  changes: Partial<VeleroArgs> = {},
  options: { unknowns?: boolean } = {},
): Promise<Plan> {
  return planOf(() => new VeleroComponent("velero", veleroArgs(tier, config, changes)), options);
}

/** The URNs a resource waits for, directly. */
export function waits(resource: PlannedResource): readonly string[] {
  return resource.options.dependencies;
}

/** The same with the stack's default tags, which rules look for on the provider. */
export function taggedVelero(tier: Tier, config: object, options: { readonly unknowns: boolean }): Promise<Plan> {
  return planOf(() => new VeleroComponent("velero", veleroArgs(tier, config)), {
    ...options,
    stack: tier,
    tags: TEST_TAGS,
  });
}

/** The resource of a name and type; fails where there is none. */
export function named(plan: Plan, type: string, name: string): PlannedResource {
  const found = plan.resources.find((resource) => resource.type === type && resource.name === name);
  if (!found) throw new Error(`the plan has no ${type} named ${name}`);
  return found;
}

/** A schedule without a fault, changed. */
export function schedule(changes: object): object {
  return { schedule: "0 2 * * *", ttl: "720h", recoveryClass: "stateless", namespaces: ["myapp"], ...changes };
}

export function daily(changes: object): object {
  return { schedules: { daily: schedule(changes) } };
}

/** What is said of a section, as "path: message". */
export function refusals(tier: Tier, section: unknown): string[] {
  const result = veleroSchema(tier).safeParse(section);
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}
