import { iamArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import { platformBuckets, type EnvironmentScope } from "./scope.ts";

/**
 * Reads how things are configured: what a refresh asks for. None of it reads data, messages, parameters or secrets.
 * AWS's own ReadOnlyAccess would: it reads every object of every bucket.
 */
export const READS = [
  "autoscaling:Describe*",
  "budgets:ListTagsForResource",
  "budgets:ViewBudget",
  "cloudwatch:Describe*",
  "cloudwatch:GetMetricStream",
  "cloudwatch:ListTagsForResource",
  "ec2:Describe*",
  "eks:Describe*",
  "eks:List*",
  "events:Describe*",
  "events:List*",
  "firehose:Describe*",
  "firehose:ListTagsForDeliveryStream",
  "kms:DescribeKey",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:List*",
  "logs:Describe*",
  "logs:List*",
  "sns:Get*",
  "sns:List*",
  "sqs:GetQueue*",
  "sqs:ListQueueTags",
] as const;

/** The configuration of buckets, not what is in them. */
export const BUCKET_READS = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucket*",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListBucket",
  "s3:ListBucketVersions",
  "s3:ListTagsForResource",
] as const;

/** Roles and policies as they are. */
export const IAM_READS = [
  "iam:GetPolicy*",
  "iam:GetRole*",
  "iam:ListAttachedRolePolicies",
  "iam:ListEntitiesForPolicy",
  "iam:ListInstanceProfilesForRole",
  "iam:ListPolicy*",
  "iam:ListRolePolicies",
  "iam:ListRoleTags",
] as const;

/** Permissions of whoever looks but does not touch: previews, the search for drift, and deployments before they act. */
export function readPolicy(context: EnvironmentScope): PolicyDocument {
  const { scope, environment } = context;
  return policyDocument(
    {
      Sid: "ReadConfigurations",
      Effect: "Allow",
      Action: READS,
      // Most of these know no resource; none of them reads data.
      Resource: "*",
    },
    {
      Sid: "ReadRolesAndPolicies",
      Effect: "Allow",
      Action: IAM_READS,
      Resource: [
        iamArn(scope, `role/${environment.clusterName}-*`),
        iamArn(scope, "role/aws-service-role/*"),
        iamArn(scope, `policy/${environment.clusterName}-*`),
        `arn:${scope.partition}:iam::aws:policy/*`,
      ],
    },
    { Sid: "ReadBuckets", Effect: "Allow", Action: BUCKET_READS, Resource: platformBuckets(context) },
  );
}
