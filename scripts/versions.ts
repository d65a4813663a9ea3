/** `npm run versions`: every version the platform pins, what depends on it and how long it is supported. */
import { thisProcess } from "../cli/surroundings.ts";
import { versions } from "./versions/cli.ts";

process.exitCode = versions(process.argv.slice(2), thisProcess());
