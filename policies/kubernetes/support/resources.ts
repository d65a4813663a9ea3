import type { Findings } from "./findings.ts";
import { parseQuantity } from "./quantity.ts";
import type { Value } from "./value.ts";

/** What every container must say it needs. */
const REQUIRED = ["requests.cpu", "requests.memory", "limits.memory"] as const;

/** A quantity above zero, or what is wrong with it. */
function quantity(value: Value, label: string, findings: Findings): number | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  const parsed = parseQuantity(text);
  if (parsed === undefined || parsed <= 0) {
    findings.violation(`${label}: ${value.path} is "${text}"; it must be a quantity above zero, such as 250m or 256Mi`);
    return Number.NaN;
  }
  return parsed;
}

/**
 * Reports what a container's `resources` lack: requests for cpu and memory and a limit for memory. Requests are asked
 * for in so many words, though the API server lets a limit stand for a missing one: a limit is no estimate of need.
 *
 * @param preset what is set already where these resources say nothing, as by a chart's own defaults: "requests.cpu".
 */
export function checkResources(
  resources: Value,
  label: string,
  findings: Findings,
  preset: readonly string[] = [],
): void {
  for (const needed of REQUIRED) {
    findings.check(() => {
      const value = quantity(resources.at(needed), label, findings);
      if (value !== undefined || preset.includes(needed)) return;
      findings.violation(`${label}: ${resources.path}.${needed} is not set; every container must say what it needs`);
    });
  }
  findings.check(() => {
    const request = quantity(resources.at("requests.memory"), label, findings);
    const limit = quantity(resources.at("limits.memory"), label, findings);
    if (request !== undefined && limit !== undefined && request > limit) {
      findings.violation(
        `${label}: ${resources.path}.requests.memory is above limits.memory; lower it or raise the limit`,
      );
    }
  });
}
