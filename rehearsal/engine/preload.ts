import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A piece of a source file that is read differently while the program runs. */
export interface Substitution {
  /** End of the file's path: `components/shared/versions.ts`. */
  readonly file: string;
  /** What to look for. */
  readonly pattern: string;
  /** What to put there, as `String.replace` takes it. */
  readonly replacement: string;
}

/**
 * Writes the module that every process of the program loads before the program itself: it spares resources their stack
 * traces, which nothing here prints, and makes the substitutions.
 *
 * A substitution that finds nothing is an error: a change that changes nothing would prove nothing.
 *
 * @returns URL of the module
 */
export function writePreload(directory: string, substitutions: readonly Substitution[]): string {
  const file = join(directory, "preload.mjs");
  const lines = [
    `import { registerHooks } from "node:module";`,
    `Error.stackTraceLimit = 0;`,
    `const substitutions = ${JSON.stringify(substitutions)};`,
    `if (substitutions.length > 0) registerHooks({`,
    `  load(url, context, next) {`,
    `    const loaded = next(url, context);`,
    `    for (const { file, pattern, replacement } of substitutions) {`,
    `      if (!url.endsWith(file)) continue;`,
    `      const before = String(loaded.source);`,
    `      loaded.source = before.replace(new RegExp(pattern, "g"), replacement);`,
    `      if (loaded.source === before) throw new Error(file + " has nothing that matches " + pattern);`,
    `    }`,
    `    return loaded;`,
    `  },`,
    `});`,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  return pathToFileURL(file).href;
}
