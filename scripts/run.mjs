// Starts one of the project's TypeScript programs. Plain JavaScript, so that a Node too old to run TypeScript still gets
// a sentence it can act on instead of a syntax error.
import { enableCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { deferRarelyUsedParts } from "./defer.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `This project runs TypeScript natively and needs Node 22.18 or newer; this is Node ${process.versions.node} at ${process.execPath}.\n` +
      "On Linux `npm ci` brings a Node of its own (an optional dependency): start the program with `npm run`, and install without --omit=optional. Elsewhere install Node 24.\n",
  );
  process.exit(2);
}

// Compiling the SDKs is most of the start-up; the cache halves it from the second run on.
enableCompileCache?.();
// Every Pulumi resource captures a stack trace when it is made, which is most of its cost, and nothing here prints one.
// Must be set before the SDK is imported. EKS_PLATFORM_TRACE=1 keeps the traces for whoever debugs the program itself.
if (process.env.EKS_PLATFORM_TRACE !== "1") {
  Error.stackTraceLimit = 0;
}

deferRarelyUsedParts();

const entry = process.argv[2];
process.argv.splice(1, 2, entry);
await import(pathToFileURL(entry).href);
