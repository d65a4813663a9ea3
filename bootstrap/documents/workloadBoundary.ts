import { iamArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement } from "../../components/shared/iam.ts";
import { type EnvironmentScope, servicePrincipal } from "./scope.ts";

/** What nodes and controllers look at. */
const LOOKS = [
  "acm:DescribeCertificate",
  "acm:ListCertificates",
  "arc-zonal-shift:GetManagedResource",
  "autoscaling:Describe*",
  "cognito-idp:DescribeUserPoolClient",
  "ec2:Describe*",
  "ec2:GetCoipPoolUsage",
  "ec2:GetSecurityGroupsForVpc",
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:BatchImportUpstreamImage",
  "ecr:GetAuthorizationToken",
  "ecr:GetDownloadUrlForLayer",
  "eks-auth:AssumeRoleForPodIdentity",
  "eks:Describe*",
  "elasticloadbalancing:Describe*",
  "iam:GetInstanceProfile",
  "iam:GetServerCertificate",
  "iam:ListInstanceProfiles",
  "iam:ListServerCertificates",
  "pricing:GetProducts",
];

/** What nodes, volumes, addresses and load balancers take; nothing of it ends an instance or deletes a volume. */
const COMPUTE = [
  ...[
    "Assign*",
    "Attach*",
    "Authorize*",
    "CopyVolumes",
    "CreateFleet",
    "CreateLaunchTemplate",
    "CreateNetworkInterface*",
  ],
  ...["CreateRoute", "CreateSecurityGroup", "CreateSnapshot", "CreateTags", "CreateVolume", "DeleteNetworkInterface*"],
  ...["DeleteRoute", "DeleteSecurityGroup", "DeleteTags", "Detach*", "EnableFastSnapshotRestores", "LockSnapshot"],
  ...[
    "ModifyInstanceAttribute",
    "ModifyNetworkInterfaceAttribute",
    "ModifyVolume",
    "Revoke*",
    "RunInstances",
    "Unassign*",
  ],
].map((action) => `ec2:${action}`);

const LOAD_BALANCERS = [
  ...["Add*", "Create*", "Delete*", "Deregister*", "Modify*", "Register*", "Remove*", "Set*"].map(
    (action) => `elasticloadbalancing:${action}`,
  ),
  "shield:*Protection",
  "shield:GetSubscriptionState",
  ...["waf-regional", "wafv2"].flatMap((service) =>
    ["AssociateWebACL", "DisassociateWebACL", "GetWebACL*"].map((action) => `${service}:${action}`),
  ),
];

/** Session Manager on nodes, without reading of parameters. Source: AWS managed policy AmazonSSMManagedInstanceCore. */
const SESSION_MANAGER = [
  ...[
    "Describe*",
    "GetDeployablePatchSnapshotForInstance",
    "GetDocument",
    "GetManifest",
    "List*",
    "Put*",
    "Update*",
  ].map((action) => `ssm:${action}`),
  "ssmmessages:Create*",
  "ssmmessages:Open*",
  ...["AcknowledgeMessage", "DeleteMessage", "FailMessage", "GetEndpoint", "GetMessages", "SendReply"].map(
    (action) => `ec2messages:${action}`,
  ),
];

/** Data of controllers and applications. */
const DATA = [
  ...["BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "DeleteItem", "DescribeTable", "GetItem", "PutItem"],
  ...["Query", "Scan", "UpdateItem"],
]
  .map((action) => `dynamodb:${action}`)
  .concat([
    "firehose:PutRecord*",
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:ReEncrypt*",
    "logs:Create*",
    "logs:Describe*",
    "logs:PutLogEvents",
    "s3:Abort*",
    "s3:DeleteObject*",
    "s3:Get*",
    "s3:List*",
    "s3:PutObject*",
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetSecretValue",
    "sns:Publish",
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueue*",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
    "ssm:GetParameter*",
  ]);

/** Traces of applications, which X-Ray takes for the whole account: a call names nothing. */
const TRACES = ["xray:PutTraceSegments"];

/** Replicas may go to another account's standby. */
const REPLICATION = ["kms:Encrypt", "kms:GenerateDataKey", "s3:ObjectOwnerOverrideToBucketOwner", "s3:Replicate*"];

/**
 * What bounds every role that a deployment makes: nodes, controllers and applications. A role can do what both its own
 * policies and this allow, so that a deployment cannot hand itself more by way of a role it makes: no role of its
 * making administers identities, reaches into another account's data, or touches the state.
 * Source: IAM User Guide, "Permissions boundaries for IAM entities".
 */
export function workloadBoundary(context: EnvironmentScope): PolicyDocument {
  const { scope, environment } = context;
  const inAccount = { StringEquals: { "aws:ResourceAccount": scope.accountId } };
  return policyDocument(
    { Sid: "Look", Effect: "Allow", Action: LOOKS, Resource: "*" },
    {
      Sid: "Run",
      Effect: "Allow",
      Action: [...COMPUTE, ...LOAD_BALANCERS, ...SESSION_MANAGER, ...REPLICATION, ...TRACES, "autoscaling:UpdateAutoScalingGroup"],
      Resource: "*",
    },
    ...endings(environment.clusterName),
    { Sid: "Data", Effect: "Allow", Action: DATA, Resource: "*", Condition: inAccount },
    {
      Sid: "PublicParameters",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: `arn:${scope.partition}:ssm:*::parameter/aws/service/*`,
    },
    ...(environment.applicationActions.length === 0
      ? []
      : [
          {
            Sid: "FurtherServices",
            Effect: "Allow" as const,
            Action: environment.applicationActions,
            Resource: "*",
            Condition: inAccount,
          },
        ]),
    ...nodeIdentities(context),
    ...denied(context),
  );
}

/** Ends instances and deletes volumes, snapshots and launch templates of this cluster only, told by the tags of their makers. */
function endings(clusterName: string): PolicyStatement[] {
  const deletions = ["ec2:DeleteLaunchTemplate", "ec2:DeleteSnapshot", "ec2:DeleteVolume", "ec2:TerminateInstances"];
  const ending = (sid: string, actions: readonly string[], tag: string, value: string): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: "*",
    Condition: { StringEquals: { [`aws:ResourceTag/${tag}`]: value } },
  });
  return [
    ending("EndOwn", deletions, `kubernetes.io/cluster/${clusterName}`, "owned"),
    ending("EndOwnOfAutoMode", deletions, "eks:eks-cluster-name", clusterName),
    // The EBS driver marks what it makes, but does not say for which cluster.
    ending("EndOwnOfDriver", ["ec2:DeleteSnapshot", "ec2:DeleteVolume"], "ebs.csi.aws.com/cluster", "true"),
  ];
}

/** Karpenter and Auto Mode make instance profiles and hand the role of their nodes to EC2. */
function nodeIdentities(context: EnvironmentScope): PolicyStatement[] {
  const { scope, environment } = context;
  return [
    {
      Sid: "InstanceProfiles",
      Effect: "Allow",
      Action: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
      ],
      Resource: iamArn(scope, "instance-profile/*"),
    },
    {
      Sid: "HandNodeRoleToEc2",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: iamArn(scope, `role/${environment.clusterName}-*`),
      Condition: { StringEquals: { "iam:PassedToService": servicePrincipal(context, "ec2") } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: iamArn(scope, "role/aws-service-role/*"),
    },
  ];
}

/** The state and the keys that guard it and its secrets are nobody's on the platform. */
function denied({ scope, store }: EnvironmentScope): PolicyStatement[] {
  const state = `arn:${scope.partition}:s3:::${store.bucket}`;
  return [
    { Sid: "NoState", Effect: "Deny", Action: "s3:*", Resource: `${state}*` },
    {
      Sid: "NoKeysOfState",
      Effect: "Deny",
      Action: "kms:*",
      Resource: "*",
      Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/pulumi/*" } },
    },
  ];
}
