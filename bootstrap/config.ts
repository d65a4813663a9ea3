import { z } from "zod";
import { type AwsConfig, awsSchema } from "../components/config/aws.ts";
import { exampleValues } from "../components/config/advice.ts";
import { describeProblems, type Problem, problemAt, problemsOf } from "../components/config/problems.ts";
import { maxClusterNameLength } from "../components/shared/names.ts";
import { environmentScopes } from "./documents/scope.ts";
import { workloadBoundary } from "./documents/workloadBoundary.ts";
import { MANAGED_POLICY_MAX_CHARACTERS } from "../components/shared/iam.ts";
import { DRILL_TAG, maxPrefixLength } from "./names.ts";

/** Config key of the object, as it stands in stack files. */
export const BOOTSTRAP_KEY = "eks-platform-bootstrap:bootstrap";

/** Owner that the shipped files name; nobody deploys from there. */
const EXAMPLE_OWNER = "example-org/";

const numericId = z.string("allowed is a quoted number").regex(/^\d+$/, "allowed is a number in quotes");

const clusterName = z
  .string()
  .regex(
    /^(?!github-|drill-)[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
    'allowed is the clusterName of the stack: lower-case letters, digits and hyphens, not beginning with "github-" or "drill-"',
  )
  .max(maxClusterNameLength(), `allowed are at most ${maxClusterNameLength()} characters`);

const environmentName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, "allowed are up to 31 lower-case letters, digits and hyphens");

/** One environment of the repository: a stack, and the GitHub environment it is deployed from. */
const environmentSchema = z.strictObject({
  /** Name of the GitHub environment, and of the stack. Its state is kept under this name. */
  name: environmentName,
  /** The stack's `clusterName`: a deployment owns what is named after it. */
  clusterName,
  /** The region of the stack's backups' standby, where there is one. Default: none. */
  standbyRegion: z
    .string()
    .regex(/^[a-z]{2}(-gov)?-[a-z]+-\d$/, "allowed is a region such as eu-west-1")
    .optional(),
  /**
   * Whether a deployment may delete what is in the buckets of backups, which destroying a dev stack takes. Default: false.
   */
  mayEmptyBackups: z.boolean().default(false),
  /**
   * What the roles of applications may be allowed besides S3, DynamoDB, SQS, SNS, Secrets Manager, Parameter Store and
   * KMS, as IAM actions. This is a limit; each application's own statements grant. There is room for ten to twenty, by
   * their length: the policy that holds them has a size limit. Default: nothing.
   */
  applicationActions: z
    .array(
      z
        .string()
        .regex(
          /^(?!iam:|sts:|organizations:|account:)[a-z0-9-]+:[A-Z][A-Za-z0-9]*\*?$/,
          "allowed is an action such as kinesis:PutRecord, of any service but iam, sts, organizations and account",
        ),
    )
    .default([]),
  /**
   * The drill that recovers the environment's backups into a temporary cluster: makes the role it runs with, for stacks
   * that have backups (`velero.enabled`). At most one environment of an account has it. Default: none.
   */
  recoveryDrill: z
    .strictObject({
      /** GitHub environment that the drill runs from. Default: drill. */
      githubEnvironment: environmentName.default("drill"),
    })
    .optional(),
});

const schema = z.strictObject({
  /** What the names of buckets and keys begin with. */
  prefix: z
    .string()
    .regex(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, "allowed are lower-case letters, digits and hyphens")
    .max(maxPrefixLength(), `allowed are at most ${maxPrefixLength()} characters: bucket names end at 63`),
  /** The GitHub repository that deploys. */
  repository: z
    .strictObject({
      /** `<owner>/<name>`, in upper and lower case as GitHub has it. */
      name: z
        .string()
        .regex(/^[A-Za-z0-9-]+\/[\w.-]+$/, "allowed is <owner>/<name>, for instance example-org/eks-platform"),
      /**
       * Numeric ids of owner and repository, for repositories whose tokens carry them: those created or renamed since
       * 2026-07-15, and older ones that opted in. Both or neither. Default: tokens with names only.
       * Source: GitHub Docs, "OpenID Connect", "Immutable subject claims".
       */
      ownerId: numericId.optional(),
      repositoryId: numericId.optional(),
    })
    .refine(({ ownerId, repositoryId }) => (ownerId === undefined) === (repositoryId === undefined), {
      message: "allowed are ownerId and repositoryId together, or neither",
      params: { hideValue: true },
    }),
  /** The branch that is deployed. Default: main. */
  defaultBranch: z
    .string()
    .regex(/^[\w./-]+$/, "allowed is the name of a branch, without wildcards")
    .default("main"),
  /** Whether to make the account's OIDC provider of GitHub, or to use the one that is there: an account has one. Default: create. */
  githubProvider: z.enum(["create", "existing"]).default("create"),
  /** The environments that live in this account. */
  environments: z.array(environmentSchema).min(1, "allowed are one or more environments"),
  /** Days replaced and deleted state is kept, 30 to 3650. Default: 365. */
  stateVersionDays: z
    .int()
    .min(30, "allowed are 30 to 3650 days")
    .max(3650, "allowed are 30 to 3650 days")
    .default(365),
  /** Days the logs of access to the state are kept, 90 to 3650. Default: 365. */
  accessLogDays: z.int().min(90, "allowed are 90 to 3650 days").max(3650, "allowed are 90 to 3650 days").default(365),
});

/** An environment, checked and with its defaults filled in. */
export type Environment = z.infer<typeof environmentSchema>;

/** The whole configuration, checked and with its defaults filled in. */
export type BootstrapConfig = z.infer<typeof schema> & { readonly aws: AwsConfig };

/** A configuration that cannot be used. The message lists everything that is wrong with it. */
export class BootstrapConfigError extends Error {
  override readonly name = "BootstrapConfigError";
}

/**
 * Checks the configuration of one account and fills in its defaults.
 *
 * @param input.deploying whether resources will be made; example values are refused then
 * @throws BootstrapConfigError that names every problem at once
 */
export function parseBootstrap(input: {
  readonly stack: string;
  readonly bootstrap: unknown;
  readonly aws: unknown;
  readonly deploying: boolean;
}): BootstrapConfig {
  const file = `bootstrap/Pulumi.${input.stack}.yaml`;
  if (input.bootstrap === undefined || input.bootstrap === null) {
    throw new BootstrapConfigError(
      describeProblems(file, [{ path: BOOTSTRAP_KEY, message: "is required: the map that describes this account" }]),
    );
  }
  const own = schema.safeParse(input.bootstrap);
  const aws = awsSchema.safeParse(input.aws);
  const problems: Problem[] = [
    ...(aws.success ? [] : problemsOf(aws.error, input.aws, "aws", awsSchema)),
    ...(own.success
      ? [
          ...clashes(own.data.environments, input.bootstrap),
          ...(aws.success ? boundaryProblems(own.data, aws.data, input.bootstrap) : []),
        ]
      : problemsOf(own.error, input.bootstrap, BOOTSTRAP_KEY, schema)),
  ];
  if (!own.success || !aws.success || problems.length > 0) {
    throw new BootstrapConfigError(describeProblems(file, problems));
  }
  const examples = [
    ...exampleValues(aws.data.scope.accountId, []),
    ...(own.data.repository.name.startsWith(EXAMPLE_OWNER)
      ? [`${BOOTSTRAP_KEY}.repository.name names ${own.data.repository.name}, an example`]
      : []),
  ];
  if (input.deploying && examples.length > 0) {
    throw new BootstrapConfigError(
      `${file} still has example values, which can be previewed but not deployed:\n${examples.map((example) => `  ${example}`).join("\n")}\nPut your own in.`,
    );
  }
  return { ...own.data, aws: aws.data };
}

/** Environments of one account are kept apart by names, so that no name may take in another. */
function clashes(environments: readonly Environment[], raw: unknown): Problem[] {
  return environments.flatMap((environment, index) => {
    const others = environments.filter((_, other) => other !== index);
    const at = ["environments", index] as const;
    return [
      ...(others.some(({ name }) => name === environment.name)
        ? [problemAt(BOOTSTRAP_KEY, [...at, "name"], "is there twice", raw)]
        : []),
      ...drillClashes(environments, index).map(([key, message]) =>
        problemAt(BOOTSTRAP_KEY, [...at, ...key], message, raw),
      ),
      ...others
        .filter(({ clusterName: other }) => `${environment.clusterName}-`.startsWith(`${other}-`))
        .map(({ clusterName: other }) =>
          problemAt(
            BOOTSTRAP_KEY,
            [...at, "clusterName"],
            `begins with "${other}", so that what is named after it would belong to both; allowed are names none of which begins another`,
            raw,
          ),
        ),
    ];
  });
}

/** The policy that bounds an environment's roles holds its names and its further actions, and IAM limits its size. */
function boundaryProblems(
  config: Pick<BootstrapConfig, "prefix" | "environments">,
  aws: AwsConfig,
  raw: unknown,
): Problem[] {
  return environmentScopes(config, aws).flatMap((context, index) => {
    const characters = JSON.stringify(workloadBoundary(context)).length;
    if (characters <= MANAGED_POLICY_MAX_CHARACTERS) return [];
    const message =
      `makes the policy that bounds its roles ${characters} characters long; allowed are ` +
      `${MANAGED_POLICY_MAX_CHARACTERS}: fewer or shorter actions, or fewer environments in the account`;
    return [problemAt(BOOTSTRAP_KEY, ["environments", index, "applicationActions"], message, raw)];
  });
}

/** Temporary clusters are told apart from everything else, but not from each other. */
function drillClashes(environments: readonly Environment[], index: number): [readonly string[], string][] {
  const drill = environments[index]?.recoveryDrill;
  if (drill === undefined) return [];
  const names = environments.map(({ name }) => name);
  return [
    ...(environments.some(({ recoveryDrill }, other) => other < index && recoveryDrill !== undefined)
      ? [
          [["recoveryDrill"], "is there for another environment too; allowed is one of an account"] as [
            string[],
            string,
          ],
        ]
      : []),
    ...(names.includes(drill.githubEnvironment)
      ? [
          [
            ["recoveryDrill", "githubEnvironment"],
            "is an environment that deploys; allowed is one that nothing else runs from",
          ] as [string[], string],
        ]
      : []),
    ...(names.includes(DRILL_TAG)
      ? [
          [["recoveryDrill"], `excludes an environment called "${DRILL_TAG}": temporary clusters carry that tag`] as [
            string[],
            string,
          ],
        ]
      : []),
  ];
}
