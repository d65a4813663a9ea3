import { type AwsScope, iamArn } from "../components/shared/aws.ts";

/** Characters S3 allows in a bucket's name. Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME_MAX = 63;
const LOGS = "-logs";

/** Name of the platform's Pulumi project, under which the backend files its stacks. */
export const PLATFORM_PROJECT = "eks-platform";

/** Value of the tag `environment` on everything of a recovery drill's temporary cluster. */
export const DRILL_TAG = "drill";

/**
 * What the temporary clusters of recovery drills are called, and their stacks: IAM's `?` is any one character, and a run's
 * id has eight. No environment's cluster is called so.
 */
export const DRILL_CLUSTERS = "drill-????????";

/** What every environment of an account shares. Names are ours, so that documents can be built before anything exists. */
export interface StoreNames {
  /** Bucket of the state. Bucket names are unique among all accounts, which the account's id in it is for. */
  readonly bucket: string;
  /** Bucket of the logs of who accessed it. */
  readonly logsBucket: string;
  /** Alias of the key the state is stored with. */
  readonly keyAlias: string;
}

/** Names of the account's state store. */
export function storeNames(scope: AwsScope, prefix: string): StoreNames {
  const bucket = `${prefix}-pulumi-state-${scope.accountId}-${scope.region}`;
  return { bucket, logsBucket: `${bucket}${LOGS}`, keyAlias: `alias/pulumi/${prefix}-state` };
}

/** The longest prefix for which a bucket's name is still valid in any region (`ap-southeast-1` is the longest). */
export function maxPrefixLength(): number {
  const scope: AwsScope = { region: "ap-southeast-1", accountId: "0".repeat(12), partition: "aws" };
  return BUCKET_NAME_MAX - storeNames(scope, "").logsBucket.length;
}

/**
 * What belongs to one environment. No name begins with the cluster's: a deployment owns what does, and must not own the
 * roles, policies and keys that it is bounded by.
 */
export interface EnvironmentNames {
  /** Role that `pulumi up` runs with. */
  readonly deployRole: string;
  /** Role that previews of pull requests run with. */
  readonly previewRole: string;
  /** Role that looks for drift, and previews before a deployment is approved. */
  readonly driftRole: string;
  /** Policy that bounds these three roles. */
  readonly deployBoundary: string;
  /** Policy that bounds every role a deployment makes. */
  readonly workloadBoundary: string;
  /** Role that the recovery drill runs with. */
  readonly drillRole: string;
  /** Policy that bounds that role. */
  readonly drillBoundary: string;
  /** Policy that bounds every role of a temporary cluster. */
  readonly drillWorkloadBoundary: string;
  /** Alias of the key the stack's secrets are encrypted with. */
  readonly secretsKeyAlias: string;
  /** What the keys of all of the environment's objects in the state bucket begin with. */
  readonly statePrefix: string;
}

/** Names of what belongs to one environment. */
export function environmentNames(environment: {
  readonly name: string;
  readonly clusterName: string;
}): EnvironmentNames {
  const own = `github-${environment.clusterName}`;
  return {
    deployRole: `${own}-deploy`,
    previewRole: `${own}-preview`,
    driftRole: `${own}-drift`,
    deployBoundary: `${own}-boundary`,
    workloadBoundary: `${own}-workload-boundary`,
    drillRole: `${own}-drill`,
    drillBoundary: `${own}-drill-boundary`,
    drillWorkloadBoundary: `${own}-drill-workload-boundary`,
    secretsKeyAlias: `alias/pulumi/${environment.clusterName}`,
    statePrefix: `${environment.name}/`,
  };
}

/** ARN of the policy that bounds every role a deployment makes. */
export function workloadBoundaryArn(scope: AwsScope, clusterName: string): string {
  return iamArn(scope, `policy/${environmentNames({ name: "", clusterName }).workloadBoundary}`);
}

/** ARN of the policy that bounds every role of the temporary clusters of an environment's recovery drill. */
export function drillWorkloadBoundaryArn(scope: AwsScope, clusterName: string): string {
  return iamArn(scope, `policy/${environmentNames({ name: "", clusterName }).drillWorkloadBoundary}`);
}
