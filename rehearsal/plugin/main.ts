import { createRequire } from "node:module";
import * as provider from "@pulumi/pulumi/provider/index.js";
import { eksProvider } from "./eksProvider.ts";
import { passThrough } from "./provider.ts";
import { overheardSettings } from "./settings.ts";

/** What the engine starts: `main.ts <package> <address of the engine>`. */
const [packageName = "", ...engine] = process.argv.slice(2);
const own = versionOf(packageName);
await provider.main(
  packageName === "eks" ? eksProvider(own, versionOf("aws")) : passThrough(own, overheardSettings()),
  engine,
);

/** The version of the SDK that is installed: the engine asks for a plugin of just that one. */
function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  return (require(`@pulumi/${name}/package.json`) as { version: string }).version;
}
