import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ConfigError, parseConfig, PLATFORM_KEY, type PlatformConfig } from "../config.ts";

const [PROJECT = ""] = PLATFORM_KEY.split(":");

// A program reads its configuration once: compiling code for each schema, which zod does otherwise, costs more than it saves.
z.config({ jitless: true });

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
        platform: readPlatform(),
        others: Object.keys(pulumi.runtime.allConfig()).filter(
          (key) => key.startsWith(`${PROJECT}:`) && key !== PLATFORM_KEY,
        ),
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

/** The platform's object, or what stands in its place: text that is no object is the schema's to refuse, with all else. */
function readPlatform(): unknown {
  const config = new pulumi.Config(PROJECT);
  try {
    return config.getObject("platform");
  } catch {
    return config.get("platform");
  }
}
