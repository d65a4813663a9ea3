import { join } from "node:path";
import { didYouMean } from "../cli/near.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { UsageError } from "../cli/usageError.ts";
import { describeFailure } from "../preview/failure.ts";
import type { Plan } from "../preview/plan.ts";
import { layoutFor } from "../preview/render/layout.ts";
import { assertStack, existingStacks } from "../preview/stackFiles.ts";
import { type Catalogue, readCatalogue } from "./catalogue/read.ts";
import { readManifests } from "./model/yaml.ts";
import { type Options, parseOptions } from "./options.ts";
import { type PodFile, readPods } from "./pods/read.ts";
import { fromManifests } from "./pools/fromManifests.ts";
import { fromPlan } from "./pools/fromPlan.ts";
import type { PoolSource } from "./pools/source.ts";
import { renderReport } from "./render/report.ts";
import { capacityReport } from "./report.ts";

/** Runs the program for a stack of a directory. */
export type Planner = (directory: string, stack: string) => Promise<Plan>;

/** Columns of a terminal that are used. */
const WIDEST = 100;
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
      : renderReport(report, options.pool, layoutFor(surroundings, options, WIDEST));
    surroundings.write(`${text}\n`);
    return report.exitCode;
  } catch (error) {
    const failure = describeFailure(error, "simulation", surroundings.environment);
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
  const directory = dir ?? PROJECT;
  // Before anything expensive happens.
  assertStack(stack ?? "", existingStacks(directory));
  const plan = await load();
  return fromPlan(await plan(directory, stack ?? ""));
}

function assertPool(name: string | undefined, { pools, subject }: PoolSource): void {
  const names = pools.map((pool) => pool.name);
  if (name === undefined || names.includes(name)) return;
  const there = names.length === 0 ? "there is no pool at all" : `the pools there are: ${names.join(", ")}`;
  throw new UsageError(`There is no pool "${name}" in ${subject}.${didYouMean(name, names)} In it ${there}.`);
}
