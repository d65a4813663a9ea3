import * as pulumi from "@pulumi/pulumi";
import type { BootstrapConfig } from "./config.ts";
import { drillBoundary } from "./documents/drill/boundary.ts";
import { drillNetworkPolicy } from "./documents/drill/network.ts";
import { drillPlatformPolicy } from "./documents/drill/platform.ts";
import { drillRoleLimits, drillScope } from "./documents/drill/scope.ts";
import { drillWorkloadBoundary } from "./documents/drill/workloadBoundary.ts";
import { identityPolicy } from "./documents/identity.ts";
import { keysPolicy } from "./documents/keys.ts";
import type { EnvironmentScope } from "./documents/scope.ts";
import { stateAccess } from "./documents/state.ts";
import { makeGithubRole, makePolicy } from "./githubRole.ts";
import { environmentNames } from "./names.ts";

/** What a RecoveryDrillAccess is made from. */
export interface RecoveryDrillAccessArgs extends EnvironmentScope {
  readonly repository: BootstrapConfig["repository"];
  /** GitHub environment that the drill runs from. */
  readonly githubEnvironment: string;
}

/** Four hours until the drill gives up, and one to destroy what it made: credentials must not end before. */
export const DRILL_SESSION_SECONDS = 18_000;

/**
 * How the recovery drill of an environment gets at what it needs: a role that makes and destroys temporary clusters in
 * the environment's account, and the two boundaries that keep it and its clusters off everything else there.
 */
export class RecoveryDrillAccess extends pulumi.ComponentResource {
  readonly role: pulumi.Output<string>;
  /** Policy that every role of a temporary cluster has to carry. */
  readonly workloadBoundary: pulumi.Output<string>;

  constructor(name: string, args: RecoveryDrillAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform-bootstrap:index:RecoveryDrillAccess", name, {}, opts);
    const { scope, repository, environment, githubEnvironment } = args;
    const names = environmentNames(environment);
    const workloads = makePolicy(
      `${name}-workload-boundary`,
      names.drillWorkloadBoundary,
      drillWorkloadBoundary(args),
      this,
    );
    const boundary = makePolicy(`${name}-boundary`, names.drillBoundary, drillBoundary(args), this);
    this.role = makeGithubRole(
      name,
      {
        scope,
        repository,
        roleName: names.drillRole,
        description: `Recovers ${environment.name} into a temporary cluster from GitHub`,
        subject: { kind: "environment", name: githubEnvironment },
        permissionsBoundary: boundary.arn,
        maxSessionDuration: DRILL_SESSION_SECONDS,
        policies: drillPolicies(args),
      },
      this,
    ).arn;
    this.workloadBoundary = workloads.arn;
    this.registerOutputs({ role: this.role, workloadBoundary: this.workloadBoundary });
  }
}

/** What the role may do. */
export function drillPolicies(context: EnvironmentScope) {
  const own = drillScope(context);
  return {
    state: stateAccess(context, "drill"),
    platform: drillPlatformPolicy(context),
    network: drillNetworkPolicy(context),
    identity: identityPolicy(own, drillRoleLimits(context)),
    keys: keysPolicy(own),
  };
}
