/** `npm run preflight -- <stack>`: whether a stack's API server is within reach, before anything changes. */
import { preflight, REAL } from "./preflight/cli.ts";

process.exitCode = await preflight(process.argv.slice(2), REAL);
