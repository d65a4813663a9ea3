/** What every command needs of the process it runs in. */
export interface Surroundings {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal that standard output is; undefined in a pipe. */
  readonly terminalColumns: number | undefined;
}

/**
 * This process. Whoever uses it sets `process.exitCode` and lets the process end by itself: `process.exit` would lose
 * what is still to be written to a pipe.
 */
export function thisProcess(): Surroundings {
  for (const stream of [process.stdout, process.stderr]) {
    // `npm run preview -- prod | head` closes the pipe early; that is no failure.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  return {
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    environment: process.env,
    terminalColumns: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
}
