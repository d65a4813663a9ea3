import { isObject } from "../field.ts";
import { UNKNOWN } from "../unknown.ts";
import { parseConditions, type Condition } from "./conditions.ts";
import { elementsOf, texts } from "./elements.ts";

/** Who a statement of a trust or resource policy is for: `AWS`, `Service`, `Federated`, ... in lower case, and names. */
export interface Principal {
  kind: string;
  name: string;
}

/** The parts of a statement that may be unknown on their own. */
export type Part = "effect" | "action" | "resource" | "principal" | "condition";

/** One statement, in one form whatever form it was written in. */
export interface Statement {
  /** `Statement[2]`, with its Sid in brackets. */
  place: string;
  effect: "allow" | "deny";
  /** Patterns as written; undefined when the element is absent. */
  actions: string[] | undefined;
  notActions: string[] | undefined;
  resources: string[] | undefined;
  notResources: string[] | undefined;
  principals: Principal[] | undefined;
  notPrincipal: boolean;
  conditions: Condition[];
  /** Parts that hold a value not known yet, with its place. What is known of them stands in the other fields. */
  unknown: Map<Part, string>;
}

/** A policy document: what could be read of it, and what is wrong with its form. */
export interface PolicyDocument {
  statements: Statement[];
  /** One sentence for each thing that is no policy; such a document must not pass. */
  problems: string[];
  /** The place of a value that hides the whole document. */
  unknown: string | undefined;
}

/**
 * Reads a policy document: JSON text or an object; one statement or many; texts or lists; element names and values in
 * any letter case. Throws nothing.
 */
export function parsePolicyDocument(document: unknown): PolicyDocument {
  if (document === UNKNOWN) return { statements: [], problems: [], unknown: "" };
  if (typeof document === "string") {
    try {
      return parsePolicyDocument(asObject(JSON.parse(document)));
    } catch (error) {
      return problem(`is not JSON (${error instanceof Error ? error.message : String(error)})`);
    }
  }
  if (!isObject(document) || Array.isArray(document)) return problem("is not a policy document");
  const problems: string[] = [];
  const elements = elementsOf(document, "the document", problems);
  const written = elements.get("statement");
  if (written === UNKNOWN) return { statements: [], problems, unknown: "Statement" };
  if (!isObject(written)) return problem("has no Statement", problems);
  const list: unknown[] = Array.isArray(written) ? written : [written];
  if (list.length === 0) return problem("has an empty Statement", problems);
  const statements: Statement[] = [];
  let unknown: string | undefined;
  list.forEach((item, i) => {
    if (item === UNKNOWN) unknown ??= `Statement[${i}]`;
    else if (isObject(item) && !Array.isArray(item)) statements.push(parseStatement(item, i, problems));
    else problems.push(`Statement[${i}] is not a statement`);
  });
  return { statements, problems, unknown };
}

function asObject(parsed: unknown): unknown {
  // A text inside the text would be read once more, and is not what IAM takes.
  return typeof parsed === "string" ? null : parsed;
}

function problem(what: string, others: readonly string[] = []): PolicyDocument {
  return { statements: [], problems: [...others, what], unknown: undefined };
}

function parseStatement(item: object, index: number, problems: string[]): Statement {
  const bare = `Statement[${index}]`;
  const elements = elementsOf(item, bare, problems);
  const sid = elements.get("sid");
  const place = typeof sid === "string" && sid !== "" ? `${bare} (${sid})` : bare;
  const unknown = new Map<Part, string>();
  const list = (name: string, part: Part): string[] | undefined => {
    const value = elements.get(name.toLowerCase());
    if (value === undefined) return undefined;
    const read = texts(value);
    if (read.unknown) unknown.set(part, `${bare}.${name}`);
    if (read.misfit) problems.push(`${place}.${name} is not a text or a list of texts`);
    else if (read.texts.length === 0 && !read.unknown) problems.push(`${place}.${name} is empty`);
    return read.texts;
  };
  const statement: Statement = {
    place,
    effect: parseEffect(elements.get("effect"), place, problems, unknown, bare),
    actions: list("Action", "action"),
    notActions: list("NotAction", "action"),
    resources: list("Resource", "resource"),
    notResources: list("NotResource", "resource"),
    principals: parsePrincipals(elements.get("principal"), place, problems, unknown, bare),
    notPrincipal: elements.has("notprincipal"),
    conditions: parseConditions(elements.get("condition"), place, problems, (at) =>
      unknown.set("condition", `${bare}.${at}`),
    ),
    unknown,
  };
  if ((statement.actions === undefined) === (statement.notActions === undefined)) {
    problems.push(`${place} must have one of Action and NotAction`);
  }
  if (statement.resources && statement.notResources) problems.push(`${place} has both Resource and NotResource`);
  return statement;
}

function parseEffect(
  value: unknown,
  place: string,
  problems: string[],
  unknown: Map<Part, string>,
  bare: string,
): Statement["effect"] {
  const text = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (text === "deny") return "deny";
  if (value === UNKNOWN) unknown.set("effect", `${bare}.Effect`);
  else if (text !== "allow") problems.push(`${place}.Effect is neither Allow nor Deny`);
  return "allow";
}

function parsePrincipals(
  value: unknown,
  place: string,
  problems: string[],
  unknown: Map<Part, string>,
  bare: string,
): Principal[] | undefined {
  if (value === undefined) return undefined;
  if (value === UNKNOWN) {
    unknown.set("principal", `${bare}.Principal`);
    return [];
  }
  if (typeof value === "string") return [{ kind: "*", name: value }];
  if (!isObject(value) || Array.isArray(value)) {
    problems.push(`${place}.Principal is neither "*" nor an object`);
    return [];
  }
  return Object.entries(value).flatMap(([kind, names]) => {
    const read = texts(names);
    if (read.unknown) unknown.set("principal", `${bare}.Principal.${kind}`);
    if (read.misfit) problems.push(`${place}.Principal.${kind} is not a text or a list of texts`);
    return read.texts.map((name) => ({ kind: kind.toLowerCase(), name }));
  });
}
