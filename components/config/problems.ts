import leven from "leven";
import type { z } from "zod";

/** One thing that is wrong with a stack file. */
export interface Problem {
  /** Where, as a path a reader can follow in the file: `eks-platform:platform.network.nat`. */
  readonly path: string;
  /** What was found and what is allowed. */
  readonly message: string;
}

/** Longer values are cut: the path says where the rest is. */
const MAX_VALUE_LENGTH = 60;

/**
 * Says in words what zod found.
 *
 * @param root what stands before the path: the config key
 * @param schema knows which keys are allowed where
 */
export function problemsOf(error: z.ZodError, raw: unknown, root: string, schema: z.ZodType): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    const at = pathText(root, path);
    const value = valueAt(raw, path);
    const found =
      "params" in issue && issue.params?.hideValue === true ? "a value that is not repeated here" : shown(value);
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => unknownKey(key, pathText(root, [...path, key]), keysAt(schema, path, raw)));
      case "invalid_value":
        return [
          {
            path: at,
            message:
              value === undefined
                ? `is required; ${allowed(issue.values)}`
                : `found ${found}; ${allowed(issue.values)}`,
          },
        ];
      case "invalid_union":
        return [
          {
            path: at,
            message: `${value === undefined ? "is required" : `found ${found}`}; ${allowed("options" in issue && Array.isArray(issue.options) ? issue.options : [])}`,
          },
        ];
      case "invalid_type":
        return [
          {
            path: at,
            message:
              value === undefined
                ? `is required${issue.message.startsWith("Invalid") ? `: ${kindOf(issue.expected)}` : requiredHint(issue.message)}`
                : `found ${found}; ${issue.message.startsWith("Invalid") ? `allowed is ${kindOf(issue.expected)}` : issue.message}`,
          },
        ];
      case "invalid_key":
        return [{ path: at, message: issue.issues.map((inner) => inner.message).join("; ") }];
      default:
        return [
          {
            path: at,
            message: value === undefined ? sentence(issue.message) : `found ${found}; ${sentence(issue.message)}`,
          },
        ];
    }
  });
}

/** A problem that a rule of our own found at a path. */
export function problemAt(root: string, path: readonly (string | number)[], message: string, raw: unknown): Problem {
  const value = valueAt(raw, path);
  return { path: pathText(root, path), message: value === undefined ? message : `found ${shown(value)}; ${message}` };
}

/** All problems of a stack in one message. */
export function describeProblems(file: string, problems: readonly Problem[]): string {
  const unique = [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
  const count = unique.length === 1 ? "1 problem" : `${unique.length} problems`;
  return [
    `${file} is not a valid configuration (${count}):`,
    ...unique.map(({ path, message }) => `  ${path}: ${message}`),
  ].join("\n");
}

function unknownKey(key: string, path: string, keys: readonly string[]): Problem {
  const [nearest] = keys
    .map((other) => ({ other, distance: leven(key.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const hint = nearest && nearest.distance <= Math.max(2, key.length / 3) ? `did you mean "${nearest.other}"? ` : "";
  return {
    path,
    message: `is not a known key; ${hint}${keys.length === 0 ? "" : `Allowed here: ${keys.join(", ")}`}`.trimEnd(),
  };
}

function pathText(root: string, path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text === "aws" ? `aws:${part}` : `${text}.${part}`,
    root,
  );
}

function valueAt(raw: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[part] : undefined,
    raw,
  );
}

function shown(value: unknown): string {
  // Whoever put credentials into a URL by mistake does not want to see them again in a log.
  const text = value === undefined ? "nothing" : JSON.stringify(value).replace(/\/\/[^/@"]*@/g, "//***@");
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}

function allowed(values: readonly unknown[]): string {
  return `allowed: ${values.map((value) => JSON.stringify(value)).join(", ")}`;
}

function kindOf(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "a map of keys",
    record: "a map of keys",
  };
  return words[expected] ?? expected;
}

function requiredHint(message: string): string {
  return message.startsWith("is required") ? message.slice("is required".length) : `: ${message}`;
}

/** zod's own messages speak of input; ours say what is allowed and pass unchanged. */
function sentence(message: string): string {
  return message.replace(/^Invalid (?:input|string): /, "").replace(/^Too (?=small|big)/, "too ");
}

type Def = {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
};

/** The keys a schema allows at a path, looking through defaults, optionals, transforms and lists. */
function keysAt(schema: z.ZodType, path: readonly (string | number)[], raw: unknown): string[] {
  const def = schema.def as unknown as Def;
  const through = def.innerType ?? def.in;
  if (through) return keysAt(through, path, raw);
  if (def.options)
    return def.options
      .filter((option) => matches(option, def.discriminator, raw))
      .flatMap((option) => keysAt(option, path, raw));
  const [head, ...rest] = path;
  if (head === undefined) return Object.keys(def.shape ?? {});
  const next = def.shape?.[String(head)] ?? def.element ?? def.valueType;
  return next ? keysAt(next, rest, valueAt(raw, [head])) : [];
}

function matches(option: z.ZodType, discriminator: string | undefined, raw: unknown): boolean {
  const def = option.def as unknown as Def;
  const tag = discriminator === undefined ? undefined : def.shape?.[discriminator];
  return tag === undefined || tag.safeParse(valueAt(raw, [discriminator ?? ""])).success;
}
