import type { Plan, PolicyReport } from "../plan.ts";
import { renderMessages, renderOutputs } from "./notes.ts";
import { renderPolicies } from "./policies.ts";
import { renderSummary, resourceCount } from "./summary.ts";
import { count, type Layout, line } from "./text.ts";
import { renderTree } from "./tree.ts";
import { judge } from "./verdict.ts";

/** What the report of one stack shows. */
export interface ReportOptions {
  /** What to restrict the report to; the last line is always about the whole stack. */
  readonly filter?: Filter;
  /** The plan was made as a first deployment would see it. */
  readonly unknowns: boolean;
}

/** A part of a plan. */
export interface Filter {
  /** What the person asked for. */
  readonly text: string;
  /** URNs of what matches. */
  readonly urns: ReadonlySet<string>;
}

/** The whole report of one stack, as the command prints it. */
export function renderReport(plan: Plan, report: PolicyReport, options: ReportOptions, layout: Layout): string {
  const { filter, unknowns } = options;
  if (filter) {
    const about = report.findings.filter(({ urn }) => urn !== undefined && filter.urns.has(urn));
    return sections(
      renderHeader(plan, unknowns, layout),
      filterNote(plan, filter, layout),
      renderTree(plan, layout, filter.urns),
      about.length > 0 ? renderPolicies(plan, { ...report, findings: about }, { unknowns }, layout) : "",
      renderClosing(plan, report, layout),
    );
  }
  return sections(
    renderHeader(plan, unknowns, layout),
    renderTree(plan, layout),
    renderSummary(plan, layout),
    renderMessages(plan, layout),
    renderOutputs(plan, layout),
    renderPolicies(plan, report, { unknowns }, layout),
    renderClosing(plan, report, layout),
  );
}

function sections(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}

/** Which stack this is, and what kind of answer. */
export function renderHeader(plan: Plan, unknowns: boolean, layout: Layout): string {
  const notice = [
    "offline preview (Pulumi's mock monitor and a simulated cloud):",
    "what the program asks for, not what an account has",
    ...(unknowns ? ["answered as a first deployment would: ids and ARNs are not known yet"] : []),
  ];
  return [
    line([{ text: plan.stack, style: "heading" }, { text: `  ${plan.project} in ${plan.region}` }], layout),
    ...notice.map((text) => line([{ text, style: "quiet" }], layout)),
  ].join("\n");
}

function filterNote(plan: Plan, { text, urns }: Filter, layout: Layout): string {
  const all = `${plan.resources.length} resources and components`;
  return line(
    [{ text: `${count(urns.size, "match", "matches")} for "${text}" among ${all}:`, style: "quiet" }],
    layout,
  );
}

/** The last line: how much there is, what the packs say, and what the exit code means. */
export function renderClosing(plan: Plan, report: PolicyReport, layout: Layout): string {
  const { exitCode, violations, advice, undecided, blind } = judge(plan, report);
  const parts = [
    count(resourceCount(plan), "resource"),
    count(violations.length, "violation"),
    ...(advice.length > 0 ? [count(advice.length, "piece of advice", "pieces of advice")] : []),
    ...(undecided.length > 0 ? [`${undecided.length} undecided`] : []),
  ];
  const meaning =
    exitCode === 0
      ? `${checkedBy(report)} (exit 0)`
      : `${violations.length > 0 ? "a mandatory rule is broken" : `${count(blind.length, "IAM check")} undecided`} (exit 1)`;
  return line(
    [{ text: `${plan.stack}: ${parts.join(", ")}: ` }, { text: meaning, style: exitCode === 0 ? "good" : "bad" }],
    layout,
  );
}

/** What was checked, for that is all that a clean preview says. */
function checkedBy({ packs }: PolicyReport): string {
  const rules = Object.values(packs).reduce((sum, number) => sum + number, 0);
  if (rules === 0) return "no policy pack ran";
  return `checked offline by ${count(rules, "rule")} of ${count(Object.keys(packs).length, "policy pack")}`;
}
