/** What starts containers from registries of the account, and from others through them. */
export const PULLS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:BatchImportUpstreamImage",
  "ecr:GetAuthorizationToken",
  "ecr:GetDownloadUrlForLayer",
];

/** What nodes and controllers look at. */
export const LOOKS = [
  "acm:DescribeCertificate",
  "acm:ListCertificates",
  "arc-zonal-shift:GetManagedResource",
  "autoscaling:Describe*",
  "cognito-idp:DescribeUserPoolClient",
  "ec2:Describe*",
  "ec2:GetCoipPoolUsage",
  "ec2:GetSecurityGroupsForVpc",
  ...PULLS,
  "eks-auth:AssumeRoleForPodIdentity",
  "eks:Describe*",
  "iam:GetInstanceProfile",
  "iam:GetServerCertificate",
  "iam:ListInstanceProfiles",
  "iam:ListServerCertificates",
  "pricing:GetProducts",
];

/** What nodes, volumes, addresses and load balancers take; nothing of it ends an instance or deletes a volume. */
export const COMPUTE = [
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

export const LOAD_BALANCERS = [
  // `De*` deletes, deregisters and describes; `Re*` registers and removes.
  ...["Add*", "Create*", "De*", "Modify*", "Re*", "Set*"].map((action) => `elasticloadbalancing:${action}`),
  ...["AssociateWebACL", "DisassociateWebACL", "GetWebACL*"].map((action) => `wafv2:${action}`),
];

/** Session Manager on nodes, without reading of parameters. Source: AWS managed policy AmazonSSMManagedInstanceCore. */
export const SESSION_MANAGER = [
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
  // Acknowledges, deletes, fails and gets messages.
  ...["*Message", "GetEndpoint", "GetMessages", "SendReply"].map((action) => `ec2messages:${action}`),
];

/** Data of controllers and applications. */
export const DATA = [
  // Gets, puts, updates, checks and deletes items, one by one and in batches.
  ...["*Item", "DescribeTable", "Query", "Scan"].map((action) => `dynamodb:${action}`),
  "firehose:PutRecord*",
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
];

/** Traces of applications, which X-Ray takes for the whole account: a call names nothing. */
export const TRACES = ["xray:PutTraceSegments"];

/** Replicas may go to another account's standby. */
export const REPLICATION = [
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "s3:ObjectOwnerOverrideToBucketOwner",
  "s3:Replicate*",
];
