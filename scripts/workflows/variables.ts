/** Stacks that the workflows deploy, in order. */
export const DEPLOYED_STACKS = ["dev", "staging", "prod"] as const;

const perStack = (name: string): string[] => DEPLOYED_STACKS.map((stack) => `${name}_${stack.toUpperCase()}`);

/** Variables of the repository. `runs-on` and jobs without an environment can see no others. */
export const REPOSITORY_VARIABLES: readonly string[] = [
  "AWS_REGION",
  ...perStack("RUNNER"),
  ...perStack("PULUMI_BACKEND_URL"),
  ...perStack("AWS_PREVIEW_ROLE"),
  ...perStack("AWS_DRIFT_ROLE"),
];

/** Variables of each GitHub environment that deploys. */
export const ENVIRONMENT_VARIABLES: readonly string[] = ["AWS_DEPLOY_ROLE_ARN"];

/** Variables of the GitHub environment that the recovery drill runs from. */
export const DRILL_VARIABLES: readonly string[] = ["AWS_DRILL_ROLE_ARN", "AWS_DRILL_BOUNDARY_ARN"];
