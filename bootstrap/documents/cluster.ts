import { type AwsScope, clusterArn, regionalArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import { platformNames } from "../../components/shared/names.ts";
import type { EnvironmentScope } from "./scope.ts";

/** The cluster, and what EKS files under it: node groups, add-ons, access entries, Pod Identity associations. */
export const EKS_CHANGES = [
  "eks:AssociateAccessPolicy",
  "eks:AssociateEncryptionConfig",
  "eks:CreateAccessEntry",
  "eks:CreateAddon",
  "eks:CreateCluster",
  "eks:CreateNodegroup",
  "eks:CreatePodIdentityAssociation",
  "eks:DeleteAccessEntry",
  "eks:DeleteAddon",
  "eks:DeleteCluster",
  "eks:DeleteNodegroup",
  "eks:DeletePodIdentityAssociation",
  "eks:DisassociateAccessPolicy",
  "eks:TagResource",
  "eks:UntagResource",
  "eks:UpdateAccessEntry",
  "eks:UpdateAddon",
  "eks:UpdateClusterConfig",
  "eks:UpdateClusterVersion",
  "eks:UpdateNodegroupConfig",
  "eks:UpdateNodegroupVersion",
  "eks:UpdatePodIdentityAssociation",
] as const;

const LOG_CHANGES = [
  "logs:AssociateKmsKey",
  "logs:CreateLogGroup",
  "logs:DeleteLogGroup",
  "logs:DeleteMetricFilter",
  "logs:DeleteRetentionPolicy",
  "logs:DisassociateKmsKey",
  "logs:PutMetricFilter",
  "logs:PutRetentionPolicy",
  "logs:TagResource",
  "logs:UntagResource",
] as const;

const EVENT_CHANGES = [
  "events:DeleteRule",
  "events:DisableRule",
  "events:EnableRule",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
  "events:TagResource",
  "events:UntagResource",
] as const;

const QUEUE_CHANGES = [
  "sqs:CreateQueue",
  "sqs:DeleteQueue",
  "sqs:SetQueueAttributes",
  "sqs:TagQueue",
  "sqs:UntagQueue",
] as const;

/** What is named after the cluster in the services that let a policy name things: EKS, logs, event rules and queues. */
export function clusterPolicy({ scope, environment }: EnvironmentScope): PolicyDocument {
  const { clusterName } = environment;
  const names = platformNames(clusterName);
  const groups = [
    names.controlPlaneLogGroup,
    names.flowLogGroup,
    names.platformLogGroup,
    names.applicationLogGroup,
    names.applicationMetricsLogGroup,
    names.metricDeliveryLogGroup,
  ];
  return policyDocument(
    {
      Sid: "ManageCluster",
      Effect: "Allow",
      Action: EKS_CHANGES,
      Resource: clusterArns(scope, clusterName),
    },
    {
      Sid: "ManageLogGroups",
      Effect: "Allow",
      Action: LOG_CHANGES,
      Resource: logGroupArns(scope, groups),
    },
    {
      Sid: "ManageEventRules",
      Effect: "Allow",
      Action: EVENT_CHANGES,
      Resource: regionalArn(scope, "events", `rule/${clusterName}-*`),
    },
    {
      Sid: "ManageQueues",
      Effect: "Allow",
      Action: QUEUE_CHANGES,
      Resource: regionalArn(scope, "sqs", `${clusterName}-*`),
    },
  );
}

/** A cluster, and what EKS files under it. */
export function clusterArns(scope: AwsScope, clusterName: string): string[] {
  const within = ["nodegroup", "addon", "access-entry", "podidentityassociation"];
  return [
    clusterArn(scope, clusterName),
    ...within.map((kind) => regionalArn(scope, "eks", `${kind}/${clusterName}/*`)),
  ];
}

/** Log groups; CloudWatch names the same one with and without the ending. */
export function logGroupArns(scope: AwsScope, groups: readonly string[]): string[] {
  return groups.flatMap((group) => ["", ":*"].map((end) => regionalArn(scope, "logs", `log-group:${group}${end}`)));
}
