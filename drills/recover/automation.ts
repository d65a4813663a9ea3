import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { parse, stringify } from "yaml";
import { EnvironmentError, messageOf } from "../common/errors.ts";
import { textAt } from "../common/json.ts";
import type { DrillStack, DrillWorkspace } from "./workspace.ts";

/** Where the program and its stack files are, and what runs them. */
export interface AutomationOptions {
  readonly directory: string;
  /** Stack whose way of keeping secrets the short-lived one takes over. */
  readonly source: string;
  readonly command: PulumiCommand;
}

/** Runs the project's own program through Pulumi's Automation API, with the backend this machine is logged in to. */
export function automationWorkspace({ directory, source, command }: AutomationOptions): DrillWorkspace {
  const options = { workDir: directory, pulumiCommand: command };
  return {
    async outputs(stackName) {
      try {
        // Not through a selected stack: which one is selected is the business of whoever works in this directory.
        const workspace = await LocalWorkspace.create(options);
        const outputs = Object.entries(await workspace.stackOutputs(stackName));
        return Object.fromEntries(outputs.flatMap(([name, { value, secret }]) => (secret ? [] : [[name, value]])));
      } catch (error) {
        throw new EnvironmentError(`The outputs of stack ${stackName} cannot be read: ${firstLine(error)}`);
      }
    },
    async create(stackName, config) {
      const file = join(directory, `Pulumi.${stackName}.yaml`);
      writeFileSync(file, stringify({ config }), { flag: "wx" });
      try {
        const secretsProvider = secretsProviderOf(directory, source);
        const workspace = await LocalWorkspace.create({
          ...options,
          ...(secretsProvider !== undefined && { secretsProvider }),
        });
        const selected = await workspace.stack();
        const stack = await Stack.create(stackName, workspace);
        // Making a stack selects it.
        if (selected) await workspace.selectStack(selected.name);
        return drillStack(stack, stackName, file);
      } catch (error) {
        rmSync(file, { force: true });
        throw new EnvironmentError(`The stack ${stackName} cannot be made: ${firstLine(error)}`);
      }
    },
  };
}

function drillStack(stack: Stack, name: string, file: string): DrillStack {
  const quiet = { color: "never", suppressOutputs: true } as const;
  return {
    async up(signal, progress) {
      const { outputs } = await stack.up({ ...quiet, signal, onOutput: progress });
      const kubeconfig: unknown = outputs.kubeconfig?.value;
      return typeof kubeconfig === "string" ? kubeconfig : JSON.stringify(kubeconfig);
    },
    async destroy(progress) {
      // After an interrupted deployment the state may hold what was being made: a refresh finds out.
      await stack.cancel().catch(() => undefined);
      await stack.destroy({ ...quiet, onOutput: progress, refresh: true });
    },
    async remove() {
      await stack.workspace.removeStack(name);
      rmSync(file, { force: true });
    },
  };
}

/** `secretsprovider` of a stack file: a key that its owners chose for a reason. */
function secretsProviderOf(directory: string, stack: string): string | undefined {
  return textAt(parse(readFileSync(join(directory, `Pulumi.${stack}.yaml`), "utf8")), "secretsprovider");
}

function firstLine(error: unknown): string {
  return (
    messageOf(error)
      .split("\n")
      .find((line) => line.trim() !== "") ?? ""
  );
}
