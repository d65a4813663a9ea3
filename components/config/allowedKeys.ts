import leven from "leven";
import type { z } from "zod";
import { isMap } from "../shared/untyped.ts";
import { OTHER_SPELLINGS } from "./otherSpellings.ts";

type Path = readonly (string | number)[];

/** What zod knows of a schema, as far as keys are concerned. */
type Def = {
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly entries?: Readonly<Record<string, string>>;
};

/** The keys a schema allows at a path, looking through defaults, optionals, transforms and lists; none where any will do. */
export function allowedKeys(schema: z.ZodType, path: Path, raw: unknown): string[] {
  const def = defOf(schema);
  const through = def.innerType ?? def.in;
  if (through) return allowedKeys(through, path, raw);
  if (def.options)
    return def.options
      .filter((option) => matches(option, def.discriminator, raw))
      .flatMap((option) => allowedKeys(option, path, raw));
  const [head, ...rest] = path;
  if (head === undefined) return Object.keys(def.shape ?? (def.keyType && defOf(def.keyType).entries) ?? {});
  const next = def.shape?.[String(head)] ?? def.element ?? def.valueType;
  return next ? allowedKeys(next, rest, childOf(raw, head)) : [];
}

function matches(option: z.ZodType, discriminator: string | undefined, raw: unknown): boolean {
  const tag = discriminator === undefined ? undefined : defOf(option).shape?.[discriminator];
  return tag === undefined || tag.safeParse(childOf(raw, discriminator ?? "")).success;
}

function childOf(raw: unknown, key: string | number): unknown {
  return isMap(raw) || Array.isArray(raw) ? (raw as Readonly<Record<string | number, unknown>>)[key] : undefined;
}

function defOf(schema: z.ZodType): Def {
  return schema.def as unknown as Def;
}

/** What to say of a key that is not allowed: which one may have been meant, and which there are. */
export function unknownKey(key: string, keys: readonly string[]): string {
  if (keys.length === 0) return "is not a known key; allowed is to leave it out";
  const meant = meantKey(key, keys);
  const list = keys.join(", ");
  return meant === undefined
    ? `is not a known key; allowed here: ${list}`
    : `is not a known key; did you mean "${meant}"? Allowed here: ${list}`;
}

/** The allowed key that was meant: what another tool calls differently, or what is spelled almost the same. */
function meantKey(key: string, keys: readonly string[]): string | undefined {
  const known = OTHER_SPELLINGS[plain(key)]?.find((other) => keys.includes(other));
  if (known !== undefined) return known;
  const [nearest] = keys
    .map((other) => ({ other, distance: leven(plain(key), plain(other)) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= Math.max(2, key.length / 3) ? nearest.other : undefined;
}

/** A key however it is cased and joined: `instance_type`, `instance-type`, `instanceType`. */
function plain(key: string): string {
  return key.toLowerCase().replaceAll(/[-_]/g, "");
}
