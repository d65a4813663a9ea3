import type { Plan, PlanMessage } from "../plan.ts";
import type { Style } from "./colour.ts";
import { placeOf } from "./outline.ts";
import { columns, type Layout, line, pad, paragraph } from "./text.ts";
import { plain, text } from "./values.ts";

const STYLES: Readonly<Record<PlanMessage["severity"], Style>> = { info: "quiet", warning: "warning", error: "bad" };

/** What the program said while it ran; empty if it said nothing. */
export function renderMessages(plan: Plan, layout: Layout): string {
  if (plan.messages.length === 0) return "";
  const lines = plan.messages.flatMap(({ severity, text: message, urn }) =>
    paragraph(
      { text: `  ${severity}: `, style: STYLES[severity] },
      urn === undefined ? message : `${placeOf(plan, urn)}: ${message}`,
      layout,
    ),
  );
  return [line([{ text: "Messages of the program", style: "heading" }], layout), ...lines].join("\n");
}

/** The stack's outputs, secrets masked, long ones cut; empty if it has none. */
export function renderOutputs(plan: Plan, layout: Layout): string {
  const outputs = Object.entries(plan.outputs);
  if (outputs.length === 0) return "";
  const width = Math.max(...outputs.map(([name]) => columns(name)));
  const lines = outputs.map(([name, value]) =>
    line([{ text: `  ${pad(name, width)}`, style: "name" }, { text: `  ${text(plain(value))}` }], layout),
  );
  return [line([{ text: "Stack outputs", style: "heading" }], layout), ...lines].join("\n");
}
