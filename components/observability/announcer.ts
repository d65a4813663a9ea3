import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";
import { MONITORING_NAMESPACE } from "../shared/networkRules.ts";
import { PodIdentityRole } from "../shared/podIdentityRole.ts";
import type { Announcement } from "./alertmanagerConfig.ts";
import type { ObservabilityContext } from "./args.ts";
import { ALERTMANAGER_ACCOUNT } from "./names.ts";

/** What Alertmanager announces, and where; undefined where the stack has no topic, or wants nothing announced there. */
export function announcementOf({ scope, clusterName, config, topic }: ObservabilityContext): Announcement | undefined {
  const { announce } = config.alertmanager;
  if (topic === undefined || announce.length === 0) return undefined;
  return { topicArn: topicArn(scope, clusterName), region: scope.region, severities: announce };
}

/**
 * The role by which Alertmanager announces alerts. Its SNS receiver takes credentials the way every program does that is
 * made with AWS's SDK, EKS Pod Identity among them.
 * Sources: Prometheus Alertmanager v0.34.0, notify/sns and go.mod (AWS SDK for Go v2, config 1.32.33); Amazon EKS User
 * Guide, "Use pod identity with the AWS SDK" (Go v2 from release 2023-11-14 on).
 */
export function makeAnnouncer({ name, parent, scope, clusterName, cluster }: ObservabilityContext): PodIdentityRole {
  return new PodIdentityRole(
    `${name}-announcer`,
    {
      scope,
      clusterName,
      cluster,
      roleName: platformNames(clusterName).announcerRole,
      description: "Announces the cluster's alerts on the topic of its alarms",
      namespace: MONITORING_NAMESPACE,
      serviceAccount: ALERTMANAGER_ACCOUNT,
      policies: { announce: announcerPolicy(scope, clusterName) },
    },
    { parent },
  );
}

/**
 * What Alertmanager may do: publish to that one topic, which takes the use of its key.
 * Source: Amazon SNS Developer Guide, "Key management", permissions of publishers to an encrypted topic.
 */
export function announcerPolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  return policyDocument(
    { Sid: "AnnounceAlerts", Effect: "Allow", Action: "sns:Publish", Resource: topicArn(scope, clusterName) },
    {
      Sid: "EncryptAnnouncements",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      // Any key of the account and region; the condition leaves the one with our alias, and SNS as the only way to use it.
      Resource: regionalArn(scope, "kms", "key/*"),
      Condition: {
        StringEquals: {
          "kms:ViaService": `sns.${scope.region}.amazonaws.com${scope.partition === "aws-cn" ? ".cn" : ""}`,
        },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${platformNames(clusterName).alarmTopic}` },
      },
    },
  );
}

function topicArn(scope: AwsScope, clusterName: string): string {
  return regionalArn(scope, "sns", platformNames(clusterName).alarmTopic);
}
