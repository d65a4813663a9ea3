import { describeDuration } from "../common/duration.ts";
import type { KindComparison, Measurement, Report } from "./model.ts";

/** A report for people. */
export function renderMarkdown(report: Report): string {
  return [
    `# ${report.drill === "restore" ? "Restore drill" : "Recovery drill"} ${report.run}: ${report.result}`,
    "",
    ...(report.reason === undefined ? [] : [`**${escape(report.reason)}**`, ""]),
    ...table(
      ["", ""],
      [
        ["mode", report.mode],
        ...Object.entries({ ...report.target, ...report.facts }),
        ["began", report.startedAt],
        ["ended", report.endedAt],
        ["exit code", String(report.exitCode)],
      ],
    ),
    ...section(
      "Recovery",
      ["class", "time", "target", "point", "target", "note"],
      report.measurements.map(measurementRow),
    ),
    ...section(
      "Checks",
      ["", "check", "found"],
      report.checks.map(({ name, passed, detail }) => [passed ? "ok" : "FAILED", name, detail]),
    ),
    ...section(
      "Phases",
      ["phase", "took", ""],
      report.phases.map(({ name, seconds, passed }) => [
        name,
        describeDuration(seconds * 1000),
        passed ? "ok" : "FAILED",
      ]),
    ),
    ...section(
      "Objects, backup against cluster",
      ["namespace", "kind", "in the backup", "restored", "digest in the backup", "digest restored", "differs"],
      report.comparison.map(comparisonRow),
    ),
    ...list("Removed", report.removed),
    ...list("LEFT BEHIND", report.leftBehind),
    "",
  ].join("\n");
}

function measurementRow({
  recoveryClass,
  timeTargetMinutes,
  timeAchievedSeconds,
  pointTargetMinutes,
  pointAchievedSeconds,
  note,
}: Measurement): string[] {
  const achieved = (seconds: number | undefined): string =>
    seconds === undefined ? "not reached" : describeDuration(seconds * 1000);
  const point = pointTargetMinutes === 0 ? "nothing lost (rebuilt from code)" : `${pointTargetMinutes} min`;
  return [
    recoveryClass,
    achieved(timeAchievedSeconds),
    `${timeTargetMinutes} min`,
    achieved(pointAchievedSeconds),
    point,
    note,
  ];
}

function comparisonRow(kind: KindComparison): string[] {
  const differs = (["missing", "changed", "unexpected"] as const).flatMap((sort) =>
    kind[sort].length > 0 ? [`${sort}: ${kind[sort].join(", ")}`] : [],
  );
  const withheld = "not shown";
  return [
    kind.namespace,
    kind.resource,
    String(kind.expected),
    String(kind.restored),
    kind.expectedDigest ?? withheld,
    kind.restoredDigest ?? withheld,
    differs.length > 0 ? differs.join("; ") : "no",
  ];
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ["", `## ${title}`, "", ...table(head, rows)];
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ["", `## ${title}`, "", ...items.map((item) => `- ${escape(item)}`)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function escape(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");
}
