import { z } from "zod";
import { type ApplicationConfig, applicationsSchema } from "./application/config.ts";
import { type CertManagerConfig, certManagerSchema } from "./cert-manager/config.ts";
import { type ClusterConfig, clusterSchema } from "./cluster/config.ts";
import { type AwsConfig, awsSchema } from "./config/aws.ts";
import { compatibilityAdvice, exampleValues, supportAdvice } from "./config/advice.ts";
import { crossProblems, ingressAsked, namespacesWorthABackup, tagProblems } from "./config/crossRules.ts";
import { unknownKey } from "./config/allowedKeys.ts";
import { deployAccessSchema } from "./config/deployAccess.ts";
import { notices } from "./config/notices.ts";
import { describeProblems, type Problem, problemAt, problemsOf } from "./config/problems.ts";
import { type KarpenterConfig, karpenterSchema } from "./karpenter/config.ts";
import { type LoadBalancerControllerConfig, loadBalancerControllerSchema } from "./load-balancer-controller/config.ts";
import { monitoringAdvice, type MonitoringConfig, monitoringSchema } from "./monitoring/config.ts";
import { type NetworkConfig, networkSchema } from "./network/config.ts";
import { observabilityAdvice, type ObservabilityConfig, observabilitySchema } from "./observability/config.ts";
import { type RolloutsConfig, rolloutsSchema } from "./rollouts/config.ts";
import type { DeployAccess } from "./shared/deployAccess.ts";
import { maxClusterNameLength } from "./shared/names.ts";
import { type Tier, TIERS } from "./shared/tiers.ts";
import { mapOf, textOf } from "./shared/untyped.ts";
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from "./shared/versions.ts";
import { type TracingConfig, type TracingContext, tracingSchema } from "./tracing/config.ts";
import { type VeleroConfig, veleroSchema } from "./velero/config.ts";

/** A stack's whole configuration, checked and with every default filled in. */
export interface PlatformConfig {
  readonly tier: Tier;
  readonly clusterName: string;
  /** ARN of the policy that bounds every role of the stack; undefined: none does. */
  readonly permissionsBoundary?: string | undefined;
  readonly aws: AwsConfig;
  readonly deployAccess: DeployAccess;
  readonly network: NetworkConfig;
  readonly cluster: ClusterConfig;
  readonly karpenter: KarpenterConfig;
  readonly rollouts: RolloutsConfig;
  readonly loadBalancerController: LoadBalancerControllerConfig;
  readonly velero: VeleroConfig;
  readonly observability: ObservabilityConfig;
  readonly monitoring: MonitoringConfig;
  readonly tracing: TracingConfig;
  readonly certManager: CertManagerConfig;
  readonly applications: readonly ApplicationConfig[];
}

/** What a stack file says, before it is checked. */
export interface StackInput {
  /** The stack's name; messages name its file. */
  readonly stack: string;
  /** The object `eks-platform:platform`. */
  readonly platform: unknown;
  /** Further keys of the project beside `eks-platform:platform`, of which there should be none. Default: none. */
  readonly others?: readonly string[];
  /** The keys `aws:region`, `aws:allowedAccountIds` and `aws:defaultTags`, by their names without `aws:`. */
  readonly aws: unknown;
}

/** When and for what a configuration is read. */
export interface ReadingContext {
  /** The day support dates are compared with. */
  readonly today: Date;
  /** Whether resources will be made, or only a preview. */
  readonly deploying: boolean;
}

/** A configuration that cannot be used. The message lists everything that is wrong with it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Config key of the platform object, as it stands in stack files. */
export const PLATFORM_KEY = "eks-platform:platform";

/** What some defaults of a stack hang on. */
export interface PlatformContext extends TracingContext {
  /** Whether releases can be canaries. */
  readonly rollouts: boolean;
  /** Whether an application asks for a load balancer. */
  readonly ingressAsked: boolean;
  /** The region, as the stack's file has it; undefined where it has none. */
  readonly region: string | undefined;
  /** Namespaces that the default backups take in. */
  readonly namespaces: readonly string[];
  /** Whether traces are collected. */
  readonly tracing: boolean;
}

/**
 * Schema of the object `eks-platform:platform` for one tier. Strict: a key it does not know is a mistake, not a wish.
 */
export const platformSchema = (tier: Tier, context: PlatformContext) =>
  z.strictObject({
    /** What the environment is for: `dev`, `staging`, `prod`, or `drill` for a cluster that lives for hours. Decides defaults and which rules are strict. */
    tier: z.enum(TIERS),
    /**
     * Name of the cluster, unique in its account. Every role, queue, key and log group is named after it, which is why it
     * cannot be longer than their limits leave room for.
     */
    clusterName: z
      .string()
      .regex(
        /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
        "allowed are lower-case letters, digits and hyphens, beginning with a letter and ending with a letter or digit",
      )
      .max(
        maxClusterNameLength(),
        `allowed are at most ${maxClusterNameLength()} characters: IAM role names end at 64 and SQS queue names at 80, and both are derived from it`,
      ),
    /**
     * ARN of a managed policy that every IAM role of the stack gets as its permissions boundary: the output
     * `permissionsBoundary` of bootstrap, where that made the deployer. Default: none.
     */
    permissionsBoundary: z
      .string()
      .regex(
        /^arn:aws(-cn|-us-gov)?:iam::\d{12}:policy\/[\w+=,.@/-]+$/,
        "allowed is the ARN of a managed policy of your account",
      )
      .optional(),
    /** How whoever deploys reaches the API server. */
    deployAccess: deployAccessSchema(tier),
    /** The VPC. */
    network: networkSchema(tier, context.region),
    /** The EKS cluster. */
    cluster: clusterSchema(tier),
    /** Nodes by need. Default: on in prod, off elsewhere. */
    karpenter: karpenterSchema(tier).prefault({}),
    /** Canary and blue-green releases. Default: on in prod, off elsewhere. */
    rollouts: rolloutsSchema(tier).prefault({}),
    /** Load balancers for ingresses. Default: on where an application asks for an ingress. */
    loadBalancerController: loadBalancerControllerSchema(context).prefault({}),
    /** Backups. Default: on in prod, off elsewhere. */
    velero: veleroSchema(tier, context.namespaces).prefault({}),
    /** Metrics, alerts and dashboards in the cluster. Default: on in prod, off elsewhere. */
    observability: observabilitySchema(tier).prefault({}),
    /** Logs, alarms and a budget in AWS, which work when the cluster does not. Default: on in prod, off elsewhere. */
    monitoring: monitoringSchema(tier).prefault({}),
    /** Traces and metrics that applications send, to X-Ray and CloudWatch. Default: off. */
    tracing: tracingSchema(tier, context).prefault({}),
    /** Certificates in the cluster. Default: on where tracing is. */
    certManager: certManagerSchema({ needed: context.tracing }).prefault({}),
    /** What runs on the platform. Default: nothing. */
    applications: applicationsSchema(tier, context).prefault([]),
  });

/**
 * Checks a stack's configuration and fills in its defaults.
 *
 * @returns the configuration, and advice that deserves a warning but no refusal
 * @throws ConfigError that names every problem at once: where it is, what was found and what is allowed
 */
export function parseConfig(input: StackInput, context: ReadingContext): { config: PlatformConfig; advice: string[] } {
  const file = `Pulumi.${input.stack}.yaml`;
  const strangers = (input.others ?? []).map((key) => ({ path: key, message: unknownKey(key, [PLATFORM_KEY]) }));
  if (input.platform === undefined || input.platform === null) {
    const missing = { path: PLATFORM_KEY, message: "is required: the map that describes this stack's platform" };
    throw new ConfigError(describeProblems(file, [missing, ...strangers]));
  }
  const tier = tierOf(input.platform);
  if (tier === undefined) {
    // Which rules hold is not known until the tier is mended: only what is wrong in every tier is said.
    const [first = [], ...rest] = TIERS.map((candidate) => read(input, candidate).problems.map(lineOf));
    const everywhere = first.filter(({ line }) => rest.every((others) => others.some((other) => other.line === line)));
    throw new ConfigError(describeProblems(file, [...everywhere.map(({ problem }) => problem), ...strangers]));
  }
  const { platform, aws, problems } = read(input, tier);
  if (!platform.success || !aws.success || problems.length > 0 || strangers.length > 0) {
    throw new ConfigError(describeProblems(file, [...problems, ...strangers]));
  }

  const config: PlatformConfig = { ...platform.data, aws: aws.data };
  const examples = exampleValues(
    config.aws.scope.accountId,
    config.deployAccess.mode === "allowlisted-public" ? config.deployAccess.cidrs : [],
  );
  if (context.deploying && examples.length > 0) {
    throw new ConfigError(
      `${file} still has example values, which can be previewed but not deployed:\n${examples.map((example) => `  ${example}`).join("\n")}\nPut your own in.`,
    );
  }
  return {
    config,
    advice: [
      ...examples.map((example) => `${example}: fine for a preview, refused by a deployment.`),
      ...supportAdvice(config.cluster.version, context.today),
      ...compatibilityAdvice(
        config.cluster.version,
        (["karpenter", "velero"] as const).filter((controller) => config[controller].enabled),
      ),
      ...monitoringAdvice(config.monitoring, config.aws.scope.partition),
      ...observabilityAdvice(config.observability, config.monitoring.enabled),
      ...notices(config, input.platform),
    ],
  };
}

/** What a stack comes to by the rules of a tier, and everything wrong with it by those. */
function read(input: StackInput, tier: Tier) {
  const { enabled: rollouts } = mapOf(mapOf(input.platform).rollouts);
  const schema = platformSchema(tier, {
    rollouts: typeof rollouts === "boolean" ? rollouts : tier === "prod",
    ingressAsked: ingressAsked(input.platform),
    region: textOf(mapOf(input.aws).region),
    namespaces: namespacesWorthABackup(input.platform, tier),
    tracing: mapOf(mapOf(input.platform).tracing).enabled === true,
    kubernetesVersion: kubernetesVersionOf(input.platform),
  });
  const platform = schema.safeParse(input.platform);
  const aws = awsSchema.safeParse(input.aws);
  const problems: Problem[] = [
    ...(aws.success ? [] : problemsOf(aws.error, input.aws, "aws", awsSchema)),
    ...(platform.success ? [] : problemsOf(platform.error, input.platform, PLATFORM_KEY, schema)),
    ...crossProblems({ tier, platform: input.platform, scope: aws.data?.scope }).map(({ path, message }) =>
      problemAt(PLATFORM_KEY, path, message, input.platform),
    ),
    ...tagProblems(mapOf(mapOf(mapOf(input.aws).defaultTags).tags)).map(({ path, message }) =>
      problemAt("aws", path, message, input.aws),
    ),
  ];
  return { platform, aws, problems };
}

function lineOf(problem: Problem): { readonly problem: Problem; readonly line: string } {
  return { problem, line: `${problem.path} ${problem.message}` };
}

function tierOf(platform: unknown): Tier | undefined {
  return TIERS.find((known) => known === mapOf(platform).tier);
}

/** The cluster's minor version; undefined where what stands there is none, which the cluster's own schema says. */
function kubernetesVersionOf(platform: unknown): TracingContext["kubernetesVersion"] {
  const { version = DEFAULT_KUBERNETES_VERSION } = mapOf(mapOf(platform).cluster);
  return KUBERNETES_VERSIONS.find((known) => known === version);
}
