import { DependencyGraph, missingOrders } from "../graph.ts";
import { sample } from "../random.ts";
import { count, describeChange, detailsOf, StepFailure } from "../stage.ts";
import type { Step } from "./types.ts";

/** Everything is made. */
export const UP: Step = {
  name: "up",
  proves: "everything can be made: what it refers to exists, names are unique, what it needs is there first",
  needs: [],
  async run(stage) {
    const outcome = await stage.succeed("the first deployment", () => stage.engine.up());
    if (stage.cloud.records.length === 0) throw new StepFailure("the deployment made nothing", detailsOf(outcome));
    stage.created = stage.cloud.deeds.filter(({ operation }) => operation === "create").map(({ urn }) => urn);
    return [`${count(stage.cloud.records.length, "resource")} made`];
  },
};

/** The engine knows every order that matters. */
export const ORDER: Step = {
  name: "order",
  proves: "the engine was told every order that matters, so that none of them came about by luck",
  needs: ["up"],
  async run({ engine, cloud }) {
    const graph = new DependencyGraph(await engine.resources());
    const missing = missingOrders(cloud.inventory, graph);
    if (missing.length > 0) throw new StepFailure(`${count(missing.length, "order")} left to luck`, missing);
    return [];
  },
};

/** The same program again changes nothing. */
export const AGAIN: Step = {
  name: "again",
  proves: "a second deployment of the same program changes nothing",
  needs: ["up"],
  async run(stage) {
    const outcome = await stage.succeed("the second deployment", () => stage.engine.up());
    if (outcome.changes.length > 0)
      throw new StepFailure("a second deployment is not without changes", detailsOf(outcome));
    return [`${count(outcome.unchanged, "resource")} unchanged`];
  },
};

/** What exists is what the engine remembers, and the engine would see if it were not. */
export const REFRESH: Step = {
  name: "refresh",
  proves: "nothing has drifted after a deployment, and a change behind the engine's back is found",
  needs: ["up"],
  async run(stage) {
    const clean = await stage.succeed("the refresh", () => stage.engine.detectDrift());
    if (clean.changes.length > 0) throw new StepFailure("there is drift right after a deployment", detailsOf(clean));

    const [victim] = sample(
      stage.cloud.records.filter(({ type, inputs }) => type.startsWith("aws:") && "tags" in inputs),
      1,
      stage.options.seed,
    );
    if (!victim) return ["no drift"];
    const before = { tags: victim.inputs.tags ?? {} };
    stage.cloud.drift(victim.urn, { tags: { changedBy: "hand" } });
    const drifted = await stage.succeed("the refresh after a change by hand", () => stage.engine.detectDrift());
    stage.cloud.drift(victim.urn, before);
    if (drifted.changes.length !== 1 || drifted.changes[0]?.urn !== victim.urn) {
      throw new StepFailure(
        `a change of ${victim.name} by hand was not found, or not alone`,
        drifted.changes.map(describeChange),
      );
    }
    return ["no drift", `a change by hand of ${victim.name} was found`];
  },
};
