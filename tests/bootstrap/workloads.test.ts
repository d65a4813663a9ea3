import { expect } from "chai";
import { deployBoundary } from "../../bootstrap/documents/deployBoundary.ts";
import { drillBoundary } from "../../bootstrap/documents/drill/boundary.ts";
import { drillWorkloadBoundary } from "../../bootstrap/documents/drill/workloadBoundary.ts";
import { workloadBoundary } from "../../bootstrap/documents/workloadBoundary.ts";
import { MANAGED_POLICY_MAX_CHARACTERS } from "../../components/shared/iam.ts";
import { maxClusterNameLength } from "../../components/shared/names.ts";
import { decide, type Request } from "../support/iam/evaluate.ts";
import { ask, bounded, IAM, KEY, OWN_ROLE, ROLE, secretsOf, STATE } from "./deployment.ts";
import { ACCOUNT, environmentScope, REGION } from "./support.ts";

describe("the boundaries", () => {
  const longest = environmentScope("prod", {
    clusterName: "a".repeat(maxClusterNameLength()),
    standbyRegion: "eu-west-1",
    recoveryDrill: { githubEnvironment: "drill" },
  });
  for (const [who, boundary] of Object.entries({
    deployBoundary,
    workloadBoundary,
    drillBoundary,
    drillWorkloadBoundary,
  })) {
    it(`stay within IAM's size with the longest name of a cluster (${who})`, () => {
      expect(JSON.stringify(boundary(longest)).length).to.be.at.most(MANAGED_POLICY_MAX_CHARACTERS);
    });
  }
});

describe("the boundary of what a deployment makes", () => {
  const boundary = workloadBoundary(environmentScope("dev", { applicationActions: ["kinesis:PutRecord"] }));
  const own = { "aws:ResourceAccount": ACCOUNT };
  const cluster = { "aws:ResourceTag/kubernetes.io/cluster/atlas-dev": "owned" };
  const instance = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-1`;
  const volume = `arn:aws:ec2:${REGION}:${ACCOUNT}:volume/vol-1`;
  const snapshot = `arn:aws:ec2:${REGION}::snapshot/snap-1`;
  // The driver's own mark is on every cluster's, so that it counts for nothing.
  const volumeOf = (name: string): Request["context"] => ({
    "aws:ResourceTag/eks-platform/cluster": name,
    "aws:ResourceTag/ebs.csi.aws.com/cluster": "true",
  });
  const BACKUPS = (name: string): string => `arn:aws:s3:::atlas-velero-atlas-${name}-0a1b2c3d`;
  const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:one`;
  const OWN_TAG = { "aws:ResourceTag/environment": "dev" };
  const lent = { "kms:GrantIsForAWSResource": "true" };
  const kindOf = (resource: string): string => `a ${resource.split(":").at(-1)!.split("/")[0]!}`.replace("a i", "an i");
  const allows: [string, Request][] = [
    ["ends the cluster's own instances", ask("ec2:TerminateInstances", instance, cluster)],
    ["deletes the volumes of the cluster's pods", ask("ec2:DeleteVolume", volume, volumeOf("atlas-dev"))],
    ["deletes the snapshots of them", ask("ec2:DeleteSnapshot", snapshot, volumeOf("atlas-dev"))],
    ["reads data of the account", ask("s3:GetObject", "arn:aws:s3:::orders/one", own)],
    ["uses the services an environment adds", ask("kinesis:PutRecord", "*", own)],
    ["uses the environment's own keys", ask("kms:Decrypt", KEY, { ...own, ...OWN_TAG })],
    ["uses keys and secrets of no environment", ask("kms:Decrypt", KEY, own)],
    ["reads the environment's own secrets", ask("secretsmanager:GetSecretValue", SECRET, { ...own, ...OWN_TAG })],
    ["lends a key to a service", ask("kms:CreateGrant", KEY, { ...own, ...lent })],
    ["deletes a backup, of which a version stays", ask("s3:DeleteObject", `${BACKUPS("dev")}/backups/one`, own)],
    ["deletes versions of other objects", ask("s3:DeleteObjectVersion", "arn:aws:s3:::orders/one", own)],
    ...[instance, volume, snapshot].flatMap((resource): [string, Request][] => [
      [
        `tags ${kindOf(resource)} that is being made`,
        ask("ec2:CreateTags", resource, { "ec2:CreateAction": "CreateFleet" }),
      ],
      [`tags the cluster's own ${kindOf(resource)}`, ask("ec2:CreateTags", resource, cluster)],
      [
        `tags Auto Mode's ${kindOf(resource)}`,
        ask("ec2:CreateTags", resource, { "aws:ResourceTag/eks:eks-cluster-name": "atlas-dev" }),
      ],
      [`tags the driver's ${kindOf(resource)}`, ask("ec2:DeleteTags", resource, volumeOf("atlas-dev"))],
    ]),
    ["tags network interfaces", ask("ec2:CreateTags", `arn:aws:ec2:${REGION}:${ACCOUNT}:network-interface/eni-1`)],
    [
      "hands a role of the stack to EC2",
      ask("iam:PassRole", `${IAM}:role/atlas-dev-karpenter-node`, { "iam:PassedToService": "ec2.amazonaws.com" }),
    ],
  ];
  for (const [sentence, request] of allows) {
    it(sentence, () => {
      expect(decide([boundary], request)).to.equal("allowed");
    });
  }
  const stops: [string, Request][] = [
    ["making roles", ask("iam:CreateRole", ROLE, bounded)],
    ["changing policies", ask("iam:CreatePolicyVersion", `${IAM}:policy/atlas-dev-velero`)],
    ["assuming roles", ask("sts:AssumeRole", OWN_ROLE)],
    ["ending instances of another cluster", ask("ec2:TerminateInstances", instance)],
    ["deleting volumes of another cluster's pods", ask("ec2:DeleteVolume", volume, volumeOf("atlas-prod"))],
    ["deleting snapshots of another cluster", ask("ec2:DeleteSnapshot", snapshot, volumeOf("atlas-prod"))],
    [
      "reading data of another account",
      ask("s3:GetObject", "arn:aws:s3:::orders/one", { "aws:ResourceAccount": "999999999999" }),
    ],
    ["reading the state", ask("s3:GetObject", `${STATE}/dev/.pulumi/stacks/eks-platform/dev.json`, own)],
    ["reading the logs of access to the state", ask("s3:GetObject", `${STATE}-logs/access/one`, own)],
    ["decrypting the stack's secrets", ask("kms:Decrypt", KEY, { ...secretsOf("dev"), ...own })],
    [
      "handing the role that deploys to EC2",
      ask("iam:PassRole", OWN_ROLE, { "iam:PassedToService": "ec2.amazonaws.com" }),
    ],
    ["services nobody added", ask("lambda:InvokeFunction", "*", own)],
    ["lending a key to anybody", ask("kms:CreateGrant", KEY, { ...own, ...OWN_TAG })],
    ...[instance, volume, snapshot].flatMap((resource): [string, Request][] => [
      [`tagging ${kindOf(resource)} of nobody`, ask("ec2:CreateTags", resource)],
      [`tagging another cluster's ${kindOf(resource)}`, ask("ec2:CreateTags", resource, volumeOf("atlas-prod"))],
      [
        `taking tags off another cluster's ${kindOf(resource)}`,
        ask("ec2:DeleteTags", resource, { "aws:ResourceTag/kubernetes.io/cluster/atlas-prod": "owned" }),
      ],
    ]),
    ["changing another cluster's machine", ask("ec2:ModifyInstanceAttribute", instance, volumeOf("atlas-prod"))],
  ];
  for (const [what, request] of stops) {
    it(`stops ${what}`, () => {
      expect(decide([boundary], request)).to.not.equal("allowed");
    });
  }

  const PROD_TAG = { "aws:ResourceTag/environment": "prod" };
  const denies: [string, Request][] = [
    ["decrypting with another environment's key", ask("kms:Decrypt", KEY, PROD_TAG)],
    ["lending another environment's key", ask("kms:CreateGrant", KEY, { ...PROD_TAG, ...lent })],
    ["another environment's secrets", ask("secretsmanager:GetSecretValue", SECRET, PROD_TAG)],
    ["another environment's parameters", ask("ssm:GetParameter", `arn:aws:ssm:${REGION}:1:parameter/one`, PROD_TAG)],
    ["reading another environment's backups", ask("s3:GetObject", `${BACKUPS("prod")}/backups/one`)],
    ["deleting them", ask("s3:DeleteObjectVersion", `${BACKUPS("prod")}/backups/one`)],
    ["listing them", ask("s3:ListBucket", BACKUPS("prod"))],
    ["another environment's metrics", ask("s3:GetObject", "arn:aws:s3:::atlas-staging-metrics-0a1b2c3d/one")],
    ["deleting what is left of a deleted backup", ask("s3:DeleteObjectVersion", `${BACKUPS("dev")}/backups/one`)],
    ["deleting a locked version", ask("s3:BypassGovernanceRetention", `${BACKUPS("dev")}/backups/one`)],
    ...["PutKeyPolicy", "ScheduleKeyDeletion", "DisableKey", "DeleteAlias", "TagResource"].map(
      (action): [string, Request] => [`kms:${action} on any key`, ask(`kms:${action}`, KEY, OWN_TAG)],
    ),
  ];
  for (const [what, request] of denies) {
    it(`denies ${what}, whatever the policy of a bucket or key says`, () => {
      expect(decide([boundary], request)).to.equal("denied");
    });
  }

  it("leaves versions to an environment whose buckets a deployment may empty", () => {
    const emptied = workloadBoundary(environmentScope("dev", { mayEmptyBackups: true }));
    const request = ask("s3:DeleteObjectVersion", `${BACKUPS("dev")}/backups/one`, own);
    expect(decide([emptied], request)).to.equal("allowed");
  });

  it("lets a recovery drill that takes it over use the keys of its temporary cluster", () => {
    const request = ask("kms:Decrypt", KEY, { ...own, "aws:ResourceTag/environment": "drill" });
    const drilled = workloadBoundary(environmentScope("dev", { recoveryDrill: { githubEnvironment: "drill" } }));
    expect(decide([drilled], request)).to.equal("allowed");
    expect(decide([boundary], request)).to.equal("denied");
  });
});
