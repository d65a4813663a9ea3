import { isList, isRecord, type Plain, type PlainRecord, SECRET_TEXT } from "./values.ts";

/** Ends of names that say that the value is a secret: DB_PASSWORD, PGPASSWORD, apiToken, signing.key. */
const SECRET_NAME = /(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|key|dsn|connection[_.-]?string)s?$/i;

/** Values that are secrets whatever they are called: private keys, AWS access keys, tokens, addresses with a password. */
const SECRET_VALUE =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[rs]k_(?:live|test)_|npm_|hv[sb]\.)[\w-]{10,}|\beyJ[\w-]{8,}\.eyJ|:\/\/[^/\s:@]*:(?!\$\()[^/\s@]+@/;

/** What no secret looks like: nothing, a switch, a number, a reference to another variable. */
const HARMLESS = /^\s*(?:|true|false|\d+|\$\([A-Za-z_][\w.-]*\))\s*$/i;

/**
 * A Kubernetes object or a chart's values without the secrets that stand in the clear in environment variables, be they
 * a list (`env: [{name, value}]`) or a map (`env: {NAME: value}`). A rule refuses such variables; until they are gone,
 * the preview must not spread them.
 */
export function maskEnvironment(value: Plain): Plain {
  if (isList(value)) return value.map(maskEnvironment);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, /env/i.test(key) ? maskVariables(item) : maskEnvironment(item)]),
  );
}

function maskVariables(variables: Plain): Plain {
  if (isList(variables)) return variables.map((entry) => (isRecord(entry) ? maskEntry(entry) : entry));
  if (!isRecord(variables)) return variables;
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, masked(name, value)]));
}

function maskEntry(entry: PlainRecord): PlainRecord {
  const { name, value } = entry;
  return typeof name === "string" && value !== undefined ? { ...entry, value: masked(name, value) } : entry;
}

function masked(name: string, value: Plain): Plain {
  if (typeof value !== "string") return maskEnvironment(value);
  const secret = !HARMLESS.test(value) && (SECRET_NAME.test(name) || SECRET_VALUE.test(value));
  return secret ? SECRET_TEXT : value;
}
