import { execFile } from "node:child_process";
import { join } from "node:path";

/** The project's own directory. */
export const PROJECT = join(import.meta.dirname, "..", "..");

/** What a finished command left. */
export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the preview as `npm run preview -- <args>` does, its output into a pipe. */
export function preview(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const ours = ["NO_COLOR", "FORCE_COLOR", "EKS_PLATFORM_TRACE"];
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.includes(name)));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["scripts/run.mjs", "preview/main.ts", ...args],
      { cwd: PROJECT, env: { ...inherited, ...environment }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}
