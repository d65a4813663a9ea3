import { z } from "zod";
import type { Report } from "../shared/rules.ts";
import type { Tier } from "../shared/tiers.ts";
import { listOf, mapOf, textOf } from "../shared/untyped.ts";
import { applicationFields } from "./config/fields.ts";
import { checkNamespaces } from "./config/namespaceRules.ts";
import { resolveApplication } from "./config/resolve.ts";
import { checkApplication } from "./config/rules.ts";
import type { ApplicationConfig } from "./config/types.ts";
import { rolloutSpec } from "./rollout.ts";
import { rolloutProblems } from "./rolloutRules.ts";

export type { ApplicationConfig } from "./config/types.ts";
export { applicationProblems, type ApplicationSections, asksForIngress, type NodePoolFacts } from "./config/cross.ts";

/**
 * Schema of a stack's `applications`, by tier.
 *
 * @param context whether Argo Rollouts is on; it decides the default strategy. Default: on in prod, off elsewhere.
 */
export const applicationsSchema = (tier: Tier, context: { readonly rollouts?: boolean } = {}) => {
  const rollouts = context.rollouts ?? tier === "prod";
  return z
    .array(applicationFields)
    .superRefine(
      (found, refinement) => {
        // Runs on input that failed the schema too, so nothing here has its type for sure.
        const applications = listOf(found).map(mapOf);
        const issue = (path: (string | number)[], message: string) => {
          refinement.addIssue({ code: "custom", path, message });
        };
        applications.forEach((application, index) => {
          checkApplication(application, tier, rollouts, (path, message) => {
            issue([index, ...path], message);
          });
        });
        checkUnique(
          applications.map((application) => [textOf(application.name)]),
          issue,
          (index) => [index, "name"],
          "is the name of another application; allowed is each name once",
        );
        checkServiceNames(
          applications.map(({ name }) => textOf(name)),
          issue,
        );
        checkUnique(
          applications.map((application) => listOf(mapOf(application.ingress).hosts).map(textOf)),
          issue,
          (index, position) => [index, "ingress", "hosts", position],
          "is a host of another ingress; allowed is each host once",
        );
        checkNamespaces(applications, tier, rollouts, issue);
      },
      { when: () => true },
    )
    .transform((found) =>
      found.map((fields) => ({ enabled: fields.enabled, config: resolveApplication(fields, tier, rollouts) })),
    )
    .superRefine((applications, refinement) => {
      // What is left for the controller to refuse is refused here, before there is a Rollout without pods.
      applications.forEach(({ config }, index) => {
        if (config.strategy.kind === "rolling") return;
        for (const problem of rolloutProblems(rolloutSpec(config, config.strategy))) {
          refinement.addIssue({
            code: "custom",
            path: [index, "strategy"],
            message: `makes a Rollout that ${problem}`,
          });
        }
      });
    })
    .transform((applications): readonly ApplicationConfig[] =>
      applications.filter(({ enabled }) => enabled).map(({ config }) => config),
    );
};

function checkUnique(
  values: readonly (readonly (string | undefined)[])[],
  issue: Report,
  at: (index: number, position: number) => (string | number)[],
  message: string,
): void {
  const seen = new Set<string>();
  values.forEach((list, index) => {
    list.forEach((value, position) => {
      if (value === undefined) return;
      if (seen.has(value)) issue(at(index, position), message);
      seen.add(value);
    });
  });
}

/** The Services of a release are called after the application: another's name must not be the same. */
function checkServiceNames(names: readonly (string | undefined)[], issue: Report): void {
  names.forEach((name, index) => {
    const owner = /^(.+)-(?:stable|canary|preview)$/.exec(name ?? "")?.[1];
    if (owner !== undefined && names.includes(owner)) {
      issue(
        [index, "name"],
        `is the name of a Service of ${owner}; allowed is a name that is not another's with -stable, -canary or -preview`,
      );
    }
  });
}
