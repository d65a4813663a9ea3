import { homedir } from "node:os";
import { discoverCli, type FoundCli, NoCliError } from "../../rehearsal/discovery/discover.ts";
import { sdkVersion } from "../../rehearsal/discovery/version.ts";

/**
 * The Pulumi CLI for a test in the real engine, or why there is none for it. Such a test takes minutes, so it is asked
 * for: `npm run test:rehearsal`.
 */
export function availableCli(): FoundCli | string {
  if (process.env.REHEARSE !== "1") return "it takes minutes: npm run test:rehearsal runs it";
  try {
    return discoverCli({
      explicit: process.env.PULUMI_CLI,
      environment: process.env,
      home: homedir(),
      sdk: sdkVersion(),
    });
  } catch (error) {
    if (error instanceof NoCliError) return "there is no Pulumi CLI: npm run setup:cli gets one";
    throw error;
  }
}
