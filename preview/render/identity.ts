import type { Plan, PlannedResource } from "../plan.ts";
import { outlineOf } from "./outline.ts";
import {
  isRecord,
  parseDocument,
  plain,
  type Plain,
  SECRET_TEXT,
  text,
  UNKNOWN_TEXT,
  visibleInputs,
} from "./values.ts";

/** What is a stack's own name and place, so that two stacks can be compared without them. */
export interface Identity {
  /** The text with the stack's names, account and region, and ids the simulated cloud made up, replaced by what they stand for. */
  neutral(text: string): string;
}

/** Shorter answers of the simulated cloud are words, not ids. */
const SHORTEST_ID = 8;

/** Learns a stack's own names from its plan. */
export function identityOf(plan: Plan): Identity {
  const names = new Map<string, string>();
  names.set(plan.stack, "<stack>");
  names.set(plan.region, "<region>");
  for (const resource of plan.resources) {
    const inputs = visibleInputs(resource);
    if (resource.type === "aws:eks/cluster:Cluster" || resource.type === "eks:index:Cluster") {
      names.set(text(inputs.name), "<cluster>");
    }
    if (resource.type === "pulumi:providers:aws") {
      const accounts = accountsOf(inputs.allowedAccountIds);
      accounts.forEach((account, index) => names.set(account, `<account ${index}>`));
    }
  }
  const made = simulatedValues(plan);
  for (const hidden of ["", SECRET_TEXT, UNKNOWN_TEXT]) names.delete(hidden);

  const ids = matcher([...made.keys()], false);
  const words = matcher([...names.keys()], true);
  return {
    neutral: (original) => {
      const withoutIds = ids ? original.replace(ids, (id) => made.get(id) ?? id) : original;
      return words ? withoutIds.replace(words, (word) => names.get(word) ?? word) : withoutIds;
    },
  };
}

function accountsOf(value: Plain | undefined): string[] {
  const list = parseDocument(value) ?? value;
  return Array.isArray(list) ? list.map((account) => text(account as Plain)) : [];
}

/** What the simulated cloud answered and the program did not say: ids, ARNs, endpoints -> whose they are. */
function simulatedValues(plan: Plan): Map<string, string> {
  const own = new Set<string>();
  for (const resource of plan.resources)
    leaves(visibleInputs(resource), "", (_, value) => own.add(`${resource.urn} ${value}`));
  const values = new Map<string, string>();
  for (const resource of plan.resources) {
    const label = labelOf(plan, resource);
    const record = (path: string, value: string): void => {
      const opaque = value.length >= SHORTEST_ID && /\d/.test(value) && !own.has(`${resource.urn} ${value}`);
      if (opaque && !values.has(value)) values.set(value, `<${label} ${path}>`);
    };
    if (resource.id !== undefined) record("id", resource.id);
    leaves(plain(resource.outputs), "", record);
  }
  return values;
}

/** A label that is the same in both stacks: the kind and the short name, which leaves the stack's own names out. */
function labelOf(plan: Plan, resource: PlannedResource): string {
  const node = outlineOf(plan).byUrn.get(resource.urn);
  return node ? `${node.kind} ${node.short}` : resource.type;
}

function leaves(value: Plain, path: string, visit: (path: string, value: string) => void): void {
  if (typeof value === "string") visit(path, value);
  else if (Array.isArray(value))
    (value as readonly Plain[]).forEach((item, index) => {
      leaves(item, `${path}.${index}`, visit);
    });
  else if (isRecord(value)) for (const [key, item] of Object.entries(value)) leaves(item, `${path}.${key}`, visit);
}

/** Finds any of the texts, the longest first; `whole` only where no letter or digit touches it. */
function matcher(texts: readonly string[], whole: boolean): RegExp | undefined {
  if (texts.length === 0) return undefined;
  const choices = [...texts]
    .sort((a, b) => b.length - a.length)
    .map((choice) => choice.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = `(?:${choices.join("|")})`;
  return new RegExp(whole ? `(?<![A-Za-z0-9])${pattern}(?![A-Za-z0-9])` : pattern, "g");
}
