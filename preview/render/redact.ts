import { type Plan, type PlanValue, type PolicyReport, Secret, Unknown } from "../plan.ts";
import { SECRET_TEXT } from "./values.ts";

/** Shorter texts are too common to blot out, and no secret worth the name. */
const SHORTEST = 5;

/**
 * Blots secrets out of prose. Values are masked by their type wherever they are shown, but a policy's finding or a
 * program's message may quote one; this is the only place of the renderers that looks into a secret.
 */
export function redact(plan: Plan, report: PolicyReport): { readonly plan: Plan; readonly report: PolicyReport } {
  const secrets = new Set<string>();
  const shown = new Set<string>();
  for (const resource of plan.resources) {
    shown.add(resource.name);
    collect([resource.inputs, resource.outputs], false, secrets, shown);
  }
  collect(plan.outputs, false, secrets, shown);
  // What the plan shows openly elsewhere (a region inside a secret kubeconfig) is no secret.
  const hidden = [...secrets].filter((text) => text.length >= SHORTEST && !shown.has(text));
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

function collect(value: PlanValue, secret: boolean, secrets: Set<string>, shown: Set<string>): void {
  if (value instanceof Secret) {
    collect(value.reveal(), true, secrets, shown);
  } else if (typeof value === "string") {
    (secret ? secrets : shown).add(value);
  } else if (typeof value === "object" && value !== null && !(value instanceof Unknown)) {
    for (const item of Object.values<PlanValue>(value)) collect(item, secret, secrets, shown);
  }
}
