import type { Deed } from "../cloud/journal.ts";
import type { Outcome } from "../engine/outcome.ts";
import { sectionOf, withPlatform } from "../engine/stackCopy.ts";
import { sample } from "../random.ts";
import { count, detailsOf, type Stage, StepFailure } from "../stage.ts";
import { nextKubernetes } from "./changes.ts";
import { assertGone, keptOnPurpose, release } from "./destroy.ts";
import type { Step } from "./types.ts";

/** Failures of each kind in the quick run: each costs a run of the engine, and the whole is to take minutes. */
const SAMPLE = 2;

/** A second life of the stack, in which things fail. */
export const RECOVER: Step = {
  name: "recover",
  proves: "whichever creation, update or deletion fails, the same command again ends where it would have ended",
  needs: ["up", "change-kubernetes", "destroy"],
  async run(stage) {
    const { engine, options } = stage;
    stage.beginAgain();
    const chosen = (urns: readonly string[]): readonly string[] =>
      options.thorough ? urns : sample(urns, SAMPLE, options.seed);

    const made = await converge(stage, "create", chosen(stage.created), () => engine.up());
    const again = await stage.succeed("the deployment after all failures", () => engine.up());
    if (again.changes.length > 0)
      throw new StepFailure("it did not converge: one more deployment has changes", detailsOf(again));

    stage.configure(
      withPlatform(stage.stackFile, (platform) => {
        sectionOf(platform, "cluster").logRetentionDays = 731;
        nextKubernetes(platform, stage.cloud.records);
      }),
    );
    const updates = options.thorough
      ? stage.cloud.records.map(({ urn }) => urn)
      : sample(stage.updated, SAMPLE, options.seed);
    const updated = await converge(stage, "update", updates, () => engine.up());

    await release(stage);
    const records = [...stage.cloud.records];
    const kept = await keptOnPurpose(stage);
    const begun = stage.cloud.deeds.length;
    const deletions = chosen(records.map(({ urn }) => urn).filter((urn) => !kept.has(urn)));
    const deleted = await converge(stage, "delete", deletions, () => engine.destroy());
    assertGone(stage, records, kept, begun);
    return [
      `${count(made.struck, "creation")} failed, ${count(made.runs, "run")} to converge`,
      `${count(updated.struck, "update")} failed, ${count(updated.runs, "run")} to converge`,
      `${count(deleted.struck, "deletion")} failed, ${count(deleted.runs, "run")} to converge`,
    ];
  },
};

/** Repeats a command, in which each of these operations fails once, until it succeeds. */
async function converge(
  stage: Stage,
  operation: Deed["operation"],
  urns: readonly string[],
  run: () => Promise<Outcome>,
): Promise<{ readonly struck: number; readonly runs: number }> {
  for (const urn of urns) stage.cloud.faults.plan({ operation, urn });
  for (let runs = 1; runs <= urns.length + 1; runs++) {
    const refusals = stage.cloud.refusals.length;
    const left = stage.cloud.faults.left;
    const outcome = await stage.attempt(run);
    // Others must wait for what failed, and not go ahead and run into its absence.
    const strange = stage.cloud.refusals.slice(refusals);
    if (strange.length > 0) throw new StepFailure(`after a failed ${operation} others went ahead`, strange);
    if (outcome.succeeded) {
      const unstruck = stage.cloud.faults.forget();
      // Nobody can tell which resources an update will reach; every creation and deletion must come to pass.
      if (operation !== "update" && unstruck > 0) {
        throw new StepFailure(`${count(unstruck, operation)} that should have failed never happened`);
      }
      return { struck: urns.length - unstruck, runs };
    }
    if (stage.cloud.faults.left === left)
      throw new StepFailure(`the ${operation} run failed by itself`, detailsOf(outcome));
    stage.note(`${left - stage.cloud.faults.left} of ${left} failures struck`);
  }
  throw new StepFailure(`${count(urns.length + 1, "run")} did not converge`);
}
