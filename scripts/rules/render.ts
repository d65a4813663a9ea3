import { join } from "node:path";
import { ObservabilityComponent } from "../../components/observability/index.ts";
import type { Plan } from "../../preview/plan.ts";
import { record, runProgram } from "../../preview/program.ts";
import { renderFiles } from "../../preview/render/files.ts";
import { findStacks, readStack } from "../../preview/stackFiles.ts";
import { WATCHED_PLATFORM } from "./platform.ts";

/** Rules as the program asks for them. */
export interface RenderedRules {
  /** Name of the rule file: `<subject>.rules.yaml`. */
  readonly file: string;
  readonly subject: string;
  /** The file, in Prometheus' own format. */
  readonly text: string;
}

const ROOT = join(import.meta.dirname, "../..");
/** How the preview's `--render` names a rule file. */
const RULE_FILE = /^rules\/eks-platform-([a-z-]+)\.rules\.yaml$/;
const WATCHED_STACK = {
  project: "eks-platform",
  stack: "prod",
  config: { "aws:region": "eu-central-1", "aws:allowedAccountIds": '["111122223333"]' },
  secretKeys: [],
};

/** The rules of a platform that has everything there are rules about. The unit tests of rules are about these. */
export async function renderRules(): Promise<RenderedRules[]> {
  const plan = await record(WATCHED_STACK, { unknowns: false }, async () => {
    new ObservabilityComponent("observability", WATCHED_PLATFORM);
    return Promise.resolve(undefined);
  });
  return rulesOf(plan);
}

/** The rules of each stack that the project ships, by the stack's name; a stack without monitoring has none. */
export async function renderStackRules(): Promise<{ readonly stack: string; readonly rules: RenderedRules[] }[]> {
  const rendered = [];
  // One after the other: the SDK keeps a program's state for the whole process.
  for (const stack of findStacks(ROOT)) {
    rendered.push({ stack, rules: rulesOf(await runProgram(readStack(ROOT, stack), { unknowns: false })) });
  }
  return rendered;
}

/** The rule files among those that the preview's `--render` writes of a plan. */
function rulesOf(plan: Plan): RenderedRules[] {
  return renderFiles(plan).flatMap(({ path, content }) => {
    const [, subject] = RULE_FILE.exec(path) ?? [];
    return subject === undefined ? [] : [{ file: `${subject}.rules.yaml`, subject, text: content }];
  });
}
