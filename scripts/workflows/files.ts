import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A workflow or an action of the project. */
export interface WorkflowFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every workflow and every action of a project, sorted. */
export function workflowFiles(root: string): WorkflowFile[] {
  return [".github/workflows/*.{yml,yaml}", ".github/actions/*/action.{yml,yaml}"]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}
