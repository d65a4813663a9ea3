import type * as pulumi from "@pulumi/pulumi";
import { ProgramError } from "./errors.ts";
import type { Registration } from "./monitor.ts";
import { type PlannedOptions, type PlanValue, Secret, Unknown } from "./plan.ts";

/** Options a transform may change that a plan shows. */
const CHANGEABLE = ["protect", "retainOnDelete", "deleteBeforeReplace", "ignoreChanges"] as const;

/**
 * Runs a resource's transforms as the engine does: nearest first, each on what the one before it returned.
 *
 * @throws ProgramError when a transform returns an Output, which only a real engine can wait for
 */
export async function applyTransforms(registration: Registration): Promise<Registration> {
  let current = registration;
  for (const transform of registration.transforms) {
    const result = await transform({
      custom: current.custom,
      type: current.type,
      name: current.name,
      props: current.inputs,
      opts: Object.fromEntries(CHANGEABLE.map((key) => [key, current.options[key]])),
    });
    if (!result) continue;
    current = {
      ...current,
      inputs: plain(result.props, current.name),
      options: { ...current.options, ...changed(result.opts) },
    };
  }
  return current;
}

function changed(opts: pulumi.ResourceOptions): Partial<PlannedOptions> {
  const given = opts as Partial<Record<string, unknown>>;
  return Object.fromEntries(CHANGEABLE.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]])));
}

function plain(props: Record<string, unknown>, name: string): Record<string, PlanValue> {
  return Object.fromEntries(
    Object.entries(props)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, plainValue(value, `${name}: ${key}`)]),
  );
}

function plainValue(value: unknown, path: string): PlanValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (value instanceof Secret || value instanceof Unknown) return value;
  if (Array.isArray(value)) return value.map((item, index) => plainValue(item, `${path}[${index}]`));
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
    return plain(value as Record<string, unknown>, path);
  throw new ProgramError(`${path}: a transform returned a value that an offline preview cannot show (${typeof value})`);
}
