import { cli } from "./cli.ts";

// `npm run pools -- prod | head` closes the pipe early; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// Not process.exit: what is still to be written to a pipe would be lost.
process.exitCode = await cli(
  process.argv.slice(2),
  {
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    environment: process.env,
    terminalColumns: process.stdout.isTTY ? process.stdout.columns : undefined,
  },
  async () => (await import("./plan.ts")).planStack,
);
