import { argumentProblem, secretProblem, settingProblem } from "../../policies/kubernetes/support/secrets.ts";
import { isList, isRecord, type Plain, type PlainRecord, SECRET_TEXT } from "./values.ts";

const VARIABLES = /env/i;
const COMMANDS = /^(extra)?(command|args)$/i;

/**
 * A Kubernetes object or a chart's values without the secrets that stand in the clear: in environment variables, be they
 * a list (`env: [{name, value}]`) or a map (`env: {NAME: value}`), in commands and arguments, and in any other text whose
 * key or shape says so. A rule of the Kubernetes pack refuses them; until they are gone, the preview must not spread them.
 */
export function maskEnvironment(value: Plain): Plain {
  if (isList(value)) return value.map(maskEnvironment);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskField(key, item)]));
}

function maskField(key: string, value: Plain): Plain {
  if (VARIABLES.test(key) && typeof value === "object") return maskVariables(value);
  if (COMMANDS.test(key) && isList(value)) return maskCommand(value);
  const text = asText(value);
  if (text === undefined) return maskEnvironment(value);
  return settingProblem(key, text) === undefined ? value : SECRET_TEXT;
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
  const text = asText(value);
  if (text === undefined) return maskEnvironment(value);
  return secretProblem(name, text) === undefined ? value : SECRET_TEXT;
}

/** An element may name what the next one is: `--password`, `hunter2`. */
function maskCommand(command: readonly Plain[]): Plain {
  return command.map((element, index) => {
    const text = asText(element);
    if (text === undefined) return maskEnvironment(element);
    const before = index === 0 ? undefined : asText(command[index - 1] ?? null);
    return argumentProblem(text, before) === undefined ? element : SECRET_TEXT;
  });
}

/** Texts, and numbers as texts. */
function asText(value: Plain): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
