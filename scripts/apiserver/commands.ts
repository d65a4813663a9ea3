import { spawn } from "node:child_process";

/** A command that ended badly, with the last of what it said. */
export class CommandError extends Error {
  override name = "CommandError";
}

/** How a command is run. */
export interface CommandOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ends the command, and all it started, when it is aborted. */
  readonly signal: AbortSignal;
}

const LAST_LINES = 5;

/**
 * Runs a command to its end and returns what it wrote to its output.
 *
 * @throws CommandError when it cannot be started, is ended by the signal, or ends with another code than 0
 */
export function run(command: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { cwd, environment = process.env, signal } = options;
  return new Promise((resolve, reject) => {
    // A group of its own, so that a build's compilers end with it.
    const child = spawn(command, args, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    };
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    child.once("error", (error) => {
      signal.removeEventListener("abort", end);
      reject(new CommandError(`${command} cannot be started: ${error.message}`));
    });
    child.once("close", (code) => {
      signal.removeEventListener("abort", end);
      if (signal.aborted) reject(new CommandError(`${command} ${args[0] ?? ""} was ended: ${reason(signal)}`));
      else if (code === 0) resolve(output);
      else reject(new CommandError(`${command} ${args[0] ?? ""} failed: ${last(errors || output)}`));
    });
  });
}

function reason(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
}

function last(text: string): string {
  return text.trimEnd().split("\n").slice(-LAST_LINES).join("\n");
}
