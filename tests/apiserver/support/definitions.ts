import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { type ApiClient, messageOf } from "./client.ts";
import { until } from "./processes.ts";

/** What was found and installed. */
export interface Installed {
  /** Names of the definitions, `nodepools.karpenter.sh` for instance, sorted. */
  readonly names: readonly string[];
  /** Files that speak of definitions but are no YAML, templates of a chart for instance, and why. */
  readonly unreadable: readonly string[];
}

interface Definition {
  readonly kind: "CustomResourceDefinition";
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/** Installs every CustomResourceDefinition under a directory and waits until the server serves them all. */
export async function installDefinitions(client: ApiClient, directory: string | undefined): Promise<Installed> {
  if (directory === undefined) return { names: [], unreadable: [] };
  const { definitions, unreadable } = readDefinitions(directory);
  await Promise.all([...definitions.values()].map((definition) => install(client, definition)));
  return { names: [...definitions.keys()].sort(), unreadable };
}

/** The definitions in all YAML files of a directory, by name; the first of a name counts. */
export function readDefinitions(directory: string): {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly unreadable: readonly string[];
} {
  const definitions = new Map<string, Definition>();
  const unreadable: string[] = [];
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file));
  for (const file of files.sort()) {
    const text = readFileSync(join(directory, file), "utf8");
    if (!/^\s*(?:- )?kind: ["']?CustomResourceDefinition/m.test(text)) continue;
    const documents = parseAllDocuments(text);
    const errors = documents.flatMap((document) => document.errors);
    if (errors[0]) {
      unreadable.push(`${file}: ${errors[0].message.split("\n")[0] ?? ""}`);
      continue;
    }
    for (const definition of documents.flatMap((document) => definitionsIn(document.toJS()))) {
      if (!definitions.has(definition.metadata.name)) definitions.set(definition.metadata.name, definition);
    }
  }
  return { definitions, unreadable };
}

function definitionsIn(document: unknown): Definition[] {
  if (typeof document !== "object" || document === null || !("kind" in document)) return [];
  if (document.kind === "CustomResourceDefinition") return [document as Definition];
  // A list is how `kubectl get crd -o yaml` writes them.
  return "items" in document && Array.isArray(document.items) ? document.items.flatMap(definitionsIn) : [];
}

async function install(client: ApiClient, definition: Definition): Promise<void> {
  const { name } = definition.metadata;
  const answer = await client.send("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", {
    contentType: "application/json",
    text: JSON.stringify(definition),
  });
  if (answer.status !== 201) throw new Error(`the definition ${name} was refused: ${messageOf(answer)}`);
  const { group, names, versions } = definition.spec;
  for (const version of versions.filter(({ served }) => served)) {
    // A definition is established a moment before its resources are served.
    await until(`${version.name} of ${name} to be served`, async () => {
      const { status } = await client.send("GET", `/apis/${group}/${version.name}/${names.plural}?limit=1`);
      return status === 200;
    });
  }
}
