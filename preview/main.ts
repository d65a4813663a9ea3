import { thisProcess } from "../cli/surroundings.ts";
import { cli } from "./cli.ts";

process.exitCode = await cli(
  process.argv.slice(2),
  thisProcess(),
  async () => (await import("./preview.ts")).previewStack,
);
