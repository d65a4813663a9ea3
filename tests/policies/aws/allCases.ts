import { readdirSync } from "node:fs";
import type { PlannedResource } from "../../support/policies.ts";
import type { RuleCases } from "./cases.ts";

const files = readdirSync(new URL("cases/", import.meta.url)).filter((file) => file.endsWith(".ts"));
const modules = await Promise.all(
  files.map(async (file) => (await import(`./cases/${file}`)) as { cases: RuleCases[] }),
);

/** What is tried on each rule, from all files of cases. */
export const allCases: RuleCases[] = modules.flatMap(({ cases }) => cases);

/** The plan of each case, whatever is expected of it. */
export function plansOf({ accepts, refuses, unknown }: RuleCases): PlannedResource[][] {
  const accepted = Object.values(accepts).map((given) => (Array.isArray(given) ? given : given.plan));
  return [...accepted, ...refuses.map(({ plan }) => plan), ...unknown.map(({ plan }) => plan)];
}
