import * as pulumi from "@pulumi/pulumi";
import { type BootstrapConfig, BootstrapConfigError, parseBootstrap } from "./config.ts";

/**
 * Reads the configuration of the stack that is being run.
 *
 * @throws pulumi.RunError that lists everything wrong with it; Pulumi prints such an error without a stack trace
 */
export function loadBootstrap(): BootstrapConfig {
  const aws = new pulumi.Config("aws");
  try {
    return parseBootstrap({
      stack: pulumi.getStack(),
      bootstrap: new pulumi.Config("eks-platform-bootstrap").getObject("bootstrap"),
      aws: {
        region: aws.get("region"),
        allowedAccountIds: aws.getObject("allowedAccountIds"),
        defaultTags: aws.getObject("defaultTags"),
      },
      deploying: !pulumi.runtime.isDryRun(),
    });
  } catch (error) {
    throw error instanceof BootstrapConfigError ? new pulumi.RunError(error.message) : error;
  }
}
