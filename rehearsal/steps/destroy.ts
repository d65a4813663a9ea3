import type { CloudRecord } from "../model/types.ts";
import { checkPhases } from "../phases.ts";
import { count, detailsOf, type Stage, StepFailure } from "../stage.ts";
import type { Step } from "./types.ts";

/** What is protected stays, until somebody releases it on purpose. */
export const RELEASE: Step = {
  name: "release",
  proves: "what is protected refuses to be destroyed, and goes only after it was released on purpose",
  needs: ["up"],
  async run(stage) {
    const resources = await stage.engine.resources();
    const guarded = resources.filter(({ protect }) => protect === true);
    const notes: string[] = [];
    if (guarded.length > 0) {
      const refused = await stage.attempt(() => stage.engine.previewDestroy());
      if (refused.succeeded || !refused.errors.some((error) => error.includes("protect"))) {
        throw new StepFailure("nothing stops the destruction of protected resources", detailsOf(refused));
      }
      notes.push(`destroying it was refused: ${count(guarded.length, "resource")} protected`);
    }
    return [...notes, ...(await release(stage))];
  },
};

/**
 * Turns protection off as an operator does who means it: AWS's own at the cluster, because the stack file of a prod stack
 * refuses to, and the engine's in its state.
 */
export async function release({ cloud, engine }: Stage): Promise<string[]> {
  const clusters = cloud.records.filter(({ inputs }) => inputs.deletionProtection === true);
  for (const { urn } of clusters) cloud.drift(urn, { deletionProtection: false });
  await engine.unprotectAll();
  return [
    ...clusters.map(({ id }) => `as by \`aws eks update-cluster-config --name ${id} --no-deletion-protection\``),
    "`pulumi state unprotect --all`",
  ];
}

/** Everything goes, in an order that leaves nothing behind. */
export const DESTROY: Step = {
  name: "destroy",
  proves: "everything goes in an order that leaves nothing behind",
  needs: ["up", "release"],
  async run(stage) {
    const { engine, cloud } = stage;
    const records = [...cloud.records];
    const kept = await keptOnPurpose(stage);
    const begun = cloud.deeds.length;
    await stage.succeed("the destruction", () => engine.destroy());
    const notes = assertGone(stage, records, kept, begun);
    return [`${count(records.length - stage.cloud.records.length, "resource")} deleted`, ...notes];
  },
};

/** URNs that the program says outlive the stack. */
export async function keptOnPurpose({ engine }: Stage): Promise<ReadonlySet<string>> {
  const resources = await engine.resources();
  return new Set(resources.filter(({ retainOnDelete }) => retainOnDelete === true).map(({ urn }) => urn));
}

/**
 * Nothing is left but what was meant to be, and what went first is what had to go first.
 *
 * @param begun how many deeds there were when the destruction began
 */
export function assertGone(
  { cloud }: Stage,
  records: readonly CloudRecord[],
  kept: ReadonlySet<string>,
  begun: number,
): string[] {
  const left = cloud.records.filter(({ urn }) => !kept.has(urn));
  if (left.length > 0) {
    throw new StepFailure(
      `${count(left.length, "resource")} left behind`,
      left.map(({ urn, id }) => `${id}: ${urn}`),
    );
  }
  const { checked, absent, wrong } = checkPhases(records, cloud.deeds.slice(begun));
  if (wrong.length > 0) throw new StepFailure("what must go first did not", wrong);
  return [
    ...(cloud.records.length > 0 ? [`kept on purpose: ${cloud.records.map(({ name }) => name).join(", ")}`] : []),
    ...checked,
    ...(absent.length > 0 ? [`not in this stack: ${absent.join("; ")}`] : []),
  ];
}
