import { systemClock } from "../common/clock.ts";
import { download } from "../common/download.ts";
import { freshRunId } from "../common/names.ts";
import { runCommand } from "../common/stackCluster.ts";
import { terminalAsk } from "../common/terminal.ts";
import { cli } from "./cli.ts";

// Not process.exit: what is still to be written to a pipe would be lost.
process.exitCode = await cli(process.argv.slice(2), {
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  environment: process.env,
  clock: systemClock,
  signals: process,
  ask: terminalAsk(),
  runCommand,
  download,
  freshRunId,
  exitNow: (code) => process.exit(code),
});
