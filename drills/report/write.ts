import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentError, messageOf } from "../common/errors.ts";
import type { Report } from "./model.ts";
import { renderMarkdown } from "./render.ts";

/** Makes sure that reports can be written before anything else is done. @throws EnvironmentError when not */
export function prepareReports(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new EnvironmentError(`Reports cannot be written to ${directory}: ${messageOf(error)}`);
  }
}

/**
 * Writes a report as JSON and Markdown.
 *
 * @returns the two paths
 */
export function writeReport(directory: string, report: Report): string[] {
  const day = report.startedAt.slice(0, 19).replaceAll(":", "");
  const name = join(directory, `${report.drill}-drill-${report.mode}-${day}-${report.run}`);
  const files = { [`${name}.json`]: `${JSON.stringify(report, null, 2)}\n`, [`${name}.md`]: renderMarkdown(report) };
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
  return Object.keys(files);
}
