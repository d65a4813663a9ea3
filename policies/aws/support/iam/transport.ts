import { parsePolicyDocument, type Statement } from "./document.ts";
import { isEverything } from "./glob.ts";

/** What a resource policy does about callers without TLS; `unknown` when that cannot be told yet. */
export type Transport = "refused" | "allowed" | "unknown";

/**
 * Whether a resource policy denies every action to every caller who does not use TLS. A document that is none denies
 * nothing.
 * @param service the service's prefix in action names: `s3`
 * @param covers whether the statement's resources are all that the policy is about
 */
export function plainHttp(
  document: unknown,
  service: string,
  covers: (resources: readonly string[]) => boolean,
): Transport {
  const { statements, unknown } = parsePolicyDocument(document);
  if (statements.some((statement) => refuses(statement, service, covers))) return "refused";
  const open = statements.some((statement) => statement.effect === "deny" && statement.unknown.size > 0);
  return unknown !== undefined || open ? "unknown" : "allowed";
}

function refuses(statement: Statement, service: string, covers: (resources: readonly string[]) => boolean): boolean {
  const { effect, actions, principals, resources, conditions, unknown } = statement;
  const everyAction = actions?.some((pattern) => isAll(pattern, service)) === true;
  const [test, ...narrower] = conditions;
  return (
    effect === "deny" &&
    everyAction &&
    // Nobody is left out, and no further test narrows the denial.
    principals?.some(({ kind, name }) => ["*", "aws"].includes(kind) && name === "*") === true &&
    (resources === undefined ? false : covers(resources)) &&
    test?.operator === "bool" &&
    test.key === "aws:securetransport" &&
    test.values.length > 0 &&
    test.values.every((value) => value.toLowerCase() === "false") &&
    narrower.length === 0 &&
    !unknown.has("condition")
  );
}

function isAll(pattern: string, service: string): boolean {
  const [prefix = "", action] = pattern.split(":");
  return action === undefined ? isEverything(prefix) : prefix.toLowerCase() === service && isEverything(action);
}
