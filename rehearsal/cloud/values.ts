import { isDeepStrictEqual } from "node:util";
import { type PlanValue, Secret, Unknown } from "../../preview/plan.ts";

/** Properties of a resource. */
export type Properties = Readonly<Record<string, PlanValue>>;

/**
 * Everything at a path such as `vpcConfig.subnetIds[*]`; nothing where the path does not exist.
 *
 * @param path property names joined by dots; `[*]` after a name stands for every item of a list
 */
export function valuesAt(value: PlanValue | undefined, path: string): PlanValue[] {
  return path.split(".").reduce<PlanValue[]>(
    (values, step) => {
      const name = step.replace("[*]", "");
      const next = values.map((one) => propertyOf(one, name)).filter((one) => one !== undefined);
      return step.endsWith("[*]") ? next.flatMap(itemsOf) : next;
    },
    value === undefined ? [] : [value],
  );
}

/** The texts at a path; what is no text is left out. */
export function textsAt(value: PlanValue | undefined, path: string): string[] {
  return valuesAt(value, path).filter((one) => typeof one === "string");
}

/** The first text at a path; empty when there is none. */
export function textAt(value: PlanValue | undefined, path: string): string {
  return textsAt(value, path)[0] ?? "";
}

/** Properties with secrets in the clear, as a cloud gets to see them. */
export function revealed(properties: Properties): Record<string, PlanValue> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, reveal(value)]));
}

/** Whether two values are the same; a value that is not known is the same as no other. */
export function same(one: PlanValue | undefined, other: PlanValue | undefined): boolean {
  return !containsUnknown(one) && !containsUnknown(other) && isDeepStrictEqual(one, other);
}

function containsUnknown(value: PlanValue | undefined): boolean {
  if (value instanceof Unknown) return true;
  if (Array.isArray(value)) return (value as readonly PlanValue[]).some(containsUnknown);
  return isMap(value) && Object.values(value).some(containsUnknown);
}

function reveal(value: PlanValue): PlanValue {
  if (value instanceof Secret) return reveal(value.reveal());
  if (Array.isArray(value)) return (value as readonly PlanValue[]).map(reveal);
  return isMap(value) ? revealed(value) : value;
}

function propertyOf(value: PlanValue, name: string): PlanValue | undefined {
  return isMap(value) ? value[name] : undefined;
}

function itemsOf(value: PlanValue): readonly PlanValue[] {
  return Array.isArray(value) ? (value as readonly PlanValue[]) : [];
}

function isMap(value: PlanValue | undefined): value is Properties {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret)
  );
}
