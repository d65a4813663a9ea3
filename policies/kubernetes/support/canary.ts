import type { Value } from "./value.ts";

/** Whether an analysis names a template that can be run. @throws NotKnown, Malformed */
function hasTemplates(analysis: Value): boolean {
  return analysis
    .get("templates")
    .list()
    .some((template) => (template.get("templateName").string() ?? "") !== "");
}

/** Whether a step waits for an analysis: its own, or those of an experiment. @throws NotKnown, Malformed */
function analyses(step: Value): boolean {
  if (step.get("analysis").present()) return hasTemplates(step.get("analysis"));
  const runs = step.at("experiment.analyses").list();
  return runs.some((run) => (run.get("templateName").string() ?? "") !== "");
}

/**
 * What is wrong with a canary's way to full weight; undefined when an analysis stands in it. Full weight comes with the
 * first `setWeight` of 100, or when the last step is done. A background analysis runs beside the steps, so it counts
 * only if something waits while it runs: a pause, before full weight (Argo Rollouts docs, "Analysis & Progressive
 * Delivery").
 *
 * @param canary `spec.strategy.canary` of a Rollout
 * @throws NotKnown, Malformed
 */
export function canaryProblem(canary: Value): string | undefined {
  const steps = canary.get("steps").list();
  if (steps.length === 0) {
    return `${canary.path}.steps is not set, so that a release goes to full weight as fast as pods start; give steps with an analysis`;
  }
  const full = steps.findIndex((step) => (step.get("setWeight").number() ?? 0) >= 100);
  const before = full < 0 ? steps : steps.slice(0, full);
  if (before.some(analyses)) return undefined;
  const background = canary.get("analysis");
  if (background.present() && hasTemplates(background)) {
    const start = background.get("startingStep").number() ?? 0;
    if (before.slice(start).some((step) => step.get("pause").present())) return undefined;
    return `${background.path} starts at step ${start} and nothing pauses between it and full weight, so that it measures nothing in time; add a pause`;
  }
  const when = full < 0 ? "after its last step" : `at ${steps[full]?.path ?? ""}.setWeight`;
  return `${canary.path} reaches full weight ${when} without an analysis before it; add an analysis step or a background analysis`;
}
