/** `npm run preflight -- <stack>`: whether a stack's API server is within reach, before anything changes. */
import { thisProcess } from "../cli/surroundings.ts";
import { preflight } from "./preflight/cli.ts";
import { describeCluster } from "./preflight/cluster.ts";

process.exitCode = await preflight(process.argv.slice(2), { ...thisProcess(), find: describeCluster });
