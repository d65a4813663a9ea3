import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The full path of a command on PATH; undefined when it is not installed. */
export function findCommand(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const names = platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const directory of (environment.PATH ?? "").split(delimiter)) {
    if (directory === "") continue;
    for (const file of names) {
      const path = join(directory, file);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this directory.
      }
    }
  }
  return undefined;
}
