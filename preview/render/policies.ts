import type { Finding, Plan, PolicyReport } from "../plan.ts";
import type { Style } from "./colour.ts";
import { policyDocuments } from "./documents.ts";
import { placeOf } from "./outline.ts";
import { count, type Layout, line, paragraph } from "./text.ts";
import { judge } from "./verdict.ts";

/** What the policy section shows. */
export interface PolicyOptions {
  /** List every rule that could not decide, one by one, instead of only counting them. */
  readonly unknowns: boolean;
}

/** The policy section: violations by rule first, then advice, then what could not be decided. */
export function renderPolicies(plan: Plan, report: PolicyReport, options: PolicyOptions, layout: Layout): string {
  const { violations, advice, undecided, blind } = judge(plan, report);
  const packs = Object.entries(report.packs).map(([pack, rules]) => `${pack} (${count(rules, "rule")})`);
  const checked = packs.length > 0 ? `checked by ${packs.join(", ")}` : "no policy pack ran";
  const lines = paragraph({ text: "Policies: ", style: "heading" }, checked, layout);

  if (violations.length === 0) lines.push(line([{ text: "  No violation.", style: "good" }], layout));
  lines.push(...byRule(plan, violations, "VIOLATION", "bad", layout));
  lines.push(...byRule(plan, advice, "ADVICE", "warning", layout));
  if (options.unknowns) {
    lines.push(...undecidedLines(plan, undecided, blind, layout));
  } else if (undecided.length > 0) {
    lines.push(
      ...paragraph(
        { text: "  " },
        `${count(undecided.length, "check")} could not decide before deployment; --unknowns lists them.`,
        layout,
        "quiet",
      ),
    );
    lines.push(...blindLines(plan, blind, layout));
  }
  return lines.join("\n");
}

function undecidedLines(
  plan: Plan,
  undecided: readonly Finding[],
  blind: readonly Finding[],
  layout: Layout,
): string[] {
  const known = `${count(policyDocuments(plan).length, "policy document")}, all legible.`;
  if (undecided.length === 0) {
    return paragraph(
      { text: "  " },
      `Every rule could decide, although ids and ARNs are not known yet. ${known}`,
      layout,
      "good",
    );
  }
  const visible = blind.length === 0 ? `No IAM document is among them. ${known}` : "";
  return [
    "",
    ...paragraph(
      { text: "  " },
      `${count(undecided.length, "check")} could not decide, because ids and ARNs are not known before the first deployment. ${visible}`,
      layout,
    ),
    ...byRule(
      plan,
      undecided.filter((finding) => !blind.includes(finding)),
      "UNDECIDED",
      "warning",
      layout,
    ),
    ...blindLines(plan, blind, layout),
  ];
}

function blindLines(plan: Plan, blind: readonly Finding[], layout: Layout): string[] {
  if (blind.length === 0) return [];
  return [
    ...byRule(plan, blind, "IAM UNDECIDED", "bad", layout),
    ...paragraph(
      { text: "  " },
      "A policy document that is not known before deployment passes the gate unread. Build it from names instead of ARNs of resources that do not exist yet.",
      layout,
      "bad",
    ),
  ];
}

/** One block for each rule; a message that all its findings share is said once. */
function byRule(plan: Plan, findings: readonly Finding[], label: string, style: Style, layout: Layout): string[] {
  const groups = Map.groupBy(findings, ({ pack, rule }) => `${rule} (${pack})`);
  return [...groups].flatMap(([title, members]) => {
    const heading = line(
      [
        { text: `  ${label}  `, style },
        { text: title, style: "heading" },
        ...(members.length > 1 ? [{ text: `  ${count(members.length, "finding")}`, style: "quiet" as const }] : []),
      ],
      layout,
    );
    const messages = new Set(members.map(({ message }) => message));
    if (messages.size === 1) {
      const [message = ""] = messages;
      return [
        "",
        heading,
        ...paragraph({ text: "    " }, message, layout),
        ...members.map((finding) => where(finding)),
      ];
    }
    const each = members.flatMap((finding) => [
      where(finding),
      ...paragraph({ text: "      " }, finding.message, layout),
    ]);
    return ["", heading, ...each];
  });

  function where(finding: Finding): string {
    const place = finding.urn === undefined ? "the whole stack" : placeOf(plan, finding.urn);
    return line([{ text: "    at " }, { text: place, style: "name" }], layout);
  }
}
