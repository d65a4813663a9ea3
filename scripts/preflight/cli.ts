import { parseArgs } from "node:util";
import { join } from "node:path";
import { ConfigError, parseConfig, PLATFORM_KEY } from "../../components/config.ts";
import { UsageError } from "../../preview/errors.ts";
import { readStack } from "../../preview/stackFiles.ts";
import { describeCluster, type Lookup } from "./cluster.ts";
import { probe } from "./probe.ts";
import { preflightReport } from "./report.ts";

/** What the command needs of the world around it. */
export interface Surroundings {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Asks EKS for a cluster. */
  readonly find: (name: string, region: string) => Promise<Lookup>;
}

const HELP = `npm run preflight -- <stack> [--dir <directory>]

Says whether the API server of a stack is within reach from here, the way its deployAccess declares. Changes nothing.

Exit codes: 0 within reach, or not made yet; 1 out of reach; 2 bad usage or configuration
`;

/** The command `npm run preflight`. */
export async function preflight(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const { values, positionals } = options(argv);
    if (values.help === true) {
      surroundings.write(HELP);
      return 0;
    }
    const [stack, ...more] = positionals;
    if (stack === undefined || more.length > 0) throw new UsageError(`expected one stack\n\n${HELP}`);
    const config = readConfig(values.dir ?? join(import.meta.dirname, "..", ".."), stack);
    const { deployAccess: access, clusterName } = config;
    const lookup = await surroundings.find(clusterName, config.aws.scope.region);
    const result = {
      stack,
      clusterName,
      access,
      lookup,
      ...(lookup.kind === "found" && {
        probe: await probe(lookup.cluster, access.mode === "proxy" ? access.url : undefined),
      }),
    };
    const { text, ready } = preflightReport(result);
    surroundings.write(`${text}\n`);
    return ready ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ConfigError)) throw error;
    surroundings.writeError(`${error.message.trimEnd()}\n`);
    return 2;
  }
}

/** How the command is called by a person. */
export const REAL: Surroundings = {
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  find: (name, region) => describeCluster(name, region),
};

function options(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { dir: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

/** The stack's configuration, checked as a preview checks it: example values are no reason to refuse to look. */
function readConfig(dir: string, stack: string) {
  const { config } = readStack(dir, stack);
  const value = (key: string): unknown => {
    const text = config[key];
    return text === undefined || !/^[[{]/.test(text) ? text : (JSON.parse(text) as unknown);
  };
  return parseConfig(
    {
      stack,
      platform: value(PLATFORM_KEY),
      aws: {
        region: value("aws:region"),
        allowedAccountIds: value("aws:allowedAccountIds"),
        defaultTags: value("aws:defaultTags"),
      },
    },
    { today: new Date(), deploying: false },
  ).config;
}
