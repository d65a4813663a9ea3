import { environmentScopes } from "./documents/scope.ts";
import { EnvironmentAccess } from "./environmentAccess.ts";
import { makeGithubProvider } from "./githubProvider.ts";
import { loadBootstrap } from "./load.ts";
import { RecoveryDrillAccess } from "./recoveryDrillAccess.ts";
import { environmentNames, storeNames } from "./names.ts";
import { StateStore } from "./stateStore.ts";

const config = loadBootstrap();
const { scope } = config.aws;
const names = storeNames(scope, config.prefix);

const provider = config.githubProvider === "create" ? [makeGithubProvider()] : [];

const store = new StateStore("state", {
  scope,
  names,
  stateVersionDays: config.stateVersionDays,
  accessLogDays: config.accessLogDays,
});

/** Bucket that holds the state of the account's stacks. */
export const stateBucket = store.bucket;

/** Environment -> what its stack and its GitHub environment are set up with. */
export const environments = Object.fromEntries(
  environmentScopes(config, config.aws).map((found) => {
    const { environment } = found;
    const context = { ...found, repository: config.repository };
    const options = { dependsOn: provider };
    const access = new EnvironmentAccess(
      environment.name,
      { ...context, defaultBranch: config.defaultBranch },
      options,
    );
    const { recoveryDrill } = environment;
    const drill =
      recoveryDrill && new RecoveryDrillAccess(`${environment.name}-drill`, { ...context, ...recoveryDrill }, options);
    const { statePrefix, secretsKeyAlias } = environmentNames(environment);
    return [
      environment.name,
      {
        backendUrl: `s3://${names.bucket}/${statePrefix.slice(0, -1)}?region=${scope.region}`,
        secretsProvider: `awskms://${secretsKeyAlias}?region=${scope.region}`,
        deployRole: access.deployRole,
        previewRole: access.previewRole,
        driftRole: access.driftRole,
        permissionsBoundary: access.workloadBoundary,
        ...(drill && { drillRole: drill.role, drillPermissionsBoundary: drill.workloadBoundary }),
      },
    ];
  }),
);
