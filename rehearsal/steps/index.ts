import { CHANGES } from "./changes.ts";
import { AGAIN, ORDER, REFRESH, UP } from "./deploy.ts";
import { DESTROY, RELEASE } from "./destroy.ts";
import { PREVIEW } from "./preview.ts";
import { RECOVER } from "./recover.ts";
import type { Step } from "./types.ts";
import { UPGRADE } from "./upgrade.ts";

/** Everything a rehearsal does, in its order. */
export const STEPS: readonly Step[] = [
  PREVIEW,
  UP,
  ORDER,
  AGAIN,
  REFRESH,
  ...CHANGES,
  RELEASE,
  DESTROY,
  RECOVER,
  UPGRADE,
];

/** A step and all that must have passed before it, in order. */
export function withPrerequisites(name: string): readonly Step[] {
  const wanted = new Set<string>();
  const want = (one: string): void => {
    wanted.add(one);
    for (const needed of STEPS.find((step) => step.name === one)?.needs ?? []) want(needed);
  };
  want(name);
  return STEPS.filter((step) => wanted.has(step.name));
}
