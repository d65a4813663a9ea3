import { iamArn, regionalArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement } from "../../components/shared/iam.ts";
import { environmentNames } from "../names.ts";
import { BOUNDED_ROLE_CHANGES, type RoleLimits, roleLimits, servicesThatGetRoles } from "./identity.ts";
import { OWNED_DELETIONS } from "./network.ts";
import { READS } from "./read.ts";
import { platformBuckets, type EnvironmentScope, regionsOf } from "./scope.ts";

/**
 * What bounds the roles GitHub assumes, whatever is attached to them later. It allows by kind what their policies allow
 * one by one, and denies what no deployment may ever do.
 */
export function deployBoundary(context: EnvironmentScope): PolicyDocument {
  return policyDocument(...allowed(context), ...neverAllowed(context, roleLimits(context)));
}

function allowed(context: EnvironmentScope): PolicyStatement[] {
  const { scope, store, environment, tags } = context;
  const { clusterName } = environment;
  const { statePrefix, secretsKeyAlias } = environmentNames(environment);
  const state = `arn:${scope.partition}:s3:::${store.bucket}`;
  return [
    { Sid: "Read", Effect: "Allow", Action: [...READS, "iam:Get*", "iam:List*"], Resource: "*" },
    {
      Sid: "ChangeInRegions",
      Effect: "Allow",
      Action: [
        ...["AllocateAddress", "Associate*", "Attach*", "Authorize*", "Create*", "Detach*", "Disassociate*"].map(ec2),
        ...["DeleteFlowLogs", "DeleteInternetGateway", "DeleteNatGateway", "DeleteRoute*", "DeleteSecurityGroup"].map(
          ec2,
        ),
        ...["DeleteSubnet", "DeleteTags", "DeleteVpc*", "Modify*", "ReleaseAddress", "Replace*"].map(ec2),
        ...["Revoke*", "RunInstances", "UpdateSecurityGroup*"].map(ec2),
        ...["Associate*", "Create*", "Delete*", "Disassociate*", "TagResource", "UntagResource", "Update*"].map(
          (action) => `eks:${action}`,
        ),
        ...["AssociateKmsKey", "CreateLogGroup", "DeleteLogGroup", "DeleteMetricFilter", "DeleteRetentionPolicy"].map(
          logs,
        ),
        ...["DisassociateKmsKey", "PutMetricFilter", "PutRetentionPolicy", "TagResource", "UntagResource"].map(logs),
        ...["Delete*", "Disable*", "Enable*", "Put*", "Remove*", "TagResource", "UntagResource"].map(
          (action) => `events:${action}`,
        ),
        ...["CreateLogStream", "DeleteLogStream"].map(logs),
        ...["Create*", "Delete*", "St*", "TagDeliveryStream", "UntagDeliveryStream", "UpdateDestination"].map(
          (action) => `firehose:${action}`,
        ),
        ...["CreateQueue", "DeleteQueue", "SetQueueAttributes", "TagQueue", "UntagQueue"].map(
          (action) => `sqs:${action}`,
        ),
        ...["CancelKeyDeletion", "Create*", "DeleteAlias", "DisableKeyRotation", "Enable*", "PutKeyPolicy"].map(kms),
        ...["ScheduleKeyDeletion", "TagResource", "UntagResource", "Update*"].map(kms),
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": regionsOf(context) } },
    },
    {
      Sid: "Watch",
      Effect: "Allow",
      // Those of a budget are of no region.
      Action: ["budgets:*Resource", "budgets:ModifyBudget", ...WATCH_CHANGES],
      Resource: "*",
    },
    {
      Sid: "DeleteOwned",
      Effect: "Allow",
      Action: OWNED_DELETIONS,
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/owner": tags.owner } },
    },
    {
      Sid: "Buckets",
      Effect: "Allow",
      Action: ["s3:CreateBucket", "s3:Delete*", "s3:Get*", "s3:List*", "s3:Put*", "s3:TagResource", "s3:UntagResource"],
      Resource: [...platformBuckets(context), state, `${state}/${statePrefix}*`],
    },
    {
      Sid: "UseKeys",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: regionalArn(scope, "kms", "key/*"),
      Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": [store.keyAlias, secretsKeyAlias] } },
    },
    {
      Sid: "Identities",
      Effect: "Allow",
      Action: ["AttachRolePolicy", "Create*", "Delete*", "DetachRolePolicy", "Put*", "Tag*", "Untag*", "Update*"].map(
        (action) => `iam:${action}`,
      ),
      Resource: [
        iamArn(scope, `role/${clusterName}-*`),
        iamArn(scope, `policy/${clusterName}-*`),
        iamArn(scope, "role/aws-service-role/*"),
      ],
    },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: iamArn(scope, `role/${clusterName}-*`),
      Condition: { StringEquals: { "iam:PassedToService": servicesThatGetRoles(context) } },
    },
  ];
}

/**
 * What no role that GitHub assumes may ever do, whatever is attached to it: make roles without their boundary, change
 * what bounds it, destroy the state or its keys, and make keys its own by a tag: those of another environment, and those
 * of anybody that have an alias. A key that is being made has neither, so a key of somebody else that has neither cannot
 * be told from it.
 * Source: AWS KMS Developer Guide, "AWS KMS condition keys", "kms:ResourceAliases", and "Control access to tags".
 *
 * @param offOthers what is denied besides of things that carry another environment's tag
 */
export function neverAllowed(
  { scope, store, environment }: EnvironmentScope,
  { boundary }: Pick<RoleLimits, "boundary">,
  offOthers: readonly string[] = [],
): PolicyStatement[] {
  const state = `arn:${scope.partition}:s3:::${store.bucket}`;
  const notOwn = { StringNotEquals: { "aws:ResourceTag/environment": environment.name } };
  return [
    {
      Sid: "NoRoleWithoutBoundary",
      Effect: "Deny",
      Action: BOUNDED_ROLE_CHANGES,
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundary } },
    },
    {
      Sid: "NoWayAroundTheBoundary",
      Effect: "Deny",
      Action: [
        "iam:DeleteRolePermissionsBoundary",
        ...["AccessKey", "Group", "LoginProfile", "SAMLProvider", "OpenIDConnectProvider", "User"].map(
          (kind) => `iam:*${kind}*`,
        ),
        "iam:UpdateAccountPasswordPolicy",
      ],
      Resource: "*",
    },
    {
      Sid: "HandsOffWhatBoundsIt",
      Effect: "Deny",
      Action: [
        "AttachRolePolicy",
        "Create*",
        "Delete*",
        "DetachRolePolicy",
        "PassRole",
        "Put*",
        "Set*",
        "Tag*",
        "Untag*",
        "Update*",
      ].map((action) => `iam:${action}`),
      Resource: [iamArn(scope, "role/github-*"), iamArn(scope, "policy/github-*")],
    },
    {
      Sid: "StateBucketStays",
      Effect: "Deny",
      Action: ["s3:DeleteBucket*", "s3:Put*Configuration", "s3:PutBucket*"],
      Resource: [state, `arn:${scope.partition}:s3:::${store.logsBucket}`],
    },
    {
      Sid: "KeysOfStateAndSecretsStay",
      Effect: "Deny",
      Action: [
        "kms:*Alias",
        "kms:CreateGrant",
        "kms:Disable*",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:*agResource",
      ],
      Resource: "*",
      Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/pulumi/*" } },
    },
    {
      Sid: "OthersStayAsTheyAre",
      Effect: "Deny",
      Action: ["kms:*agResource", ...offOthers],
      Resource: "*",
      Condition: { Null: { "aws:ResourceTag/environment": "false" }, ...notOwn },
    },
    {
      // A key is tagged while it is made, before it has an alias: one that has got one and lacks our tag is another's.
      Sid: "NoNamedKeyIsClaimed",
      Effect: "Deny",
      Action: "kms:*agResource",
      Resource: "*",
      Condition: { ...notOwn, "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/*" } },
    },
  ];
}

const WATCH_CHANGES = [
  ...["Delete*", "PutMetric*", "TagResource", "UntagResource"].map((action) => `cloudwatch:${action}`),
  ...["CreateTopic", "DeleteTopic", "Set*", "Subscribe", "TagResource", "Unsubscribe", "UntagResource"].map(
    (action) => `sns:${action}`,
  ),
];

const ec2 = (action: string): string => `ec2:${action}`;
const logs = (action: string): string => `logs:${action}`;
const kms = (action: string): string => `kms:${action}`;
