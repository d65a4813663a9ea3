/** An action of others that the workflows use: the commit it is pinned to, and what of it they may set. */
export interface PinnedAction {
  /** The release the commit was tagged with. */
  readonly version: string;
  readonly commit: string;
  /** Inputs of its action.yml that the workflows may set; the linter refuses others, and misspelt ones with them. */
  readonly inputs: readonly string[];
}

/**
 * Every action of others. A tag can be moved to other code, a commit cannot; commits are those the tags named in the
 * actions' own repositories.
 */
export const ACTIONS: Readonly<Record<string, PinnedAction>> = {
  "actions/checkout": {
    version: "v7.0.1",
    commit: "3d3c42e5aac5ba805825da76410c181273ba90b1",
    inputs: ["ref", "persist-credentials", "fetch-depth"],
  },
  "actions/setup-node": {
    version: "v7.0.0",
    commit: "820762786026740c76f36085b0efc47a31fe5020",
    inputs: ["node-version", "package-manager-cache"],
  },
  "actions/upload-artifact": {
    version: "v7.0.0",
    commit: "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
    inputs: ["name", "path", "if-no-files-found", "retention-days"],
  },
  "actions/download-artifact": {
    version: "v8.0.1",
    commit: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
    inputs: ["name", "pattern", "path"],
  },
  "aws-actions/configure-aws-credentials": {
    version: "v6.2.3",
    commit: "e6de054238d6b7531b4efff3b6587d9aade6a06c",
    inputs: ["role-to-assume", "aws-region", "role-duration-seconds"],
  },
  "pulumi/actions": {
    version: "v7.0.0",
    commit: "8e5e406f4007fca908480587cb9893c07090f58d",
    inputs: ["pulumi-version"],
  },
};
