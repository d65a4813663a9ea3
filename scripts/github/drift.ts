import { block, cut, plain, room } from "./markdown.ts";

/** Exit code of the Pulumi CLI for changes where none were expected. Source: pulumi/pulumi, sdk/go/common/util/cmdutil/exit.go. */
const CHANGES_FOUND = 7;

/** What the nightly comparison of one stack came to. */
export interface DriftResult {
  readonly stack: string;
  /** Exit code of `pulumi refresh`; undefined when it never came to that. */
  readonly status: number | undefined;
  readonly output: string;
}

/** What is to be done about it. */
export type DriftAction =
  | { readonly kind: "close"; readonly comment: string }
  | { readonly kind: "open-or-update"; readonly title: string; readonly body: string };

/** What a stack's issue is found by. */
export function driftMarker(stack: string): string {
  return `<!-- eks-platform: drift of ${stack} -->`;
}

/**
 * What to do about a stack's issue. A comparison that failed is not one that found nothing: it gets the same issue, with
 * other words, and closes none.
 *
 * @param run address of the workflow's run
 */
export function driftAction({ stack, status, output }: DriftResult, run: string): DriftAction {
  if (status === 0) {
    return { kind: "close", comment: `State and account agree again, says ${run}.` };
  }
  const drifted = status === CHANGES_FOUND;
  const head = [
    driftMarker(stack),
    drifted
      ? `What is in the account is not what the state of **${plain(stack)}** says. The next deployment would not see all of it.`
      : `The nightly comparison of **${plain(stack)}** did not come to an end${status === undefined ? "" : ` (exit code ${status})`}, so nobody knows whether it has drifted.`,
    "",
    drifted
      ? "Find out who changed it and why. Then either take the change into the program, or deploy to put it back; docs/operations.md says how."
      : "The run says where it stopped; `npm run preflight` says whether the API server is within reach.",
    "",
    `Last seen by ${run}.`,
  ].join("\n");
  return {
    kind: "open-or-update",
    title: drifted ? `Drift in ${stack}` : `Drift of ${stack} is not known`,
    body: output === "" ? head : `${head}\n\n${block(cut(output, room(head)))}`,
  };
}
