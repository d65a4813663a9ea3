import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, logGroupsMayUseKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import { nameTag, type NetworkContext } from "./args.ts";
import { flowLogsDelivery, flowLogsTrust } from "./flowLogsPolicies.ts";

/** Who talked to whom in the VPC: all traffic, accepted and rejected, in an encrypted log group. */
export function makeFlowLogs(context: NetworkContext, vpcId: pulumi.Input<string>, retentionInDays: number): void {
  const { name, parent, scope, clusterName, protect } = context;
  const { flowLogGroup, flowLogsRole } = platformNames(clusterName);

  const key = new EncryptionKey(
    `${name}-flow-logs`,
    {
      scope,
      description: `VPC flow logs of ${clusterName}`,
      alias: `${clusterName}-flow-logs`,
      statements: [logGroupsMayUseKey(scope, [flowLogGroup])],
      protect,
    },
    { parent },
  );
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}-flow-logs`,
    { name: flowLogGroup, retentionInDays, kmsKeyId: key.arn },
    { parent, protect },
  );
  const role = new aws.iam.Role(
    `${name}-flow-logs`,
    {
      name: flowLogsRole,
      description: `Delivers the VPC flow logs of ${clusterName} to CloudWatch Logs`,
      assumeRolePolicy: JSON.stringify(flowLogsTrust(scope)),
    },
    { parent },
  );
  const delivery = new aws.iam.RolePolicy(
    `${name}-flow-logs`,
    { role: role.name, policy: JSON.stringify(flowLogsDelivery(scope, flowLogGroup)) },
    { parent },
  );
  new aws.ec2.FlowLog(
    `${name}-flow-logs`,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: nameTag(context, "flow-logs"),
    },
    // Delivery fails silently for as long as the role may not write.
    { parent, dependsOn: [delivery] },
  );
}
