import { join } from "node:path";
import type { EnvironmentScope } from "../../bootstrap/documents/scope.ts";
import { deployBoundary } from "../../bootstrap/documents/deployBoundary.ts";
import { backupsPolicy } from "../../bootstrap/documents/backups.ts";
import { clusterPolicy } from "../../bootstrap/documents/cluster.ts";
import { identityPolicy } from "../../bootstrap/documents/identity.ts";
import { keysPolicy } from "../../bootstrap/documents/keys.ts";
import { networkPolicy } from "../../bootstrap/documents/network.ts";
import { readPolicy } from "../../bootstrap/documents/read.ts";
import { stateAccess } from "../../bootstrap/documents/state.ts";
import { watchPolicy } from "../../bootstrap/documents/watch.ts";
import { environmentNames, storeNames } from "../../bootstrap/names.ts";
import type { PolicyDocument, PolicyStatement } from "../../components/shared/iam.ts";
import type { Plan } from "../../preview/plan.ts";
import { record } from "../../preview/program.ts";
import { readStack, type StackFile } from "../../preview/stackFiles.ts";
import { PROJECT } from "../support/commandLine.ts";
import { decide, type Request } from "../support/iam/evaluate.ts";

export const BOOTSTRAP = join(PROJECT, "bootstrap");
export const ACCOUNT = "111122223333";
export const REGION = "eu-central-1";

/** One environment of an account that holds several, as the documents see it. */
export function environmentScope(
  name: string,
  changes: Partial<EnvironmentScope["environment"]> = {},
  partition: EnvironmentScope["scope"]["partition"] = "aws",
): EnvironmentScope {
  const scope = { region: REGION, accountId: ACCOUNT, partition };
  return {
    scope,
    store: storeNames(scope, "atlas"),
    environment: {
      name,
      clusterName: `atlas-${name}`,
      mayEmptyBackups: false,
      applicationActions: [],
      ...changes,
    },
    tags: { platform: "atlas", owner: "platform-team" },
    neighbours: ["dev", "staging", "prod"].filter((other) => other !== name).map((other) => `atlas-${other}`),
  };
}

/** What is attached to the role that deploys an environment. */
export function deployPolicies(context: EnvironmentScope): PolicyDocument[] {
  return [
    readPolicy(context),
    stateAccess(context, "write"),
    networkPolicy(context),
    clusterPolicy(context),
    identityPolicy(context),
    keysPolicy(context),
    backupsPolicy(context),
    watchPolicy(context),
  ];
}

/** What is attached to the roles that look. */
export function readPolicies(context: EnvironmentScope): PolicyDocument[] {
  return [readPolicy(context), stateAccess(context, "read")];
}

/** Whether a role may do it: its policies and its boundary both have to allow it. */
export function mayUnder(policies: readonly PolicyDocument[], boundary: PolicyDocument, request: Request): boolean {
  return decide(policies, request) === "allowed" && decide([boundary], request) === "allowed";
}

/** Whether whoever deploys may do it. */
export function deployMay(context: EnvironmentScope, request: Request): boolean {
  return mayUnder(deployPolicies(context), deployBoundary(context), request);
}

/** The calls that a statement speaks of, each in the way that its conditions ask for. */
export function callsAllowedBy({ Action, Resource, Condition }: PolicyStatement): Request[] {
  const context = Object.fromEntries(
    Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, wanted]) => {
        const values = [wanted].flat();
        return [key, operator.startsWith("ForAnyValue") ? values : values[0]!];
      }),
    ),
  );
  return [Action].flat().flatMap((action) =>
    [Resource ?? "*"].flat().map((resource) => ({
      action: action.replace(/\*$/, ""),
      resource: resource === "*" ? resource : resource.replaceAll("*", "1"),
      context,
    })),
  );
}

export const names = environmentNames;

let runs = 0;

/** Runs the project for one of its stack files, or for one of a test's own. */
export function bootstrapPlan(stack: string | StackFile, unknowns = false): Promise<Plan> {
  const file = typeof stack === "string" ? readStack(BOOTSTRAP, stack) : stack;
  return record(
    file,
    { unknowns },
    () => import(`${join(BOOTSTRAP, "index.ts")}?run=${++runs}`) as Promise<Record<string, unknown>>,
  );
}
