import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ACTIONS } from "./actions.ts";
import { DRILL_VARIABLES, ENVIRONMENT_VARIABLES, REPOSITORY_VARIABLES } from "./variables.ts";

/** Something GitHub would not accept, or would read as nothing. */
export interface Complaint {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

let runs = 0;

/**
 * Checks workflows and actions with the parser behind GitHub's own editor: their form, every expression and the contexts
 * it may use, and the inputs of the actions used. It asks nobody: actions are known from the table of pins, variables
 * from the table of variables, and secrets are none.
 */
export async function lint(files: readonly { readonly path: string; readonly text: string }[]): Promise<Complaint[]> {
  const { validate, TextDocument, dictionary } = await parser();
  const known = new Map(files.map(({ path, text }) => [path, text]));
  const complaints: Complaint[] = [];
  // The parser remembers what it has read by its address.
  const run = ++runs;
  for (const { path, text } of files) {
    const document = TextDocument.create(pathToFileURL(`/${run}/${path}`).href, "yaml", 1, text);
    const found = await validate(document, {
      actionsMetadataProvider: {
        fetchActionMetadata: ({ owner, name }) => {
          const action = ACTIONS[`${owner}/${name}`];
          return Promise.resolve(
            action && {
              name,
              description: "",
              inputs: Object.fromEntries(action.inputs.map((input) => [input, { description: "" }])),
            },
          );
        },
      },
      contextProviderConfig: {
        getContext: (name, usual) => {
          // The job's own token comes as github.token; there is no other secret.
          if (name === "secrets") return Promise.resolve(dictionary([]));
          if (name !== "vars") return Promise.resolve(usual);
          return Promise.resolve(dictionary([...REPOSITORY_VARIABLES, ...ENVIRONMENT_VARIABLES, ...DRILL_VARIABLES]));
        },
      },
      fileProvider: {
        getFileContent: (reference) => {
          const content = "path" in reference ? known.get(reference.path) : undefined;
          if (content === undefined) throw new Error("there is no such workflow");
          return Promise.resolve({ name: "path" in reference ? reference.path : "", content });
        },
      },
    });
    complaints.push(
      ...found.map(({ range, message }) => ({
        file: path,
        line: range.start.line + 1,
        message: typeof message === "string" ? message : message.value,
      })),
    );
  }
  return complaints;
}

/**
 * The parser's packages import JSON in the way of bundlers, which Node refuses; here such a file becomes a module that
 * exports what is in it.
 */
async function parser() {
  const hooks = registerHooks({
    load(url, context, next) {
      if (!url.includes("/node_modules/@actions/") || !url.endsWith(".json")) return next(url, context);
      const source = `export default ${readFileSync(fileURLToPath(url), "utf8")}`;
      return { format: "module", shortCircuit: true, source };
    },
  });
  try {
    const [{ validate }, { data, DescriptionDictionary }, { TextDocument }] = await Promise.all([
      import("@actions/languageservice"),
      import("@actions/expressions"),
      import("vscode-languageserver-textdocument"),
    ]);
    const dictionary = (keys: readonly string[]) =>
      new DescriptionDictionary(...keys.map((key) => ({ key, value: new data.StringData("") })));
    return { validate, TextDocument, dictionary };
  } finally {
    hooks.deregister();
  }
}
