import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyOptions } from "../engine/engine.ts";
import { platformOf } from "../engine/stackCopy.ts";
import { count, type Stage, StepFailure } from "../stage.ts";
import type { Step } from "./types.ts";

/** The first preview of the stack, with both policy packs as gates. */
export const PREVIEW: Step = {
  name: "preview",
  proves: "the engine plans the stack, and no mandatory rule of any policy pack is broken",
  needs: [],
  async run(stage) {
    const policies = policyOptions(stage);
    const outcome = await stage.succeed("the preview", () => stage.engine.preview(policies));
    const mandatory = outcome.violations.filter((violation) => violation.includes("(mandatory)"));
    if (mandatory.length > 0) throw new StepFailure("the stack breaks mandatory rules", mandatory);
    if (outcome.packs.length !== policies.packs.length) {
      throw new StepFailure(
        `only ${count(outcome.packs.length, "policy pack")} of ${policies.packs.length} ran`,
        outcome.packs,
      );
    }
    return [`${count(outcome.changes.length, "resource")} to make`, `${outcome.packs.join(" and ")} agree`];
  },
};

/** Every pack of the project with the configuration of the stack's tier, as the workflows give them. */
function policyOptions({ options, stackFile, workdir }: Stage): PolicyOptions {
  const directory = join(options.project, "policies");
  const { tier } = platformOf(stackFile);
  // The engine takes a configuration for each pack or for none.
  const nothing = join(workdir.path, "strict.json");
  writeFileSync(nothing, "{}\n");
  const packs = readdirSync(directory)
    .map((name) => join(directory, name))
    .filter((pack) => existsSync(join(pack, "PulumiPolicy.yaml")));
  const configs = packs.map((pack) => join(pack, "config", `${String(tier)}.json`));
  return { packs, configs: configs.map((config) => (existsSync(config) ? config : nothing)) };
}
