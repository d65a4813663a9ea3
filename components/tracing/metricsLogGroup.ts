import * as aws from "@pulumi/aws";
import { EncryptionKey, logGroupsMayUseKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import type { TracingContext } from "./args.ts";

/** Where the records go that CloudWatch makes metrics of; undefined where no metrics are collected. */
export function makeMetricsLogGroup(context: TracingContext): aws.cloudwatch.LogGroup | undefined {
  const { name, parent, scope, clusterName, config, protect } = context;
  if (!config.metrics) return undefined;
  const { applicationMetricsLogGroup } = platformNames(clusterName);
  const key = new EncryptionKey(
    `${name}-metrics`,
    {
      scope,
      description: `Records of applications' metrics of ${clusterName}`,
      alias: `${clusterName}-application-metrics`,
      statements: [logGroupsMayUseKey(scope, [applicationMetricsLogGroup])],
      protect,
    },
    { parent },
  );
  return new aws.cloudwatch.LogGroup(
    `${name}-metrics`,
    { name: applicationMetricsLogGroup, retentionInDays: config.logRetentionDays, kmsKeyId: key.arn },
    { parent, protect },
  );
}
