import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parseAllDocuments } from "yaml";
import { crdDirectory, itWith } from "../reference.ts";
import { brokenRules } from "./cel.ts";
import { type CrdSchema, strictSchema } from "./schema.ts";

/** A manifest as it would be sent to an API server. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

interface Definition {
  readonly kind: "CustomResourceDefinition";
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: CrdSchema } }[];
  };
}

/** Definitions write patterns in Go's language, which has a mark for "whatever the case" where this one has a flag. */
const goRegExp = Object.assign(
  (pattern: string, flags: string) =>
    new RegExp(pattern.replace("(?i)", ""), pattern.includes("(?i)") ? `${flags}i` : flags),
  { code: "new RegExp" },
);

/**
 * What definitions have against a manifest.
 *
 * @returns a function that lists everything that is wrong: fields and values, unknown fields, broken CEL rules. It throws
 * for a kind that no file under the directory defines
 */
export function manifestChecker(directory: string): (manifest: Manifest) => string[] {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    validateFormats: false,
    unicodeRegExp: false,
    useDefaults: true,
    code: { regExp: goRegExp },
  });
  const schemas = new Map<string, { readonly schema: CrdSchema; readonly validate: ReturnType<Ajv["compile"]> }>();

  return (manifest) => {
    const key = `${manifest.apiVersion} ${manifest.kind}`;
    let known = schemas.get(key);
    if (!known) {
      const schema = schemaOf(directory, manifest);
      known = { schema, validate: ajv.compile(strictSchema(schema)) };
      schemas.set(key, known);
    }
    // Defaults are filled in before rules are asked, as an API server does; the manifest stays as it is.
    const defaulted = structuredClone(manifest);
    const valid = known.validate(defaulted);
    const errors = valid ? [] : (known.validate.errors ?? []);
    const shape = errors.map(
      ({ instancePath, message, params }) => `${instancePath || "/"} ${message ?? ""} ${JSON.stringify(params)}`,
    );
    // Rules rely on the shape.
    return shape.length > 0 ? shape : brokenRules(known.schema, defaulted);
  };
}

const given = crdDirectory();
const problems = given === undefined ? undefined : manifestChecker(given);

/**
 * A test of manifests against the definitions under CRD_DIR, which lists what they have against one. Without CRD_DIR it
 * is pending, with the reason in its title.
 */
export function itByDefinitions(
  sentence: string,
  check: (problems: (manifest: Manifest) => string[]) => void | Promise<void>,
): void {
  itWith(sentence, "CRD_DIR", problems, check);
}

function schemaOf(directory: string, { apiVersion, kind }: Manifest): CrdSchema {
  const [group, version] = apiVersion.split("/");
  for (const file of readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.ya?ml$/.test(name),
  )) {
    const text = readFileSync(join(directory, file), "utf8");
    // Most files are something else, and reading YAML takes its time.
    if (!text.includes("kind: CustomResourceDefinition") || !text.includes(`kind: ${kind}\n`)) continue;
    for (const document of parseAllDocuments(text)) {
      const definition = document.toJS() as Definition | null;
      if (definition?.kind !== "CustomResourceDefinition") continue;
      if (definition.spec.group !== group || definition.spec.names.kind !== kind) continue;
      const found = definition.spec.versions.find(({ name }) => name === version);
      if (found) return found.schema.openAPIV3Schema;
    }
  }
  throw new Error(`no definition of ${apiVersion} ${kind} under ${directory}`);
}
