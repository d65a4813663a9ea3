import type { Plan, PlannedResource } from "../plan.ts";
import { outlineOf } from "./outline.ts";
import { isList, isRecord, parseDocument, plain, type Plain, SECRET_TEXT, text, UNKNOWN_TEXT } from "./values.ts";
import { visibleInputs } from "./visible.ts";

/** What is a stack's own name and place, so that two stacks can be compared without them. */
export interface Identity {
  /** The text with the stack's names, account and region, and ids the simulated cloud made up, replaced by what they stand for. */
  neutral(text: string): string;
  /** The text with only the made-up ids replaced, for people to read: `<ec2 NatGateway nat-a id>`. */
  readable(text: string): string;
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

  const ids = matcher([...made.keys()], escaped);
  const words = matcher([...names.keys()], wholeWord);
  const readable = (original: string): string => (ids ? original.replace(ids, (id) => made.get(id) ?? id) : original);
  return {
    readable,
    neutral: (original) => {
      const withoutIds = readable(original);
      return words ? withoutIds.replace(words, (word) => names.get(word) ?? word) : withoutIds;
    },
  };
}

function accountsOf(value: Plain | undefined): string[] {
  const list = parseDocument(value) ?? value;
  return isList(list) ? list.map(text) : [];
}

/**
 * What the simulated cloud made up: ids, ARNs, endpoints -> whose they are. A resource comes before whatever uses its
 * outputs, so a text that an input had first was given by the program.
 */
function simulatedValues(plan: Plan): Map<string, string> {
  const given = new Set<string>();
  const made = new Map<string, string>();
  for (const resource of plan.resources) {
    leaves(visibleInputs(resource), "", (_, value) => void given.add(value));
    // What a component puts out is what its children have.
    if (!resource.custom) continue;
    const label = labelOf(plan, resource);
    const record = (path: string, value: string): void => {
      const opaque = value.length >= SHORTEST_ID && /\d/.test(value) && !given.has(value) && !made.has(value);
      if (opaque) made.set(value, `<${label} ${path}>`);
    };
    if (resource.id !== undefined) record("id", resource.id);
    leaves(plain(resource.outputs), "", record);
  }
  return made;
}

/** A label that is the same in both stacks: the kind and the short name, which leaves the stack's own names out. */
function labelOf(plan: Plan, resource: PlannedResource): string {
  const node = outlineOf(plan).byUrn.get(resource.urn);
  return node ? `${node.kind} ${node.short}` : resource.type;
}

function leaves(value: Plain, path: string, visit: (path: string, value: string) => void): void {
  const below = (key: string | number): string => (path === "" ? String(key) : `${path}.${key}`);
  if (typeof value === "string") {
    visit(path, value);
  } else if (isList(value)) {
    value.forEach((item, index) => {
      leaves(item, below(index), visit);
    });
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) leaves(item, below(key), visit);
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Finds any of the texts, the longest first: `a-b` before `a`. */
function matcher(texts: readonly string[], pattern: (text: string) => string): RegExp | undefined {
  if (texts.length === 0) return undefined;
  const choices = [...texts].sort((a, b) => b.length - a.length).map(pattern);
  return new RegExp(choices.join("|"), "g");
}

/** A text where no letter or digit touches it; one letter may follow a region: that is a zone. */
function wholeWord(text: string): string {
  const isRegion = /^[a-z]+(-[a-z]+)+-\d$/.test(text);
  return `(?<![A-Za-z0-9])${escaped(text)}(?=${isRegion ? "[a-z]?" : ""}(?![A-Za-z0-9]))`;
}
