import { expect } from "chai";
import type { PolicyDocument } from "../../../components/shared/iam.ts";
import { document, only } from "../../support/harness.ts";
import { decide, decideByResource, mayAll, type Request } from "../../support/iam/evaluate.ts";
import type { Plan } from "../../../preview/plan.ts";
import { ALIAS, BUCKET, BUCKET_POLICY, ELSEWHERE, KEY, named, velero } from "./support.ts";

const ANYBODY = { arn: "arn:aws:iam::111122223333:role/atlas-prod-velero" };
const SENDER = { arn: "arn:aws:iam::111122223333:root" };
const REPLICATION_ROLE = "arn:aws:iam::111122223333:role/atlas-prod-velero-replication";
const STANDBY_ACCOUNT = "444455556666";

/** An upload over TLS. */
function upload(bucketArn: string, context: Request["context"] = {}): Request {
  return {
    action: "s3:PutObject",
    resource: `${bucketArn}/backups/a`,
    context: { "aws:SecureTransport": "true", ...context },
  };
}

function policyOf(plan: Plan, name: string): PolicyDocument {
  return document(named(plan, BUCKET_POLICY, name).inputs.policy) as PolicyDocument;
}

function arnOf(plan: Plan, name: string): string {
  return named(plan, BUCKET, name).outputs.arn as string;
}

describe("the policies of the buckets", () => {
  let plan: Plan;
  before(async () => {
    plan = await velero("prod", ELSEWHERE);
  });

  for (const name of ["velero-backups", "velero-backups-logs", "velero-standby", "velero-standby-logs"]) {
    it(`refuse whatever comes over plain HTTP to ${name}`, () => {
      const arn = arnOf(plan, name);
      for (const resource of [arn, `${arn}/backups/a`]) {
        for (const action of ["s3:GetObject", "s3:ListBucket", "s3:PutBucketPolicy"]) {
          const request = { action, resource, context: { "aws:SecureTransport": "false" } };
          expect(decideByResource(policyOf(plan, `${name}-policy`), ANYBODY, request)).to.equal("denied");
        }
      }
    });
  }

  for (const name of ["velero-backups", "velero-standby"]) {
    describe(`on ${name}`, () => {
      let policy: PolicyDocument;
      let arn: string;
      let key: string;
      before(() => {
        policy = policyOf(plan, `${name}-policy`);
        arn = arnOf(plan, name);
        key = named(plan, KEY, `${name}-key-key`).outputs.arn as string;
      });
      const headers = (algorithm: string, keyArn?: string): Request["context"] => ({
        "s3:x-amz-server-side-encryption": algorithm,
        ...(keyArn !== undefined && { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn }),
      });

      it("leave uploads alone that name no key, or the bucket's own", () => {
        expect(decideByResource(policy, ANYBODY, upload(arn))).to.equal("not allowed");
        expect(decideByResource(policy, ANYBODY, upload(arn, headers("aws:kms", key)))).to.equal("not allowed");
      });

      it("refuse uploads that ask for KMS and leave the key to S3, which takes the account's own", () => {
        expect(decideByResource(policy, ANYBODY, upload(arn, headers("aws:kms")))).to.equal("denied");
      });

      it("refuse uploads with another key or algorithm", () => {
        const foreign = "arn:aws:kms:eu-west-1:999999999999:key/1";
        expect(decideByResource(policy, ANYBODY, upload(arn, headers("aws:kms", foreign)))).to.equal("denied");
        expect(decideByResource(policy, ANYBODY, upload(arn, headers("AES256")))).to.equal("denied");
        expect(decideByResource(policy, ANYBODY, upload(arn, headers("aws:kms:dsse")))).to.equal("denied");
      });
    });
  }

  it("let S3 deliver the logs of the bucket, and of no other bucket or account", () => {
    const logging = { service: "logging.s3.amazonaws.com" };
    for (const [bucket, account] of [
      ["velero-backups", "111122223333"],
      ["velero-standby", STANDBY_ACCOUNT],
    ] as const) {
      const policy = policyOf(plan, `${bucket}-logs-policy`);
      const logs = arnOf(plan, `${bucket}-logs`);
      const from = (sourceArn: string, sourceAccount: string) =>
        decideByResource(
          policy,
          logging,
          upload(logs, { "aws:SourceArn": sourceArn, "aws:SourceAccount": sourceAccount }),
        );
      expect(from(arnOf(plan, bucket), account)).to.equal("allowed");
      expect(from("arn:aws:s3:::somebody-elses", account)).to.equal("not allowed");
      expect(from(arnOf(plan, bucket), "999999999999")).to.equal("not allowed");
    }
  });

  it("let the replication role of this cluster write replicas into the standby, and nobody else", () => {
    const policy = policyOf(plan, "velero-standby-policy");
    const resource = `${arnOf(plan, "velero-standby")}/backups/a`;
    const by = (action: string, role: string) =>
      decideByResource(policy, SENDER, {
        action,
        resource,
        context: { "aws:SecureTransport": "true", "aws:PrincipalArn": role },
      });
    for (const action of ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ObjectOwnerOverrideToBucketOwner"]) {
      expect(by(action, REPLICATION_ROLE), action).to.equal("allowed");
      expect(by(action, "arn:aws:iam::111122223333:role/other"), action).to.equal("not allowed");
    }
    for (const action of ["s3:GetObject", "s3:DeleteObject", "s3:DeleteObjectVersion"]) {
      expect(by(action, REPLICATION_ROLE), action).to.equal("not allowed");
    }
    expect(JSON.stringify(policyOf(plan, "velero-backups-policy"))).to.not.include("ReplicateObject");
  });

  it("let that role encrypt with the standby's key through S3, and not decrypt", () => {
    const policy = document(named(plan, KEY, "velero-standby-key-key").inputs.policy) as PolicyDocument;
    const by = (action: string, role: string, via = "s3.eu-central-1.amazonaws.com") =>
      decideByResource(policy, SENDER, {
        action,
        resource: "arn:aws:kms:eu-central-1:444455556666:key/1",
        context: { "kms:ViaService": via, "aws:PrincipalArn": role },
      });
    expect(by("kms:GenerateDataKey", REPLICATION_ROLE)).to.equal("allowed");
    expect(by("kms:Decrypt", REPLICATION_ROLE)).to.equal("not allowed");
    expect(by("kms:GenerateDataKey", "arn:aws:iam::111122223333:role/other")).to.equal("not allowed");
    expect(by("kms:GenerateDataKey", REPLICATION_ROLE, "s3.eu-west-1.amazonaws.com")).to.equal("not allowed");
  });

  it("leave the key of the backups to the account's own IAM", () => {
    const policy = document(named(plan, KEY, "velero-backups-key-key").inputs.policy) as PolicyDocument;
    expect(policy.Statement).to.have.length(1);
    expect(named(plan, ALIAS, "velero-backups-key-alias").inputs.name).to.equal("alias/atlas-prod-velero");
  });
});

describe("the role that S3 copies backups with", () => {
  let policy: PolicyDocument;
  before(async () => {
    const plan = await velero("prod", { ...ELSEWHERE, bucketSuffix: "0a1b2c3d" }, {}, { unknowns: true });
    policy = document(only(plan, "aws:iam/rolePolicy:RolePolicy").inputs.policy) as PolicyDocument;
    expect(document(named(plan, "aws:iam/role:Role", "velero-replication").inputs.assumeRolePolicy)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });
  const SOURCE = "arn:aws:s3:::atlas-velero-atlas-prod-0a1b2c3d";
  const TARGET = "arn:aws:s3:::atlas-velero-atlas-prod-0a1b2c3d-standby";
  const s3 = (action: string, resource: string, account: string): Request => ({
    action: `s3:${action}`,
    resource,
    context: { "aws:ResourceAccount": account },
  });
  const kms = (action: string, region: string, account: string, bucketArn: string): Request => ({
    action: `kms:${action}`,
    resource: `arn:aws:kms:${region}:${account}:key/1`,
    context: { "kms:ViaService": `s3.${region}.amazonaws.com`, "kms:EncryptionContext:aws:s3:arn": bucketArn },
  });

  it("may read versions here and write replicas there, with the key of either", () => {
    expect(
      mayAll(
        [policy],
        [
          s3("GetReplicationConfiguration", SOURCE, "111122223333"),
          s3("ListBucket", SOURCE, "111122223333"),
          s3("GetObjectVersionForReplication", `${SOURCE}/a`, "111122223333"),
          s3("GetObjectVersionTagging", `${SOURCE}/a`, "111122223333"),
          s3("GetObjectRetention", `${SOURCE}/a`, "111122223333"),
          s3("ReplicateObject", `${TARGET}/a`, STANDBY_ACCOUNT),
          s3("ReplicateDelete", `${TARGET}/a`, STANDBY_ACCOUNT),
          s3("ObjectOwnerOverrideToBucketOwner", `${TARGET}/a`, STANDBY_ACCOUNT),
          kms("Decrypt", "eu-west-1", "111122223333", SOURCE),
          kms("GenerateDataKey", "eu-central-1", STANDBY_ACCOUNT, TARGET),
          kms("Encrypt", "eu-central-1", STANDBY_ACCOUNT, `${TARGET}/a`),
        ],
      ),
    ).to.equal(true);
  });

  const mayNot: [string, Request][] = [
    ["write into the original", s3("ReplicateObject", `${SOURCE}/a`, "111122223333")],
    ["delete from the original", s3("DeleteObject", `${SOURCE}/a`, "111122223333")],
    ["read the standby", s3("GetObjectVersionForReplication", `${TARGET}/a`, STANDBY_ACCOUNT)],
    ["write into a bucket of a third account", s3("ReplicateObject", `${TARGET}/a`, "999999999999")],
    [
      "read another cluster's backups",
      s3("GetObjectVersionForReplication", "arn:aws:s3:::atlas-velero-atlas-prod-two-0a1b2c3d/a", "111122223333"),
    ],
    ["decrypt with the standby's key", kms("Decrypt", "eu-central-1", STANDBY_ACCOUNT, TARGET)],
    ["decrypt what is in other buckets", kms("Decrypt", "eu-west-1", "111122223333", "arn:aws:s3:::payroll")],
    ["encrypt with keys of a third account", kms("GenerateDataKey", "eu-central-1", "999999999999", TARGET)],
  ];
  for (const [what, request] of mayNot) {
    it(`may not ${what}`, () => {
      expect(decide([policy], request)).to.equal("not allowed");
    });
  }
});
