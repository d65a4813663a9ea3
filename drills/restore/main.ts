import { thisProcess } from "../../cli/surroundings.ts";
import { systemClock } from "../common/clock.ts";
import { download } from "../common/download.ts";
import { freshRunId } from "../common/names.ts";
import { runCommand } from "../common/stackCluster.ts";
import { terminalAsk } from "../common/terminal.ts";
import { cli } from "./cli.ts";

process.exitCode = await cli(process.argv.slice(2), {
  ...thisProcess(),
  clock: systemClock,
  signals: process,
  ask: terminalAsk(),
  runCommand,
  download,
  freshRunId,
  exitNow: (code) => process.exit(code),
});
