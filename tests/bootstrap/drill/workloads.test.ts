import { expect } from "chai";
import { drillWorkloadBoundary } from "../../../bootstrap/documents/drill/workloadBoundary.ts";
import { workloadBoundary } from "../../../bootstrap/documents/workloadBoundary.ts";
import type { PolicyDocument } from "../../../components/shared/iam.ts";
import { document } from "../../support/harness.ts";
import { decide, type Request } from "../../support/iam/evaluate.ts";
import { ask, IAM, KEY, secretsOf, STATE, stateKey } from "../deployment.ts";
import { ACCOUNT, callsAllowedBy, environmentScope, REGION } from "../support.ts";
import { bounded, CLUSTER, drillPlan, ec2, prod } from "./calls.ts";

const boundary = drillWorkloadBoundary(prod);
const BUCKET = "arn:aws:s3:::atlas-velero-atlas-prod-5f3a9c1e";
const SNAPSHOT = `arn:aws:ec2:${REGION}::snapshot/snap-1`;
const VOLUME = ec2("volume/vol-1");
const account = { "aws:ResourceAccount": ACCOUNT };
const belongs = (cluster: string): Request["context"] => ({ "aws:ResourceTag/eks-platform/cluster": cluster });
const PROD = { "aws:ResourceTag/environment": "prod" };
const through = (service: string, alias: string): Request["context"] => ({
  "kms:ViaService": `${service}.${REGION}.amazonaws.com`,
  "kms:ResourceAliases": [`alias/${alias}`],
});
const lent = { "kms:GrantIsForAWSResource": "true" };

/** The key of production's backups, which the program knows by its ARN, has its alias in every call. */
function asDeployed({ context, ...request }: Request): Request {
  const alias = request.resource === KEY ? { "kms:ResourceAliases": ["alias/atlas-prod-velero"] } : {};
  return { ...request, context: { "aws:ResourceAccount": ACCOUNT, ...alias, ...context } };
}

describe("the boundary of a temporary cluster's roles", () => {
  const boundaries: [string, PolicyDocument][] = [
    ["it bounds", boundary],
    // Whoever drills without naming a boundary gets the one that production's stack names.
    [
      "production's own bounds",
      workloadBoundary(environmentScope("prod", { recoveryDrill: { githubEnvironment: "drill" } })),
    ],
  ];
  for (const [who, bounds] of boundaries) {
    it(`${who} none of them below what its own policies say`, async () => {
      const { resources } = await drillPlan();
      const policies = resources
        .filter(({ type }) => ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"].includes(type))
        .map(({ inputs }) => document(inputs.policy) as PolicyDocument);
      expect(policies).to.have.length(7);
      const allows = policies.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === "Allow");
      const requests = allows.flatMap(callsAllowedBy).map(asDeployed);
      expect(requests.map(({ action }) => action)).to.include.members(["s3:GetObject", "kms:CreateGrant"]);
      const refused = requests.filter((request) => decide([bounds], request) !== "allowed");
      expect(refused.map(({ action, resource }) => `${action} ${resource}`)).to.deep.equal([]);
    });
  }

  const allows: [string, Request][] = [
    ["reads a backup", ask("s3:GetObject", `${BUCKET}/backups/one`, account)],
    ["lists backups", ask("s3:ListBucket", BUCKET, account)],
    ["decrypts a backup through S3", ask("kms:Decrypt", KEY, through("s3", "atlas-prod-velero"))],
    ["makes a volume from production's snapshot", ask("ec2:CreateVolume", SNAPSHOT, belongs("atlas-prod"))],
    ["reads what encrypts it, through EC2", ask("kms:ReEncryptFrom", KEY, through("ec2", "atlas-prod-volumes"))],
    ["lends that key to a volume", ask("kms:CreateGrant", KEY, { ...through("ec2", "atlas-prod-volumes"), ...lent })],
    ["encrypts with its own key", ask("kms:ReEncryptTo", KEY, through("ec2", `${CLUSTER}-volumes`))],
    ["clones its volumes", ask("ec2:CopyVolumes", VOLUME, belongs(CLUSTER))],
    ["attaches its volumes", ask("ec2:AttachVolume", VOLUME, belongs(CLUSTER))],
    ["deletes its volumes", ask("ec2:DeleteVolume", VOLUME, belongs(CLUSTER))],
    ["gives pods addresses", ask("ec2:AssignPrivateIpAddresses", ec2("network-interface/eni-1"))],
    ["tags network interfaces", ask("ec2:CreateTags", ec2("network-interface/eni-1"))],
    ["pulls images", ask("ecr:BatchGetImage", "*")],
    ["gives pods their credentials", ask("eks-auth:AssumeRoleForPodIdentity", "*")],
    ["keeps nodes within Session Manager's reach", ask("ssmmessages:OpenDataChannel", "*")],
  ];
  for (const [sentence, request] of allows) {
    it(sentence, () => {
      expect(decide([boundary], request)).to.equal("allowed");
    });
  }

  const stops: [string, Request][] = [
    ["writing a backup", ask("s3:PutObject", `${BUCKET}/backups/one`, account)],
    ["deleting a backup", ask("s3:DeleteObject", `${BUCKET}/backups/one`, account)],
    ["deleting a version of a backup", ask("s3:DeleteObjectVersion", `${BUCKET}/backups/one`, account)],
    ["changing how long backups are kept", ask("s3:PutLifecycleConfiguration", BUCKET, account)],
    ["reading the logs of access to backups", ask("s3:GetObject", `${BUCKET}-logs/access/one`, account)],
    ["reading other data of the account", ask("s3:GetObject", "arn:aws:s3:::orders/one", account)],
    [
      "reading a bucket of that name in another account",
      ask("s3:GetObject", `${BUCKET}/backups/one`, { "aws:ResourceAccount": "999999999999" }),
    ],
    ["decrypting a backup itself", ask("kms:Decrypt", KEY, { "kms:ResourceAliases": ["alias/atlas-prod-velero"] })],
    ["encrypting with the key of backups", ask("kms:GenerateDataKey", KEY, through("s3", "atlas-prod-velero"))],
    ["encrypting with production's volume key", ask("kms:ReEncryptTo", KEY, through("ec2", "atlas-prod-volumes"))],
    ["lending production's key to anybody", ask("kms:CreateGrant", KEY, through("ec2", "atlas-prod-volumes"))],
    ["lending the key of backups", ask("kms:CreateGrant", KEY, { ...through("s3", "atlas-prod-velero"), ...lent })],
    ["deleting production's snapshots", ask("ec2:DeleteSnapshot", SNAPSHOT, belongs("atlas-prod"))],
    ["deleting snapshots of nobody", ask("ec2:DeleteSnapshot", SNAPSHOT)],
    ["tagging snapshots as its own", ask("ec2:CreateTags", SNAPSHOT, belongs("atlas-prod"))],
    ["sharing snapshots", ask("ec2:ModifySnapshotAttribute", SNAPSHOT, belongs("atlas-prod"))],
    ["making volumes from a third cluster's snapshots", ask("ec2:CreateVolume", SNAPSHOT, belongs("atlas-dev"))],
    ["cloning production's volumes", ask("ec2:CopyVolumes", VOLUME, belongs("atlas-prod"))],
    ["making clones without a tag of its own", ask("ec2:CopyVolumes", VOLUME)],
    ["deleting production's volumes", ask("ec2:DeleteVolume", VOLUME, belongs("atlas-prod"))],
    ["attaching production's volumes", ask("ec2:AttachVolume", VOLUME, belongs("atlas-prod"))],
    ["detaching from production's machines", ask("ec2:DetachVolume", ec2("instance/i-1"), PROD)],
    [
      "taking addresses from production's machines",
      ask("ec2:UnassignPrivateIpAddresses", ec2("network-interface/e-1"), PROD),
    ],
    [
      "ending instances",
      ask("ec2:TerminateInstances", ec2("instance/i-1"), { "aws:ResourceTag/environment": "drill" }),
    ],
    ["making load balancers", ask("elasticloadbalancing:CreateLoadBalancer", "*")],
    ["making roles", ask("iam:CreateRole", `${IAM}:role/${CLUSTER}-more`, bounded)],
    ["handing roles on", ask("iam:PassRole", `${IAM}:role/${CLUSTER}-system-node`)],
    ["assuming roles", ask("sts:AssumeRole", `${IAM}:role/github-atlas-prod-drill`)],
    ["reading the state", ask("s3:GetObject", `${STATE}/prod/.pulumi/stacks/eks-platform/prod.json`, account)],
    ["decrypting the state", ask("kms:Decrypt", KEY, { ...stateKey, ...account })],
    ["decrypting the stack's secrets", ask("kms:Decrypt", KEY, { ...secretsOf("prod"), ...account })],
    ["reading secrets", ask("secretsmanager:GetSecretValue", "*", account)],
  ];
  for (const [what, request] of stops) {
    it(`stops ${what}`, () => {
      expect(decide([boundary], request)).to.not.equal("allowed");
    });
  }

  const denied: [string, Request][] = [
    ["the deletion of a backup", ask("s3:DeleteObject", `${BUCKET}/backups/one`, account)],
    ["a backup in place of another", ask("s3:PutObject", `${BUCKET}/backups/one`, account)],
    ["the deletion of production's snapshots", ask("ec2:DeleteSnapshot", SNAPSHOT, belongs("atlas-prod"))],
    ["the use of the state's key", ask("kms:Decrypt", KEY, stateKey)],
  ];
  for (const [what, request] of denied) {
    it(`denies ${what}, whatever a bucket's or a key's own policy says`, () => {
      expect(decide([boundary], request)).to.equal("denied");
    });
  }
});
