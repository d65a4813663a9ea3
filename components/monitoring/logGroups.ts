import * as aws from "@pulumi/aws";
import { EncryptionKey, logGroupsMayUseKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import type { MonitoringContext } from "./args.ts";
import { errorMetricName, errorPattern, logMetricNamespace } from "./controllers.ts";

/** The log groups of containers. */
export interface MadeLogGroups {
  readonly platform: aws.cloudwatch.LogGroup;
  readonly applications: aws.cloudwatch.LogGroup;
}

/** Where logs of containers are kept: those of the platform's namespaces by themselves, so that errors can be counted. */
export function makeLogGroups(context: MonitoringContext): MadeLogGroups {
  const { name, parent, scope, clusterName, config, protect } = context;
  const { platformLogGroup, applicationLogGroup } = platformNames(clusterName);

  const key = new EncryptionKey(
    `${name}-logs`,
    {
      scope,
      description: `Logs of containers of ${clusterName}`,
      alias: `${clusterName}-container-logs`,
      statements: [logGroupsMayUseKey(scope, [platformLogGroup, applicationLogGroup])],
      protect,
    },
    { parent },
  );
  const group = (role: string, groupName: string) =>
    new aws.cloudwatch.LogGroup(
      `${name}-${role}`,
      { name: groupName, retentionInDays: config.logRetentionDays, kmsKeyId: key.arn },
      { parent, protect },
    );
  return {
    platform: group("platform-logs", platformLogGroup),
    applications: group("application-logs", applicationLogGroup),
  };
}

/** Counts the errors each controller writes. */
export function countErrors(context: MonitoringContext, logs: MadeLogGroups): aws.cloudwatch.LogMetricFilter[] {
  const { name, parent, clusterName, controllers } = context;
  return controllers.map(
    (controller) =>
      new aws.cloudwatch.LogMetricFilter(
        `${name}-${controller}-errors`,
        {
          name: `${clusterName}-${controller}-errors`,
          logGroupName: logs.platform.name,
          pattern: errorPattern(controller),
          metricTransformation: {
            namespace: logMetricNamespace(clusterName),
            name: errorMetricName(controller),
            value: "1",
            // Logs without errors are a measurement too.
            defaultValue: "0",
            unit: "Count",
          },
        },
        { parent },
      ),
  );
}
