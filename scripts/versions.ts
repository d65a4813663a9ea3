/** `npm run versions`: every version the platform pins, what depends on it and how long it is supported. */
import { versions } from "./versions/cli.ts";

process.exitCode = versions(process.argv.slice(2), {
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
});
