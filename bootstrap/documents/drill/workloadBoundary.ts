import { regionalArn } from "../../../components/shared/aws.ts";
import {
  type Conditions,
  type PolicyDocument,
  policyDocument,
  type PolicyStatement,
} from "../../../components/shared/iam.ts";
import { platformNames } from "../../../components/shared/names.ts";
import { VOLUME_CLUSTER_TAG } from "../../../components/shared/volumeTag.ts";
import { DRILL_CLUSTERS, DRILL_TAG } from "../../names.ts";
import { logGroupArns } from "../cluster.ts";
import { onKeysOf, through } from "../aliasedKeys.ts";
import type { EnvironmentScope } from "../scope.ts";
import { PULLS, SESSION_MANAGER } from "../workloadActions.ts";
import { noState } from "../workloadBoundary.ts";
import { drillSource } from "./scope.ts";

/** What the control plane, nodes and the volumes' driver look at. */
const LOOKS = [
  "autoscaling:Describe*",
  "ec2:Describe*",
  "ec2:GetSecurityGroupsForVpc",
  ...PULLS,
  "eks-auth:AssumeRoleForPodIdentity",
  "eks:DescribeCluster",
  "logs:DescribeLogGroups",
];

/** What gives pods their addresses. Load balancers and routes are not among it: nothing is to be reached there. */
const ADDRESSES = [
  ...["AssignIpv6Addresses", "AssignPrivateIpAddresses", "AttachNetworkInterface", "CreateNetworkInterface"],
  ...["DeleteNetworkInterface", "DetachNetworkInterface", "ModifyNetworkInterfaceAttribute"],
  "UnassignPrivateIpAddresses",
].map((action) => `ec2:${action}`);

/** What EBS does with a key for whoever makes or attaches a volume. Source: Amazon EBS User Guide, "Requirements for Amazon EBS encryption". */
const VOLUME_KEY_USE = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"];

/**
 * What bounds every role of a temporary cluster: it reads the backups of the environment whose loss is played and makes
 * volumes from its snapshots, and can write or delete neither; all else it reaches is its own. Applications' roles have
 * no part in it, since the temporary cluster has no applications.
 */
export function drillWorkloadBoundary(context: EnvironmentScope): PolicyDocument {
  const { scope } = context;
  return policyDocument(
    { Sid: "Look", Effect: "Allow", Action: LOOKS, Resource: "*" },
    { Sid: "Run", Effect: "Allow", Action: [...ADDRESSES, ...SESSION_MANAGER], Resource: "*" },
    {
      Sid: "TagInterfaces",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: regionalArn(scope, "ec2", "network-interface/*"),
    },
    {
      Sid: "WriteFlowLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: logGroupArns(scope, [platformNames(DRILL_CLUSTERS).flowLogGroup]),
    },
    ...volumes(context),
    ...backups(context),
    ...noState(context),
    ...nothingOfOthers(context),
  );
}

function volumes(context: EnvironmentScope): PolicyStatement[] {
  const { scope, environment } = context;
  const { volumeKeyAlias } = drillSource(context);
  const volume = regionalArn(scope, "ec2", "volume/*");
  // Snapshots name no account in their ARN.
  const snapshot = `arn:${scope.partition}:ec2:${scope.region}::snapshot/*`;
  const belongs: Conditions = { StringLike: { [`aws:ResourceTag/${VOLUME_CLUSTER_TAG}`]: DRILL_CLUSTERS } };
  const throughEc2 = through(scope, "ec2");
  const ours = `alias/${DRILL_CLUSTERS}-*`;
  return [
    { Sid: "MakeVolumes", Effect: "Allow", Action: "ec2:CreateVolume", Resource: volume },
    {
      Sid: "FromSnapshots",
      Effect: "Allow",
      Action: "ec2:CreateVolume",
      Resource: snapshot,
      Condition: {
        StringLike: { [`aws:ResourceTag/${VOLUME_CLUSTER_TAG}`]: [environment.clusterName, DRILL_CLUSTERS] },
      },
    },
    {
      Sid: "MakeClones",
      Effect: "Allow",
      Action: "ec2:CopyVolumes",
      Resource: volume,
      Condition: { StringLike: { [`aws:RequestTag/${VOLUME_CLUSTER_TAG}`]: DRILL_CLUSTERS } },
    },
    {
      Sid: "UseOwnVolumes",
      Effect: "Allow",
      Action: ["ec2:AttachVolume", "ec2:CopyVolumes", "ec2:CreateSnapshot", "ec2:DetachVolume", "ec2:ModifyVolume"],
      Resource: volume,
      Condition: belongs,
    },
    {
      Sid: "AttachToNodes",
      Effect: "Allow",
      Action: ["ec2:AttachVolume", "ec2:DetachVolume"],
      Resource: regionalArn(scope, "ec2", "instance/*"),
    },
    {
      // Only what is being made: a tag on a snapshot that is there would make it the temporary cluster's to delete.
      Sid: "TagWhatIsMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: [volume, snapshot],
      Condition: { StringEquals: { "ec2:CreateAction": ["CopyVolumes", "CreateSnapshot", "CreateVolume"] } },
    },
    {
      Sid: "MakeOwnSnapshots",
      Effect: "Allow",
      Action: "ec2:CreateSnapshot",
      Resource: snapshot,
      Condition: { StringLike: { [`aws:RequestTag/${VOLUME_CLUSTER_TAG}`]: DRILL_CLUSTERS } },
    },
    {
      Sid: "EndOwn",
      Effect: "Allow",
      Action: ["ec2:DeleteSnapshot", "ec2:DeleteVolume"],
      Resource: [volume, snapshot],
      Condition: belongs,
    },
    onKeysOf(scope, "UseOwnKeys", ours, VOLUME_KEY_USE),
    // Read and never written with: EC2 encrypts anew, with the temporary cluster's own key.
    onKeysOf(
      scope,
      "ReadSnapshots",
      volumeKeyAlias,
      ["kms:Decrypt", "kms:DescribeKey", "kms:ReEncryptFrom"],
      throughEc2,
    ),
    onKeysOf(scope, "LendKeysToVolumes", [ours, volumeKeyAlias], ["kms:CreateGrant"], {
      ...throughEc2,
      Bool: { "kms:GrantIsForAWSResource": "true" },
    }),
  ];
}

function backups(context: EnvironmentScope): PolicyStatement[] {
  const { scope } = context;
  const { bucket, bucketKeyAlias } = drillSource(context);
  return [
    {
      Sid: "ReadBackups",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: [bucket, `${bucket}/*`],
      Condition: { StringEquals: { "aws:ResourceAccount": scope.accountId } },
    },
    onKeysOf(scope, "DecryptBackups", bucketKeyAlias, ["kms:Decrypt"], through(scope, "s3")),
  ];
}

/** Said once more as a denial, which no policy of a bucket or key can overrule. */
function nothingOfOthers(context: EnvironmentScope): PolicyStatement[] {
  const { scope } = context;
  return [
    {
      Sid: "BackupsStay",
      Effect: "Deny",
      Action: ["s3:Abort*", "s3:Delete*", "s3:Put*", "s3:Replicate*", "s3:Restore*"],
      Resource: "*",
    },
    {
      Sid: "SnapshotsStay",
      Effect: "Deny",
      Action: ["ec2:DeleteSnapshot", "ec2:ModifySnapshot*", "ec2:LockSnapshot"],
      Resource: `arn:${scope.partition}:ec2:*::snapshot/*`,
      Condition: { StringNotLike: { [`aws:ResourceTag/${VOLUME_CLUSTER_TAG}`]: DRILL_CLUSTERS } },
    },
    {
      // AWS's own policies for nodes and the VPC CNI name no cluster: this keeps them off the other cluster's instances.
      Sid: "MachinesOfOthersStay",
      Effect: "Deny",
      Action: [...ADDRESSES, "ec2:AttachVolume", "ec2:CreateTags", "ec2:DetachVolume"],
      Resource: "*",
      Condition: {
        Null: { "aws:ResourceTag/environment": "false" },
        StringNotEquals: { "aws:ResourceTag/environment": DRILL_TAG },
      },
    },
  ];
}
