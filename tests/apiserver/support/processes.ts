import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

/** A program that runs until it is stopped. */
export interface Running {
  /** What it said so far, for whoever has to tell why it ended. */
  readonly log: () => string;
  /** Its exit code or signal once it has ended. */
  readonly ended: () => string | undefined;
  stop(): Promise<void>;
}

const KEPT_LOG = 20_000;
/** A program that does not end by itself after this long, in milliseconds, is killed. */
const PATIENCE = 10_000;

/** Starts a program. It ends with this process, however that ends. */
export function start(program: string, args: readonly string[]): Running {
  const child: ChildProcess = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  let end: string | undefined;
  const keep = (text: Buffer): void => void (log = (log + text.toString()).slice(-KEPT_LOG));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const closed = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      end = error.message;
      resolve();
    });
    child.once("close", (code, signal) => {
      end ??= signal ?? `code ${code ?? "unknown"}`;
      process.off("exit", kill);
      resolve();
    });
  });
  return {
    log: () => log,
    ended: () => end,
    async stop() {
      child.kill("SIGTERM");
      const late = setTimeout(kill, PATIENCE);
      await closed;
      clearTimeout(late);
    },
  };
}

/** Ports of the loopback address that nothing listens on. They are taken together, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Waits until something is so, or a program it depends on has ended. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  dependsOn: readonly Running[] = [],
  seconds = 90,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    const dead = dependsOn.find((program) => program.ended() !== undefined);
    if (dead) throw new Error(`waiting for ${what}: a program ended with ${dead.ended() ?? ""}\n${dead.log()}`);
    if (Date.now() > deadline) {
      throw new Error(
        `waiting for ${what}: not so after ${seconds} s\n${dependsOn.map(({ log }) => log()).join("\n")}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
