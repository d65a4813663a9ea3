import { UsageError } from "../cli/usageError.ts";
import { ConfigError, parseConfig, PLATFORM_KEY, type PlatformConfig } from "../components/config.ts";
import { readStack } from "../preview/stackFiles.ts";

/**
 * A stack's configuration, checked as a preview checks it: an account of AWS's documentation is no reason to refuse it.
 *
 * @throws UsageError when there is no such stack, its file cannot be read, or what it says is not valid
 */
export function stackConfig(dir: string, stack: string, today: Date): PlatformConfig {
  const { config } = readStack(dir, stack);
  const value = (key: string): unknown => parsed(config[key]);
  const aws = Object.fromEntries(
    ["region", "allowedAccountIds", "defaultTags"].map((key) => [key, value(`aws:${key}`)]),
  );
  try {
    return parseConfig({ stack, platform: value(PLATFORM_KEY), aws }, { today, deploying: false }).config;
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message.trimEnd()) : error;
  }
}

/** Objects and lists stand as JSON in a stack's configuration; what only begins like one is text. */
function parsed(text: string | undefined): unknown {
  if (text === undefined || !/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
