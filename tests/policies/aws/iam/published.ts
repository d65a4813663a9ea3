// What the projects' published policies allow, for a cluster "blue" in eu-west-1: the statements that create, tag, pass
// and delete, with their conditions.

const arn = (kind: string) => `arn:aws:ec2:eu-west-1:*:${kind}/*`;
const CREATED = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"].map(
  arn,
);
const OWNED = { "aws:ResourceTag/kubernetes.io/cluster/blue": "owned" };
const REQUESTED = {
  "aws:RequestTag/kubernetes.io/cluster/blue": "owned",
  "aws:RequestTag/eks:eks-cluster-name": "blue",
};
const PROFILES = "arn:aws:iam::111122223333:instance-profile/*";
const REGION = "topology.kubernetes.io/region";
const CLASS = "karpenter.k8s.aws/ec2nodeclass";
const allow = (Sid: string, Action: string | string[], Resource: string | string[], Condition?: object) => ({
  Sid,
  Effect: "Allow",
  Resource,
  Action,
  ...(Condition && { Condition }),
});
const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });

/** Karpenter v1.14, "Reference / CloudFormation": its controller policies that change anything, and its reads. */
export const karpenter = [
  document(
    allow(
      "AllowScopedEC2InstanceAccessActions",
      ["ec2:RunInstances", "ec2:CreateFleet"],
      ["arn:aws:ec2:eu-west-1::image/*", "arn:aws:ec2:eu-west-1::snapshot/*", arn("security-group"), arn("subnet")],
    ),
    allow(
      "AllowScopedEC2LaunchTemplateAccessActions",
      ["ec2:RunInstances", "ec2:CreateFleet"],
      arn("launch-template"),
      {
        StringEquals: OWNED,
        StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
      },
    ),
    allow(
      "AllowScopedEC2InstanceActionsWithTags",
      ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
      CREATED,
      { StringEquals: REQUESTED, StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" } },
    ),
    allow("AllowScopedResourceCreationTagging", "ec2:CreateTags", CREATED, {
      StringEquals: { ...REQUESTED, "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"] },
      StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
    }),
    allow("AllowScopedResourceTagging", "ec2:CreateTags", arn("instance"), {
      StringEquals: OWNED,
      StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
      StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": "blue" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
    }),
    allow(
      "AllowScopedDeletion",
      ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      [arn("instance"), arn("launch-template")],
      { StringEquals: OWNED, StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" } },
    ),
  ),
  document(
    allow("AllowPassingInstanceRole", "iam:PassRole", "arn:aws:iam::111122223333:role/blue-node", {
      StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] },
    }),
    allow("AllowScopedInstanceProfileCreationActions", ["iam:CreateInstanceProfile"], PROFILES, {
      StringEquals: { ...REQUESTED, [`aws:RequestTag/${REGION}`]: "eu-west-1" },
      StringLike: { [`aws:RequestTag/${CLASS}`]: "*" },
    }),
    allow(
      "AllowScopedInstanceProfileActions",
      ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
      PROFILES,
      {
        StringEquals: { ...OWNED, [`aws:ResourceTag/${REGION}`]: "eu-west-1" },
        StringLike: { [`aws:ResourceTag/${CLASS}`]: "*" },
      },
    ),
  ),
  document(
    allow(
      "AllowInterruptionQueueActions",
      ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
      "arn:aws:sqs:eu-west-1:111122223333:blue",
    ),
    allow("AllowRegionalReadActions", ["ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeSubnets"], "*", {
      StringEquals: { "aws:RequestedRegion": "eu-west-1" },
    }),
    allow("AllowUnscopedInstanceProfileListAction", "iam:ListInstanceProfiles", "*"),
  ),
];

const MARK = "elbv2.k8s.aws/cluster";

/** AWS Load Balancer Controller v3.5.0, docs/install/iam_policy.json: the statements that delete or tag. */
export const loadBalancerController = document(
  allow("Tag", ["ec2:CreateTags", "ec2:DeleteTags"], "arn:aws:ec2:*:*:security-group/*", {
    Null: { [`aws:RequestTag/${MARK}`]: "true", [`aws:ResourceTag/${MARK}`]: "false" },
  }),
  allow(
    "SecurityGroups",
    ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:DeleteSecurityGroup"],
    "*",
    { Null: { [`aws:ResourceTag/${MARK}`]: "false" } },
  ),
  allow(
    "Listeners",
    ["elasticloadbalancing:CreateListener", "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteRule"],
    "*",
  ),
  allow("Balancers", ["elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteTargetGroup"], "*", {
    Null: { [`aws:ResourceTag/${MARK}`]: "false" },
  }),
  allow("Shield", ["shield:CreateProtection", "shield:DeleteProtection"], "*"),
);

/** Velero's plugin for AWS, README "Set permissions for Velero". */
export const velero = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: [
        "ec2:DescribeVolumes",
        "ec2:DescribeSnapshots",
        "ec2:CreateTags",
        "ec2:CreateSnapshot",
        "ec2:DeleteSnapshot",
      ],
      Resource: "*",
    },
    { Effect: "Allow", Action: ["s3:GetObject", "s3:DeleteObject"], Resource: "arn:aws:s3:::backups/*" },
  ],
};

const MANAGED = { StringEquals: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": "true" } };

/** AWS managed policy AmazonEBSCSIDriverPolicyV2: the statements that change volumes and snapshots. */
export const ebsCsi = document(
  allow("ManageManagedVolumes", ["ec2:ModifyVolume", "ec2:DeleteVolume"], "arn:aws:ec2:*:*:volume/*", MANAGED),
  allow("ManageCSIMigratedVolumes", ["ec2:ModifyVolume", "ec2:DeleteVolume"], "arn:aws:ec2:*:*:volume/*", {
    StringLike: { "ec2:ResourceTag/kubernetes.io/created-for/pvc/name": "*" },
  }),
  allow(
    "DeleteAndLockManagedSnapshots",
    ["ec2:DeleteSnapshot", "ec2:LockSnapshot"],
    "arn:aws:ec2:*:*:snapshot/*",
    MANAGED,
  ),
);
