import { join } from "node:path";

/**
 * A file or folder under the environment's `REFERENCE_DIR/data`, where copies of what other projects publish are. The
 * variable is the directory that contains `data`: `REFERENCE_DIR/data/velero/values.schema.json`.
 *
 * @returns undefined where the variable is not set; whether the file is there is left to whoever reads it
 */
export function referencePath(...path: string[]): string | undefined {
  const directory = process.env.REFERENCE_DIR;
  return directory === undefined || directory === "" ? undefined : join(directory, "data", ...path);
}

/** The environment's `CRD_DIR`: any directory with definitions of custom resources, searched with all its folders. */
export function crdDirectory(): string | undefined {
  const directory = process.env.CRD_DIR;
  return directory === undefined || directory === "" ? undefined : directory;
}

/**
 * A test that reads what others publish, `path` being the file or folder under `REFERENCE_DIR/data`. Where there is
 * none, it is reported as pending, with the reason in its title.
 */
export function itByReference(sentence: string, path: string, check: (path: string) => void | Promise<void>): void {
  itWith(sentence, "REFERENCE_DIR", referencePath(path), check);
}

/** A test of what a variable of the environment leads to; without that it is pending, with the reason in its title. */
export function itWith<Found>(
  sentence: string,
  variable: "REFERENCE_DIR" | "CRD_DIR",
  found: Found | undefined,
  check: (found: Found) => void | Promise<void>,
): void {
  if (found === undefined) it(`${sentence} (${variable} is not set)`);
  else it(sentence, () => check(found));
}
