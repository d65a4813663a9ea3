import { MODELS } from "./model/index.ts";
import { IMMUTABLE_FIELDS, KINDS_FROM, STATEFUL_KINDS } from "./model/kubernetesFacts.ts";
import { EVERY_OBJECT, SOME_OBJECTS } from "./model/kubernetesNeeds.ts";
import type { NeedRule, ResourceModel } from "./model/types.ts";

/** What the simulated cloud knows, as Markdown: the part of docs/rehearsal.md that is made from the models themselves. */
export function modelTable(): string {
  const types = Object.entries(MODELS).map(([type, model]) => row(type, model));
  return [
    "### Types of AWS",
    "",
    "Bold types are stateful: a change that would replace or delete one fails the rehearsal. A star marks types of which",
    "no two can have the same name (or place): within one region of one account, or as far as is said beside the star.",
    "A name finds what is where its provider works; an ARN finds it anywhere.",
    "",
    "| type | replaced when these change | refers to | needs |",
    "| --- | --- | --- | --- |",
    ...types,
    "",
    "### Objects of Kubernetes",
    "",
    "Every kind: unique by namespace and name, replaced when one of them changes.",
    "",
    ...Object.entries(IMMUTABLE_FIELDS).map(([kind, fields]) => `- ${kind} is replaced when ${code(fields)} changes.`),
    `- Stateful: ${STATEFUL_KINDS.join(", ")}.`,
    ...Object.entries(KINDS_FROM).map(([group, { charts, addon }]) =>
      addon === undefined
        ? `- Kinds of \`${group}\` come from the chart ${code(charts ?? [])}.`
        : `- Kinds of \`${group}\` come from the EKS add-on \`${addon}\`.`,
    ),
    "",
    "| needs | because | who |",
    "| --- | --- | --- |",
    ...EVERY_OBJECT.map((rule) => needRow(rule, "every object it applies to")),
    ...SOME_OBJECTS.map((rule) => needRow(rule, "where it applies")),
  ].join("\n");
}

function row(
  type: string,
  { immutable = [], references = [], needs = [], unique, within, stateful }: ResourceModel,
): string {
  const name = `\`${type.split(":").slice(1).join(":").split("/").at(-1) ?? type}\``.replace(/`[^:]+:/, "`");
  const title = `${stateful === true ? `**${name}**` : name}${unique ? ` *${within ? ` (${within})` : ""}` : ""}`;
  const packageName = type.split("/")[0] ?? "";
  return `| \`${packageName}\` ${title} | ${code(immutable)} | ${code(references.map(({ path }) => path))} | ${needs.map(({ what }) => what).join("; ")} |`;
}

function needRow({ what, why }: NeedRule, who: string): string {
  return `| ${what} | ${why} | ${who} |`;
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
