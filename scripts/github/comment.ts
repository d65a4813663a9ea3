import { block, cut, plain, room } from "./markdown.ts";

/** What the comment is found by when it is to be edited. */
export const COMMENT_MARKER = "<!-- eks-platform: offline preview -->";

/** The part of `npm run preview -- --json` that the comment is made of; docs/preview.schema.json has all of it. */
export interface PreviewReport {
  readonly exitCode: number;
  readonly stacks: readonly {
    readonly stack: string;
    readonly exitCode: number;
    readonly summary: {
      readonly resources: number;
      readonly violations: number;
      readonly advice: number;
      readonly components: readonly {
        readonly component: string;
        readonly total: number;
        readonly kinds: Readonly<Record<string, number>>;
      }[];
    };
    readonly policies: {
      readonly packs: Readonly<Record<string, number>>;
      readonly findings: readonly {
        readonly rule: string;
        readonly level: string;
        readonly message: string;
        readonly place?: string;
      }[];
    };
  }[];
  readonly failures: readonly { readonly stack: string; readonly message: string }[];
}

/**
 * The comment of a pull request: a line for each stack, what the packs found, and what each stack is made of, folded.
 * Whatever comes from the program is shown as text, so that no name in it mentions, links or closes anything.
 */
export function previewComment(report: PreviewReport): string {
  const { stacks, failures } = report;
  const lines = [
    COMMENT_MARKER,
    "### Offline preview of all stacks",
    "",
    "What the program asks for, without an account; what would change in one is in the checks named `preview`.",
    "",
    "| stack | | resources | violations | advice |",
    "| --- | --- | ---: | ---: | ---: |",
    ...stacks.map(
      ({ stack, exitCode, summary }) =>
        `| ${plain(stack)} | ${exitCode === 0 ? "✅" : "❌"} | ${summary.resources} | ${summary.violations} | ${summary.advice} |`,
    ),
    ...failures.map(({ stack }) => `| ${plain(stack)} | ❌ | cannot be previewed | | |`),
  ];
  const head = lines.join("\n");
  const details = [
    ...failures.map(({ stack, message }) => ({ title: `${stack}: cannot be previewed`, text: message })),
    ...stacks.flatMap(({ stack, policies, summary }) => [
      ...(policies.findings.length === 0
        ? []
        : [
            {
              title: `${stack}: what the policy packs found`,
              text: policies.findings
                .map(
                  ({ rule, level, message, place }) =>
                    `${level} ${rule}${place === undefined ? "" : ` (${place})`}\n  ${message}`,
                )
                .join("\n"),
            },
          ]),
      { title: `${stack}: what it is made of`, text: summary.components.map(componentText).join("\n") },
    ]),
  ];
  // Each detail gets its share of what GitHub takes.
  const share = Math.floor(room(head) / Math.max(1, details.length)) - 200;
  return [
    head,
    ...details.map(
      ({ title, text }) =>
        `<details><summary>${plain(title)}</summary>\n\n${block(cut(text, Math.max(0, share)))}\n\n</details>`,
    ),
  ].join("\n\n");
}

function componentText({
  component,
  total,
  kinds,
}: PreviewReport["stacks"][number]["summary"]["components"][number]): string {
  const list = Object.entries(kinds).map(([kind, count]) => (count === 1 ? kind : `${kind} x${count}`));
  return `${component} (${total}): ${list.join(", ")}`;
}
