import * as pulumi from "@pulumi/pulumi";
import { ConfigError, parseConfig, type PlatformConfig } from "../config.ts";

/**
 * Reads the configuration of the stack that is being run, and says what it has to advise.
 *
 * @throws pulumi.RunError that lists everything wrong with it; Pulumi prints such an error without a stack trace
 */
export function loadConfig(): PlatformConfig {
  const aws = new pulumi.Config("aws");
  try {
    const { config, advice } = parseConfig(
      {
        stack: pulumi.getStack(),
        platform: new pulumi.Config("eks-platform").getObject("platform"),
        aws: {
          region: aws.get("region"),
          allowedAccountIds: aws.getObject("allowedAccountIds"),
          defaultTags: aws.getObject("defaultTags"),
        },
      },
      { today: new Date(), deploying: !pulumi.runtime.isDryRun() },
    );
    for (const line of advice) void pulumi.log.warn(line);
    return config;
  } catch (error) {
    throw error instanceof ConfigError ? new pulumi.RunError(error.message) : error;
  }
}
