import { thisProcess } from "../../cli/surroundings.ts";
import { systemClock } from "../common/clock.ts";
import { download } from "../common/download.ts";
import { EnvironmentError } from "../common/errors.ts";
import { findCommand } from "../common/findCommand.ts";
import { freshRunId } from "../common/names.ts";
import { terminalAsk } from "../common/terminal.ts";
import { cli } from "./cli.ts";
import type { DrillWorkspace } from "./workspace.ts";

/** Pulumi's SDK is loaded only when something is to be deployed. */
async function workspace(directory: string, source: string): Promise<DrillWorkspace> {
  if (findCommand("pulumi", process.env) === undefined) {
    throw new EnvironmentError(
      "The Pulumi CLI is not on the PATH; the drill deploys with it. Install it: https://www.pulumi.com/docs/iac/download-install/",
    );
  }
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const { automationWorkspace } = await import("./automation.ts");
  return automationWorkspace({ directory, source, command: await PulumiCommand.get() });
}

process.exitCode = await cli(process.argv.slice(2), {
  ...thisProcess(),
  clock: systemClock,
  signals: process,
  ask: terminalAsk(),
  download,
  freshRunId,
  exitNow: (code) => process.exit(code),
  workspace,
});
