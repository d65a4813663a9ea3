/**
 * Measures what a user waits for, each time as a whole process of its own, and prints medians and ratios. Ratios between
 * figures of the same run are what to compare: a machine's speed changes from hour to hour, its ratios hardly do.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const RUNS = Number(process.env.BENCH_RUNS ?? "7");
const HERE = join(import.meta.dirname, "bench");
const ROOT = join(import.meta.dirname, "..");
const NODE_FLAGS = ["--min-semi-space-size=16", "--max-semi-space-size=32"];
const OUT = process.stdout;
/** A preview's time, at most, as a multiple of the mere import of the SDK and its four providers. */
const ALLOWED_RATIO = 1.8;
/** Resident memory of a preview, at most. */
const ALLOWED_MEGABYTES = 400;

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly output: string;
}

/** Runs a program to its end with the flags that `npm run preview` gives Node. */
function measure(program: readonly string[], environment: NodeJS.ProcessEnv = {}): Measured {
  const start = performance.now();
  const result = spawnSync(process.execPath, [...NODE_FLAGS, "--import", join(HERE, "peak.mjs"), ...program], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const seconds = (performance.now() - start) / 1000;
  if (result.status !== 0)
    throw new Error(`${program.join(" ")} exited with ${String(result.status)}: ${result.stderr}`);
  return { seconds, megabytes: Number(result.output[3]) / 1024, output: result.stdout };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Interleaves the runs of two programs, so that a slow minute of the machine hits both. */
function compare(a: () => Measured, b: () => Measured): { a: Measured[]; b: Measured[]; ratio: number } {
  a();
  b();
  const pairs = Array.from({ length: RUNS }, () => ({ a: a(), b: b() }));
  return {
    a: pairs.map((pair) => pair.a),
    b: pairs.map((pair) => pair.b),
    ratio: median(pairs.map((pair) => pair.a.seconds / pair.b.seconds)),
  };
}

const seconds = (runs: readonly Measured[]): string => `${median(runs.map((run) => run.seconds)).toFixed(2)} s`;
const peak = (runs: readonly Measured[]): number => Math.round(Math.max(...runs.map((run) => run.megabytes)));

/** Says what is allowed; what is over it makes the whole benchmark end with 1. */
function allowed(found: number, limit: number): string {
  if (found <= limit) return `allowed: ${limit}`;
  process.exitCode = 1;
  return `OVER what is allowed: ${limit}`;
}

OUT.write(`Medians of ${RUNS} runs, each a process of its own; Node ${process.versions.node}.\n\n`);

for (const [label, environment] of [
  ["as users run it (Node's compile cache warm)", {}],
  ["without the compile cache", { NODE_DISABLE_COMPILE_CACHE: "1" }],
] as const) {
  const { a, b, ratio } = compare(
    () => measure(["scripts/run.mjs", "preview/main.ts", "prod"], environment),
    () => measure(["scripts/bench/imports.mjs"], environment),
  );
  OUT.write(`preview of prod with all rules, ${label}\n`);
  OUT.write(`  preview        ${seconds(a)}, ${peak(a)} MB at its peak (${allowed(peak(a), ALLOWED_MEGABYTES)} MB)\n`);
  OUT.write(`  imports alone  ${seconds(b)}\n`);
  OUT.write(`  ratio          ${ratio.toFixed(2)} (${allowed(ratio, ALLOWED_RATIO)})\n\n`);
}

OUT.write("recording a synthetic program\n");
for (const count of [100, 500, 2000]) {
  const times = Array.from({ length: RUNS }, () =>
    Number(measure(["scripts/run.mjs", "scripts/bench/resources.ts", String(count)]).output),
  );
  OUT.write(
    `  ${String(count).padStart(5)} resources  ${median(times).toFixed(0).padStart(5)} ms  ${(median(times) / count).toFixed(3)} ms each\n`,
  );
}
