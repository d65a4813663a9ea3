import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { PROJECT } from "../support/commandLine.ts";

const MODULE = pathToFileURL(join(PROJECT, "cli", "surroundings.ts")).href;

/** Runs a program whose reader goes away at once, as `| head` does. */
function withReaderGone(program: string): Promise<{ exitCode: number | null; stderr: string }> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["pipe", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.destroy();
  child.stdout.once("close", () => child.stdin.end("go"));
  return new Promise((resolve) => {
    child.once("close", (exitCode) => {
      resolve({ exitCode, stderr });
    });
  });
}

describe("the process of a command", () => {
  const WAIT = `for await (const _ of process.stdin);`;

  it("goes on to its own exit code when the pipe it writes to is closed", async () => {
    const program = `import { thisProcess } from "${MODULE}"; const { write } = thisProcess(); ${WAIT} write("x".repeat(1e6)); process.exitCode = 7;`;
    expect(await withReaderGone(program)).to.deep.equal({ exitCode: 7, stderr: "" });
  });

  it("would end with a trace otherwise", async () => {
    const { exitCode, stderr } = await withReaderGone(`${WAIT} process.stdout.write("x".repeat(1e6));`);
    expect(exitCode).to.not.equal(0);
    expect(stderr).to.include("EPIPE");
  });
});
