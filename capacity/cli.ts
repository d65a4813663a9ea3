import { join } from "node:path";
import { UsageError } from "../preview/errors.ts";
import { describeFailure } from "../preview/failure.ts";
import type { Plan } from "../preview/plan.ts";
import { palette, wantsColour } from "../preview/render/colour.ts";
import { near } from "../preview/render/find.ts";
import type { Layout } from "../preview/render/text.ts";
import { type Catalogue, readCatalogue } from "./catalogue/read.ts";
import { readManifests } from "./model/yaml.ts";
import { type Options, parseOptions } from "./options.ts";
import { type PodFile, readPods } from "./pods/read.ts";
import { fromManifests } from "./pools/fromManifests.ts";
import { fromPlan } from "./pools/fromPlan.ts";
import type { PoolSource } from "./pools/source.ts";
import { renderReport } from "./render/report.ts";
import { capacityReport } from "./report.ts";

/** What the command needs of the process it runs in. */
export interface Surroundings {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal that standard output is; undefined in a pipe. */
  readonly terminalColumns: number | undefined;
}

/** Runs the program for a stack of a directory. */
export type Planner = (directory: string, stack: string) => Promise<Plan>;

const PROJECT = join(import.meta.dirname, "..");

/**
 * The command `npm run pools`.
 *
 * @param load gives what runs the program; asked only when a stack is meant, because it brings Pulumi's SDKs with it
 * @returns the exit code: 0 all well, 1 a pod lands nowhere or no type qualifies for a pool, 2 bad usage or
 *   configuration, 3 the command itself failed
 */
export async function cli(
  argv: readonly string[],
  surroundings: Surroundings,
  load: () => Promise<Planner>,
): Promise<number> {
  try {
    const options = parseOptions(argv);
    if ("help" in options) {
      surroundings.write(options.help);
      return 0;
    }
    const catalogue = readCatalogue();
    const pods = options.pods === undefined ? undefined : readPods(readManifests(options.pods, "--pods"), options.pods);
    const source = await sourceOf(options, catalogue, pods, load);
    assertPool(options.pool, source);
    const report = capacityReport(source, catalogue, pods);
    const text = options.json
      ? JSON.stringify(report, null, 2)
      : renderReport(report, options.pool, layoutFor(options, surroundings));
    surroundings.write(`${text}\n`);
    return report.exitCode;
  } catch (error) {
    const failure = describeFailure(error, surroundings.environment);
    surroundings.writeError(`${failure.message}\n`);
    return failure.exitCode;
  }
}

async function sourceOf(
  { stack, manifests, dir }: Options,
  catalogue: Catalogue,
  pods: PodFile | undefined,
  load: () => Promise<Planner>,
): Promise<PoolSource> {
  if (manifests !== undefined) {
    const named = pods?.workloads.flatMap(({ shape }) => [...shape.requirements.values()]) ?? [];
    return fromManifests(readManifests(manifests, "--manifests"), manifests, named, catalogue.priceRegion);
  }
  const plan = await load();
  return fromPlan(await plan(dir ?? PROJECT, stack ?? ""));
}

function assertPool(name: string | undefined, { pools, subject }: PoolSource): void {
  const names = pools.map((pool) => pool.name);
  if (name === undefined || names.includes(name)) return;
  const [meant] = near(name, names, 1);
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  const there = names.length === 0 ? "there is no pool at all" : `the pools there are: ${names.join(", ")}`;
  throw new UsageError(`There is no pool "${name}" in ${subject}.${hint} In it ${there}.`);
}

/** A terminal's own width within reason; 100 columns in a pipe, so that what is captured is the same everywhere. */
function layoutFor({ color }: Options, { environment, terminalColumns }: Surroundings): Layout {
  return {
    width: terminalColumns === undefined ? 100 : Math.min(100, Math.max(60, terminalColumns)),
    palette: palette(wantsColour(environment, terminalColumns !== undefined, !color)),
  };
}
