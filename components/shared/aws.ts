/** Where a stack lives in AWS. Known before anything is deployed, so that every document built from it is known too. */
export interface AwsScope {
  /** Region, for instance `eu-central-1`. */
  readonly region: string;
  /** The twelve-digit id of the one account the stack may touch (`aws:allowedAccountIds`). */
  readonly accountId: string;
  /** ARN partition of the region: `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: Partition;
}

/** ARN partitions this platform can be deployed to. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

/** The partition a region belongs to. Source: IAM User Guide, "Amazon Resource Names (ARNs)". */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/**
 * An ARN inside the stack's own account and region.
 *
 * @param service ARN service name (`eks`, `sqs`, ...)
 * @param resource everything after the account id, for instance `cluster/atlas-prod`
 */
export function regionalArn(scope: AwsScope, service: string, resource: string): string {
  return `arn:${scope.partition}:${service}:${scope.region}:${scope.accountId}:${resource}`;
}

/** An ARN of this account's IAM, which has no region: `iamArn(scope, "role/atlas-prod-cluster")`. */
export function iamArn(scope: AwsScope, resource: string): string {
  return `arn:${scope.partition}:iam::${scope.accountId}:${resource}`;
}

/** ARN of a policy that AWS itself maintains. `path` is empty or ends in a slash (`service-role/`). */
export function managedPolicyArn(scope: AwsScope, name: string, path = ""): string {
  return `arn:${scope.partition}:iam::aws:policy/${path}${name}`;
}

/** ARN of the cluster, known before the cluster exists because its name is ours. */
export function clusterArn(scope: AwsScope, clusterName: string): string {
  return regionalArn(scope, "eks", `cluster/${clusterName}`);
}
