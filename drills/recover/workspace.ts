import type { StackConfig } from "./stackConfig.ts";

/** The Pulumi operations a drill needs; tests have ones of their own. */
export interface DrillWorkspace {
  /** Outputs of a deployed stack. Secrets are left out. */
  outputs(stack: string): Promise<Readonly<Record<string, unknown>>>;
  /** Makes a stack with a configuration; nothing is deployed yet. */
  create(stack: string, config: StackConfig): Promise<DrillStack>;
}

/** The short-lived stack. */
export interface DrillStack {
  /** Deploys it. @returns the kubeconfig of its cluster */
  up(signal: AbortSignal, progress: (line: string) => void): Promise<string>;
  /** Destroys everything in it. */
  destroy(progress: (line: string) => void): Promise<void>;
  /** Removes the empty stack with its configuration. */
  remove(): Promise<void>;
}
