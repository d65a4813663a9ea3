import { join } from "node:path";
import type { Surroundings } from "../cli/surroundings.ts";
import { assertReplaceable, writeDirectory } from "./directory.ts";
import { UsageError } from "../cli/usageError.ts";
import { describeFailure } from "./failure.ts";
import { type Options, parseOptions } from "./options.ts";
import type { Plan, PolicyReport } from "./plan.ts";
import type { Previewer } from "./preview.ts";
import { renderDiff } from "./render/diff.ts";
import { renderFiles } from "./render/files.ts";
import { findResource, matchingUrns } from "./render/find.ts";
import { type FailedStack, renderJson } from "./render/json.ts";
import { layoutFor } from "./render/layout.ts";
import { redact } from "./render/redact.ts";
import { type Filter, renderClosing, renderHeader, renderReport } from "./render/report.ts";
import { renderPolicies } from "./render/policies.ts";
import { renderResource } from "./render/show.ts";
import { count, type Layout } from "./render/text.ts";
import { judge } from "./render/verdict.ts";
import { assertStack, existingStacks } from "./stackFiles.ts";

/** A stack's plan and what the packs say about it, with secrets blotted out of all prose. */
interface Previewed {
  readonly plan: Plan;
  readonly report: PolicyReport;
}

/** Columns of a terminal that are used. */
const WIDEST = 160;
const PROJECT = join(import.meta.dirname, "..");

/**
 * The command `npm run preview`.
 *
 * @param load gives what runs the program; asked only when needed, because it brings Pulumi's SDKs with it
 * @returns the exit code: 0 clean, 1 a mandatory violation, 2 bad usage or configuration, 3 the preview itself failed
 */
export async function cli(
  argv: readonly string[],
  surroundings: Surroundings,
  load: () => Promise<Previewer>,
): Promise<number> {
  const started = performance.now();
  try {
    const options = parseOptions(argv);
    if ("help" in options) {
      surroundings.write(options.help);
      return 0;
    }
    const exitCode = await run(options, surroundings, load);
    if (surroundings.terminalColumns !== undefined) {
      surroundings.writeError(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    }
    return exitCode;
  } catch (error) {
    const failure = describeFailure(error, "preview", surroundings.environment);
    surroundings.writeError(`${failure.message}\n`);
    return failure.exitCode;
  }
}

async function run(options: Options, surroundings: Surroundings, load: () => Promise<Previewer>): Promise<number> {
  const stacks = chosenStacks(options);
  if (options.render !== undefined) assertReplaceable(options.render);
  const { done, failures } = await previewAll(stacks, options, surroundings, await load());
  const failed = Math.max(0, ...failures.map(({ exitCode }) => exitCode));
  // Comparing two stacks judges neither.
  const judged = options.diff === undefined ? done.map(({ plan, report }) => judge(plan, report).exitCode) : [];
  const exitCode = Math.max(failed, ...judged);

  if (options.json) {
    surroundings.write(`${renderJson(done, failures, { unknowns: options.unknowns, exitCode })}\n`);
  } else {
    const layout = layoutFor(surroundings, options, WIDEST);
    const complete = failures.length === 0;
    const text = options.diff === undefined ? renderAll(done, complete, options, layout) : renderPair(done, layout);
    if (text !== "") surroundings.write(`${text}\n`);
  }
  for (const { stack, message } of failures) {
    surroundings.writeError(stacks.length > 1 ? `${stack}: ${message}\n` : `${message}\n`);
  }
  return exitCode;
}

/** One bad stack of several does not hide the others. */
async function previewAll(
  stacks: readonly string[],
  options: Options,
  { environment }: Surroundings,
  preview: Previewer,
): Promise<{ done: Previewed[]; failures: FailedStack[] }> {
  const done: Previewed[] = [];
  const failures: FailedStack[] = [];
  // One after the other: a run of a Pulumi program has the process to itself.
  for (const stack of stacks) {
    try {
      const { plan, report } = await preview(directoryOf(options), stack, { unknowns: options.unknowns });
      done.push(redact(plan, report));
    } catch (error) {
      failures.push({ stack, ...describeFailure(error, "preview", environment) });
    }
  }
  return { done, failures };
}

function directoryOf({ dir }: Options): string {
  return dir ?? PROJECT;
}

/** The stacks that are meant; the names are checked before anything expensive happens. */
function chosenStacks(options: Options): readonly string[] {
  const directory = directoryOf(options);
  const there = existingStacks(directory);
  if (options.all) return there;
  const wanted = options.diff === undefined ? options.stacks : [...options.stacks, options.diff];
  for (const stack of wanted) assertStack(stack, there);
  return wanted;
}

function renderAll(done: readonly Previewed[], complete: boolean, options: Options, layout: Layout): string {
  const { render, show, unknowns } = options;
  if (render !== undefined) {
    // With a stack missing, the directory would lose what that stack had in it.
    return complete ? renderToDirectory(done, render, unknowns, layout) : "";
  }
  if (show !== undefined) {
    return done
      .flatMap(({ plan, report }) => [
        renderResource(plan, report, findResource(plan, show), layout),
        renderClosing(plan, report, layout),
      ])
      .join("\n\n");
  }
  const filtered = filterAll(done, options.filter);
  return done
    .map(({ plan, report }, index) => {
      const filter = filtered[index];
      return renderReport(plan, report, { unknowns, ...(filter && { filter }) }, layout);
    })
    .join("\n\n\n");
}

/** What of each stack to show; a text that matches in one stack need not match in every other. */
function filterAll(done: readonly Previewed[], text: string | undefined): Filter[] {
  if (text === undefined) return [];
  const attempts = done.map(({ plan }): Filter | UsageError => {
    try {
      return { text, urns: matchingUrns(plan, text) };
    } catch (error) {
      if (error instanceof UsageError) return error;
      throw error;
    }
  });
  const [first] = attempts;
  if (first instanceof UsageError && attempts.every((attempt) => attempt instanceof UsageError)) throw first;
  return attempts.map((attempt) => (attempt instanceof UsageError ? { text, urns: new Set<string>() } : attempt));
}

function renderPair([before, after]: readonly Previewed[], layout: Layout): string {
  return before && after ? renderDiff(before.plan, after.plan, layout) : "";
}

/** One stack fills the directory, several get a folder each. */
function renderToDirectory(done: readonly Previewed[], directory: string, unknowns: boolean, layout: Layout): string {
  const files = done.flatMap(({ plan }) =>
    renderFiles(plan).map((file) => (done.length > 1 ? { ...file, path: `${plan.stack}/${file.path}` } : file)),
  );
  writeDirectory(directory, files);
  const judgements = done.map(({ plan, report }) =>
    [
      renderHeader(plan, unknowns, layout),
      renderPolicies(plan, report, { unknowns }, layout),
      renderClosing(plan, report, layout),
    ].join("\n\n"),
  );
  const list = [
    `Wrote ${count(files.length, "file")} to ${directory}; ids that AWS gives are ${unknowns ? "marked" : "simulated"} in them:`,
    ...files.map(({ path }) => `  ${path}`),
  ];
  return [list.join("\n"), ...judgements].join("\n\n");
}
