import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../components/shared/encryptionKey.ts";
import type { BootstrapConfig } from "./config.ts";
import { backupsPolicy } from "./documents/backups.ts";
import { clusterPolicy } from "./documents/cluster.ts";
import { deployBoundary } from "./documents/deployBoundary.ts";
import { identityPolicy } from "./documents/identity.ts";
import { keysPolicy } from "./documents/keys.ts";
import { networkPolicy } from "./documents/network.ts";
import { readPolicy } from "./documents/read.ts";
import type { EnvironmentScope } from "./documents/scope.ts";
import { stateAccess } from "./documents/state.ts";
import { watchPolicy } from "./documents/watch.ts";
import { workloadBoundary } from "./documents/workloadBoundary.ts";
import { type GithubRoleArgs, makeGithubRole, makePolicy } from "./githubRole.ts";
import { environmentNames } from "./names.ts";

/** What an EnvironmentAccess is made from. */
export interface EnvironmentAccessArgs extends EnvironmentScope {
  readonly repository: BootstrapConfig["repository"];
  readonly defaultBranch: string;
}

/** What tells the environment's roles from each other. */
type RoleArgs = Omit<GithubRoleArgs, "scope" | "repository" | "permissionsBoundary">;

/**
 * A deployment that makes a cluster, or replaces the nodes of one, takes more than an hour, and credentials that end in
 * the middle leave it halfway. As long as the job itself may take.
 */
const DEPLOY_SESSION_SECONDS = 7200;

/**
 * How the repository gets at one environment: the key of its stack's secrets, the two boundaries, and a role each for
 * deployments, for previews of pull requests and for the search for drift.
 */
export class EnvironmentAccess extends pulumi.ComponentResource {
  readonly deployRole: pulumi.Output<string>;
  readonly previewRole: pulumi.Output<string>;
  readonly driftRole: pulumi.Output<string>;
  /** Policy that every role of the stack has to carry. */
  readonly workloadBoundary: pulumi.Output<string>;

  constructor(name: string, args: EnvironmentAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform-bootstrap:index:EnvironmentAccess", name, {}, opts);
    const { environment } = args;
    const names = environmentNames(environment);
    new EncryptionKey(
      `${name}-secrets`,
      {
        scope: args.scope,
        description: `Secrets of the stack ${environment.name}`,
        alias: names.secretsKeyAlias.slice("alias/".length),
        protect: true,
        retainOnDelete: true,
      },
      { parent: this },
    );
    const workloads = makePolicy(`${name}-workload-boundary`, names.workloadBoundary, workloadBoundary(args), this);
    const boundary = makePolicy(`${name}-boundary`, names.deployBoundary, deployBoundary(args), this);
    const makeRole = (role: string, roleArgs: RoleArgs): aws.iam.Role =>
      makeGithubRole(`${name}-${role}`, { ...args, ...roleArgs, permissionsBoundary: boundary.arn }, this);
    const looking = { read: readPolicy(args), state: stateAccess(args, "read") };

    this.deployRole = makeRole("deploy", {
      roleName: names.deployRole,
      description: `Deploys ${environment.name} from GitHub`,
      subject: { kind: "environment", name: environment.name },
      maxSessionDuration: DEPLOY_SESSION_SECONDS,
      policies: {
        read: readPolicy(args),
        state: stateAccess(args, "write"),
        network: networkPolicy(args),
        cluster: clusterPolicy(args),
        identity: identityPolicy(args),
        keys: keysPolicy(args),
        backups: backupsPolicy(args),
        watch: watchPolicy(args),
      },
    }).arn;
    this.previewRole = makeRole("preview", {
      roleName: names.previewRole,
      description: `Previews pull requests against ${environment.name}`,
      subject: { kind: "pull-request" },
      policies: looking,
    }).arn;
    this.driftRole = makeRole("drift", {
      roleName: names.driftRole,
      description: `Looks for drift of ${environment.name}`,
      subject: { kind: "branch", name: args.defaultBranch },
      policies: looking,
    }).arn;
    this.workloadBoundary = workloads.arn;
    this.registerOutputs({
      deployRole: this.deployRole,
      previewRole: this.previewRole,
      driftRole: this.driftRole,
      workloadBoundary: this.workloadBoundary,
    });
  }
}
