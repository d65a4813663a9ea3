import type { AwsScope } from "../../components/shared/aws.ts";
import { metricBucketPrefix } from "../../components/monitoring/metricDeliveryDocuments.ts";
import { bucketPrefix } from "../../components/velero/bucketNames.ts";
import type { AwsConfig } from "../../components/config/aws.ts";
import type { BootstrapConfig, Environment } from "../config.ts";
import { type StoreNames, storeNames } from "../names.ts";

/** What the documents of one environment are built from. All of it is known before anything exists. */
export interface EnvironmentScope {
  readonly scope: AwsScope;
  readonly store: StoreNames;
  readonly environment: Environment;
  /** Values of the tags `platform` and `owner`, which the stack's file has to share with this one. */
  readonly tags: { readonly platform: string; readonly owner: string };
  /** `clusterName` of each other environment of the account. */
  readonly neighbours: readonly string[];
}

/** The environments of an account, each with what its documents are built from. */
export function environmentScopes(
  { prefix, environments }: Pick<BootstrapConfig, "prefix" | "environments">,
  { scope, tags }: AwsConfig,
): EnvironmentScope[] {
  return environments.map((environment) => ({
    scope,
    store: storeNames(scope, prefix),
    environment,
    tags: { platform: tags.platform, owner: tags.owner },
    neighbours: environments.filter((other) => other !== environment).map(({ clusterName }) => clusterName),
  }));
}

/** The regions an environment has anything in. */
export function regionsOf({ scope, environment }: EnvironmentScope): readonly string[] {
  return environment.standbyRegion === undefined ? [scope.region] : [scope.region, environment.standbyRegion];
}

/** The domain of service principals: `amazonaws.com`, in China for most services with `.cn`. */
export function servicePrincipal({ scope }: Pick<EnvironmentScope, "scope">, service: string): string {
  return service === "ec2" && scope.partition === "aws-cn" ? "ec2.amazonaws.com.cn" : `${service}.amazonaws.com`;
}

/**
 * ARN patterns of the buckets that hold the cluster's backups, and the metrics it keeps, and of those with the logs of
 * access to them; of what is in the buckets too.
 */
export function platformBuckets({ scope, environment, tags }: EnvironmentScope): string[] {
  return bucketPatterns(scope, tags.platform, environment.clusterName);
}

/** The same of any cluster of the platform. */
export function bucketPatterns({ partition }: AwsScope, platform: string, clusterName: string): string[] {
  return [`${bucketPrefix(platform, clusterName)}-*`, `${metricBucketPrefix(clusterName)}*`].map(
    (pattern) => `arn:${partition}:s3:::${pattern}`,
  );
}
