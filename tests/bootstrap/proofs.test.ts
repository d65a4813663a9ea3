import { expect } from "chai";
import { stateBucketPolicy } from "../../bootstrap/documents/bucket.ts";
import { deployBoundary } from "../../bootstrap/documents/deployBoundary.ts";
import { githubTrust, subjectClaim } from "../../bootstrap/documents/trust.ts";
import type { PolicyDocument } from "../../components/shared/iam.ts";
import { decide, decideByResource, type Request } from "../support/iam/evaluate.ts";
import {
  ask,
  bounded,
  BOUNDARY,
  deployment,
  dev,
  IAM,
  KEY,
  OWN_ROLE,
  ROLE,
  secretsOf,
  STATE,
  stateKey,
} from "./deployment.ts";
import { ACCOUNT, deployMay, deployPolicies, environmentScope, mayUnder, readPolicies, REGION } from "./support.ts";

describe("the role that deploys", () => {
  for (const [sentence, request] of deployment.may) {
    it(`may ${sentence}`, () => {
      expect(deployMay(dev, request)).to.equal(true);
    });
  }
  for (const [sentence, request] of deployment.mayNot) {
    it(`may not ${sentence}`, () => {
      expect(deployMay(dev, request)).to.equal(false);
    });
  }

  it("may empty the buckets of backups, and delete their keys, where the environment says so", () => {
    const emptied = environmentScope("dev", { mayEmptyBackups: true });
    const backup = "arn:aws:s3:::atlas-velero-atlas-dev-0a1b2c3d/backups/one";
    const key = { "aws:ResourceTag/environment": "dev", "kms:ResourceAliases": ["alias/atlas-dev-velero"] };
    for (const request of [
      ask("s3:DeleteObject", backup),
      ask("s3:DeleteObjectVersion", backup),
      ask("kms:ScheduleKeyDeletion", KEY, key),
    ]) {
      expect(deployMay(emptied, request), request.action).to.equal(true);
    }
  });

  it("is denied elsewhere what would take backups away, whatever the policy of their bucket or key says", () => {
    const backup = "arn:aws:s3:::atlas-velero-atlas-dev-0a1b2c3d/backups/one";
    const key = { "kms:ResourceAliases": ["alias/other", "alias/atlas-dev-velero"] };
    for (const request of [
      ask("s3:DeleteObject", backup),
      ask("s3:DeleteObjectVersion", backup),
      ask("s3:BypassGovernanceRetention", backup),
      ask("kms:ScheduleKeyDeletion", KEY, key),
    ]) {
      expect(decide(deployPolicies(dev), request), request.action).to.equal("denied");
    }
  });

  it("may make keys in the standby's region, and networks only in its own", () => {
    const abroad = environmentScope("dev", { standbyRegion: "eu-west-1" });
    const there = { "aws:RequestedRegion": "eu-west-1" };
    expect(deployMay(abroad, ask("kms:CreateKey", "*", { "aws:RequestTag/environment": "dev", ...there }))).to.equal(
      true,
    );
    expect(deployMay(abroad, ask("ec2:CreateVpc", "*", there))).to.equal(false);
    expect(deployMay(dev, ask("kms:CreateKey", "*", { "aws:RequestTag/environment": "dev", ...there }))).to.equal(
      false,
    );
  });

  const byBoundaryAlone: [string, Request][] = [
    ["an access key", ask("iam:CreateAccessKey", `${IAM}:user/somebody`)],
    ["a role without the boundary", ask("iam:CreateRole", `${IAM}:role/anything`)],
    ["a change of its own role", ask("iam:UpdateAssumeRolePolicy", OWN_ROLE)],
    ["a change of the boundary", ask("iam:CreatePolicyVersion", BOUNDARY)],
    ["a policy on the state's bucket", ask("s3:PutBucketPolicy", STATE)],
    ["the deletion of the state's key", ask("kms:ScheduleKeyDeletion", KEY, stateKey)],
    ["the tag of another environment's key", ask("kms:TagResource", KEY, { "aws:ResourceTag/environment": "prod" })],
    ["a tag on anybody's key", ask("kms:TagResource", KEY, { "kms:ResourceAliases": ["alias/payroll"] })],
    ["the loss of a tag of anybody's key", ask("kms:UntagResource", KEY, { "kms:ResourceAliases": ["alias/payroll"] })],
    ["a role's loss of its boundary", ask("iam:DeleteRolePermissionsBoundary", ROLE)],
  ];
  for (const [what, request] of byBoundaryAlone) {
    it(`is denied ${what} by its boundary, whatever is attached to it`, () => {
      const everything: PolicyDocument = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      };
      expect(decide([everything, deployBoundary(dev)], request)).to.equal("denied");
    });
  }
});

describe("the roles that look", () => {
  const may = (request: Request): boolean => mayUnder(readPolicies(dev), deployBoundary(dev), request);
  const looks: [string, Request][] = [
    ["describe networks", ask("ec2:DescribeVpcs", "*")],
    ["describe the cluster", ask("eks:DescribeCluster", `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/atlas-dev`)],
    ["read a role of the stack", ask("iam:GetRole", ROLE)],
    ["read the state", ask("s3:GetObject", `${STATE}/dev/.pulumi/stacks/eks-platform/dev.json`)],
    ["decrypt the stack's secrets", ask("kms:Decrypt", KEY, secretsOf("dev"))],
  ];
  for (const [sentence, request] of looks) {
    it(`may ${sentence}`, () => {
      expect(may(request)).to.equal(true);
    });
  }
  const touches: [string, Request][] = [
    ["write the state", ask("s3:PutObject", `${STATE}/dev/.pulumi/stacks/eks-platform/dev.json`)],
    ["lock the stack", ask("s3:PutObject", `${STATE}/dev/.pulumi/locks/organization/eks-platform/dev/1.json`)],
    ["read another environment's state", ask("s3:GetObject", `${STATE}/prod/.pulumi/stacks/eks-platform/prod.json`)],
    ["decrypt another environment's secrets", ask("kms:Decrypt", KEY, secretsOf("prod"))],
    ["encrypt secrets", ask("kms:Encrypt", KEY, secretsOf("dev"))],
    ["read a backup", ask("s3:GetObject", "arn:aws:s3:::atlas-velero-atlas-dev-0a1b2c3d/backups/one")],
    ["make a role", ask("iam:CreateRole", ROLE, bounded)],
    ["change the cluster", ask("eks:UpdateClusterVersion", `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/atlas-dev`)],
    ["read a secret", ask("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:one`)],
    ["receive a message", ask("sqs:ReceiveMessage", `arn:aws:sqs:${REGION}:${ACCOUNT}:atlas-dev-karpenter`)],
  ];
  for (const [sentence, request] of touches) {
    it(`may not ${sentence}`, () => {
      expect(may(request)).to.equal(false);
    });
  }
});

describe("the trust in GitHub", () => {
  it("names the repository without ids where its tokens have none", () => {
    const repository = { name: "Acme/Platform" };
    expect(subjectClaim(repository, { kind: "branch", name: "main" })).to.equal(
      "repo:Acme/Platform:ref:refs/heads/main",
    );
    expect(subjectClaim(repository, { kind: "pull-request" })).to.equal("repo:Acme/Platform:pull_request");
  });

  it("names the provider of the partition", () => {
    const china = environmentScope("dev", {}, "aws-cn").scope;
    const [statement] = githubTrust(china, { name: "a/b" }, { kind: "pull-request" }).Statement;
    expect(statement!.Principal).to.deep.equal({
      Federated: `arn:aws-cn:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    });
  });
});

describe("the policy of the state's bucket", () => {
  const policy = stateBucketPolicy(STATE);
  const upload = (context: Request["context"]): string =>
    decideByResource(policy, { arn: OWN_ROLE }, ask("s3:PutObject", `${STATE}/dev/x`, context));

  it("denies plain HTTP and other encryption, and leaves everything else to the callers' own policies", () => {
    expect(upload({ "aws:SecureTransport": "false" })).to.equal("denied");
    expect(upload({ "aws:SecureTransport": "true", "s3:x-amz-server-side-encryption": "AES256" })).to.equal("denied");
    expect(upload({ "aws:SecureTransport": "true" })).to.equal("not allowed");
    expect(upload({ "aws:SecureTransport": "true", "s3:x-amz-server-side-encryption": "aws:kms" })).to.equal(
      "not allowed",
    );
  });
});
