import * as aws from "@pulumi/aws";
import { EncryptionKey, logGroupsMayUseKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import type { ClusterContext } from "./args.ts";

/** Everything the control plane can log. Source: Amazon EKS API Reference, "LogSetup". */
export const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** The control plane's log group. EKS would make it by itself, but unencrypted and for ever. */
export function makeControlPlaneLogs(context: ClusterContext): aws.cloudwatch.LogGroup {
  const { name, parent, scope, clusterName, config } = context;
  const { controlPlaneLogGroup } = platformNames(clusterName);

  const key = new EncryptionKey(
    `${name}-logs`,
    {
      scope,
      description: `Control plane logs of ${clusterName}`,
      alias: `${clusterName}-control-plane-logs`,
      statements: [logGroupsMayUseKey(scope, [controlPlaneLogGroup])],
      protect: config.deletionProtection,
    },
    { parent },
  );
  return new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    { name: controlPlaneLogGroup, retentionInDays: config.logRetentionDays, kmsKeyId: key.arn },
    // The audit log must be readable when the cluster is gone.
    { parent, protect: config.deletionProtection },
  );
}
