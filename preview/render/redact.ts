import { type Plan, type PlanValue, type PolicyReport, Secret, Unknown } from "../plan.ts";
import { plain, SECRET_TEXT } from "./values.ts";
import { visibleInputs } from "./visible.ts";

/** Shorter texts are too common to blot out, and no secret worth the name. */
const SHORTEST = 5;

/**
 * Blots secrets out of prose. Values are masked by their type wherever they are shown, but a policy's finding or a
 * program's message may quote one; this is the only place of the renderers that looks into a secret.
 */
export function redact(plan: Plan, report: PolicyReport): { readonly plan: Plan; readonly report: PolicyReport } {
  const shown = new Set(plan.resources.map(({ name }) => name));
  const all = new Set<string>();
  for (const resource of plan.resources) {
    leaves(resource.inputs, all);
    leaves(visibleInputs(resource), shown);
    for (const output of Object.values(resource.outputs)) if (output instanceof Secret) leaves(output, all);
  }
  leaves(plan.outputs, all);
  leaves(plain(plan.outputs), shown);
  // What the plan shows openly elsewhere (a region inside a secret kubeconfig) is no secret.
  const hidden = [...all].filter((text) => text.length >= SHORTEST && !shown.has(text));
  if (hidden.length === 0) return { plan, report };

  const longestFirst = hidden.sort((a, b) => b.length - a.length);
  const clean = (text: string): string =>
    longestFirst.reduce((rest, secret) => rest.replaceAll(secret, SECRET_TEXT), text);
  return {
    plan: { ...plan, messages: plan.messages.map((message) => ({ ...message, text: clean(message.text) })) },
    report: {
      ...report,
      findings: report.findings.map((finding) => ({ ...finding, message: clean(finding.message) })),
    },
  };
}

/** Every text in a value, those in secrets too. */
function leaves(value: PlanValue, found: Set<string>): void {
  if (value instanceof Secret) {
    leaves(value.reveal(), found);
  } else if (typeof value === "string") {
    found.add(value);
  } else if (typeof value === "object" && value !== null && !(value instanceof Unknown)) {
    for (const item of Object.values<PlanValue>(value)) leaves(item, found);
  }
}
