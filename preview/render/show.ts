import { stringify } from "yaml";
import type { Plan, PlannedOptions, PolicyReport } from "../plan.ts";
import { lineage, type Node, placeOf } from "./outline.ts";
import type { Layout } from "./text.ts";
import { paragraph, wrap } from "./text.ts";
import { expandDocuments } from "./values.ts";
import { visibleInputs } from "./visible.ts";

/** Everything about one resource. Inputs and URNs are shown in full, however wide they are. */
export function renderResource(plan: Plan, report: PolicyReport, node: Node, layout: Layout): string {
  const { resource } = node;
  const { palette } = layout;
  const fact = (label: string, value: string): string => `  ${palette.quiet(label.padEnd(12))}${value}`;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", palette.heading(title), ...lines.map((line) => `  ${line}`)];

  const documents: string[] = [];
  const inputs = expandDocuments(visibleInputs(resource), (path) => documents.push(path));
  const madeFrom = Object.entries(resource.options.propertyDependencies).filter(([, urns]) => urns.length > 0);
  const findings = report.findings.filter(({ urn }) => urn === resource.urn);

  return [
    `${palette.heading(node.kind)}  ${palette.name(resource.name)}`,
    fact("place", placeOf(plan, resource.urn)),
    fact("type", resource.type),
    fact("urn", resource.urn),
    ...(resource.parent === undefined ? [] : [fact("parent", parentOf(plan, node))]),
    ...(resource.provider === undefined ? [] : [fact("provider", placeOf(plan, resource.provider))]),
    ...(resource.modelled === undefined ? [] : [fact("modelled", resource.modelled)]),
    ...optionFacts(plan, resource.options).map(([label, value]) => fact(label, value)),
    ...section(
      "Depends on",
      resource.options.dependencies.map((urn) => placeOf(plan, urn)),
    ),
    ...section(
      "Inputs made from other resources",
      madeFrom.flatMap(([property, urns]) =>
        paragraph({ text: `${property}: ` }, urns.map((urn) => placeOf(plan, urn)).join(", "), layout),
      ),
    ),
    ...section(
      "Findings",
      findings.flatMap(({ rule, level, message, undecided }) => [
        palette[level === "mandatory" ? "bad" : "warning"](`${undecided ? "undecided" : level}: ${rule}`),
        ...wrap(message, layout.width - 4).map((text) => `  ${text}`),
      ]),
    ),
    "",
    palette.heading("Inputs") +
      (documents.length === 0 ? "" : palette.quiet(`  (JSON text, shown parsed: ${documents.join(", ")})`)),
    ...(Object.keys(resource.inputs).length === 0
      ? ["  none"]
      : stringify(inputs, { lineWidth: 0, aliasDuplicateObjects: false })
          .trimEnd()
          .split("\n")
          .map((line) => `  ${line}`)),
  ].join("\n");
}

function parentOf(plan: Plan, node: Node): string {
  const parent = lineage(node).at(-2);
  return parent ? placeOf(plan, parent.resource.urn) : (node.resource.parent ?? "");
}

/** The options that differ from what a resource has anyway. */
function optionFacts(plan: Plan, options: PlannedOptions): [string, string][] {
  const flags = [
    options.protect ? "protected" : "",
    options.retainOnDelete ? "kept on destroy" : "",
    options.deleteBeforeReplace ? "deleted before it is replaced" : "",
  ].filter((flag) => flag !== "");
  const timeouts = Object.entries(options.customTimeouts)
    .filter(([, duration]) => duration !== "")
    .map(([operation, duration]) => `${operation} ${duration}`);
  const facts: [string, string][] = [
    ["options", flags.join(", ")],
    ["timeouts", timeouts.join(", ")],
    ["ignores", options.ignoreChanges.join(", ")],
    ["secret", options.additionalSecretOutputs.join(", ")],
    ["aliases", options.aliases.join(", ")],
    ["goes with", options.deletedWith === undefined ? "" : placeOf(plan, options.deletedWith)],
  ];
  return facts.filter(([, value]) => value !== "");
}
