import { createInterface } from "node:readline/promises";
import type { Ask } from "./confirm.ts";

/** How this process asks its user; undefined in a pipe. */
export function terminalAsk(): Ask {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await terminal.question(question);
    } finally {
      terminal.close();
    }
  };
}
