import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { KubeConfig } from "@kubernetes/client-node";
import { parseKubeconfig } from "../kube/kubeconfig.ts";
import { EnvironmentError } from "./errors.ts";
import { textAt } from "./json.ts";

/** Runs a command and gives what it wrote to standard output. */
export type RunCommand = (file: string, args: readonly string[], directory: string) => Promise<string>;

/** Runs a command of this machine. */
export const runCommand: RunCommand = async (file, args, cwd) =>
  (await promisify(execFile)(file, [...args], { cwd, maxBuffer: 16 * 1024 * 1024 })).stdout;

/** Where a stack's kubeconfig is asked for. */
export interface StackCluster {
  /** The Pulumi CLI; undefined where there is none. */
  readonly cli: string | undefined;
  /** Directory with the Pulumi.yaml. */
  readonly directory: string;
  readonly run: RunCommand;
}

/**
 * The kubeconfig of a deployed stack, from its outputs.
 *
 * @throws EnvironmentError when there is no Pulumi CLI, or the stack has no such output
 */
export async function stackKubeconfig(stack: string, { cli, directory, run }: StackCluster): Promise<KubeConfig> {
  if (cli === undefined) {
    throw new EnvironmentError(
      "The Pulumi CLI is not on the PATH; --stack asks it for the cluster's kubeconfig. Install it (https://www.pulumi.com/docs/iac/download-install/), or name a context with --context.",
    );
  }
  let text: string;
  try {
    text = await run(
      cli,
      ["stack", "output", "kubeconfig", "--show-secrets", "--non-interactive", "--stack", stack],
      directory,
    );
  } catch (error) {
    // The error of the process repeats the command and its output; standard error alone says why.
    const why = textAt({ stderr: (error as { stderr?: string }).stderr }, "stderr")?.trim();
    throw new EnvironmentError(
      `The kubeconfig of stack ${stack} cannot be had from its outputs${why === undefined || why === "" ? "" : `: ${why}`}`,
    );
  }
  return parseKubeconfig(text, `The output "kubeconfig" of stack ${stack}`);
}
