import { expect } from "chai";
import type { PolicyDocument } from "../../../components/shared/iam.ts";
import { MANAGED_POLICY_MAX_CHARACTERS } from "../../../components/shared/iam.ts";
import { all, document, TEST_SCOPE } from "../../support/harness.ts";
import { mayAll, type Request } from "../../support/iam/evaluate.ts";
import { velero } from "./support.ts";

const BUCKET = "arn:aws:s3:::atlas-velero-atlas-prod-0a1b2c3d";
const OWNED = "kubernetes.io/cluster/atlas-prod";

function on(action: string, resource: string, context: Request["context"] = {}): Request {
  return { action, resource, context };
}

function s3(action: string, resource: string, account: string = TEST_SCOPE.accountId): Request {
  return on(`s3:${action}`, resource, { "aws:ResourceAccount": account });
}

/** Use of a key through a service of a region. */
function kms(action: string, changes: Partial<Record<"key" | "via" | "alias", string>> = {}): Request {
  return on(`kms:${action}`, changes.key ?? "arn:aws:kms:eu-west-1:111122223333:key/1234", {
    "kms:ViaService": changes.via ?? "s3.eu-west-1.amazonaws.com",
    "kms:ResourceAliases": [changes.alias ?? "alias/atlas-prod-velero"],
  });
}

const VOLUME = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1";
const NEW_VOLUME = "arn:aws:ec2:eu-west-1:111122223333:volume/*";
const SNAPSHOT = "arn:aws:ec2:eu-west-1::snapshot/snap-1";
const NEW_SNAPSHOT = "arn:aws:ec2:eu-west-1::snapshot/*";

/** A call on several resources is judged on each: a snapshot on the volume it is of and on what it will be. */
function snapshot(volumeTag: string, newTag: string): Request[] {
  return [
    on("ec2:CreateSnapshot", VOLUME, { [`aws:ResourceTag/${volumeTag}`]: "owned" }),
    on("ec2:CreateSnapshot", NEW_SNAPSHOT, { [`aws:RequestTag/${newTag}`]: "owned" }),
    on("ec2:CreateTags", NEW_SNAPSHOT, { "ec2:CreateAction": "CreateSnapshot" }),
  ];
}

function volumeFrom(snapshotTag: string, newTag: string): Request[] {
  return [
    on("ec2:CreateVolume", SNAPSHOT, { [`aws:ResourceTag/${snapshotTag}`]: "owned" }),
    on("ec2:CreateVolume", NEW_VOLUME, { [`aws:RequestTag/${newTag}`]: "owned" }),
    on("ec2:CreateTags", NEW_VOLUME, { "ec2:CreateAction": "CreateVolume" }),
  ];
}

describe("the role of Velero", () => {
  let policies: PolicyDocument[];
  before(async () => {
    const plan = await velero("prod", { bucketSuffix: "0a1b2c3d" }, {}, { unknowns: true });
    // Known in full although nothing exists yet: no ARN of the bucket or key is in them.
    policies = all(plan, "aws:iam/policy:Policy").map(({ inputs }) => document(inputs.policy) as PolicyDocument);
    expect(policies).to.have.length(2);
  });

  const may: [string, Request[]][] = [
    ["list its backups", [s3("ListBucket", BUCKET)]],
    ...["GetObject", "PutObject", "DeleteObject", "AbortMultipartUpload", "ListMultipartUploadParts"].map(
      (action): [string, Request[]] => [`${action} in its bucket`, [s3(action, `${BUCKET}/backups/a/b.tar.gz`)]],
    ),
    ["encrypt what it stores", [kms("GenerateDataKey")]],
    ["decrypt what it reads, and the parts of large uploads", [kms("Decrypt")]],
    ["find volumes and snapshots", [on("ec2:DescribeVolumes", "*"), on("ec2:DescribeSnapshots", "*")]],
    ["snapshot a volume of its cluster", snapshot(OWNED, OWNED)],
    ["make a volume of its cluster from a snapshot of its cluster", volumeFrom(OWNED, OWNED)],
  ];
  for (const [what, requests] of may) {
    it(`may ${what}`, () => {
      expect(mayAll(policies, requests)).to.equal(true);
    });
  }

  const other = "kubernetes.io/cluster/atlas-prod-2";
  const mayNot: [string, Request[]][] = [
    [
      "touch the backups of a cluster whose name begins like its own",
      [s3("GetObject", "arn:aws:s3:::atlas-velero-atlas-prod-two-0a1b2c3d/x")],
    ],
    ["touch the backups of another platform", [s3("GetObject", "arn:aws:s3:::zeus-velero-atlas-prod-0a1b2c3d/x")]],
    ["list another cluster's backups", [s3("ListBucket", "arn:aws:s3:::atlas-velero-atlas-prod-two-0a1b2c3d")]],
    ["read or forge the logs of who accessed its bucket", [s3("GetObject", `${BUCKET}-logs/access/x`)]],
    ["write into the standby", [s3("PutObject", `${BUCKET}-standby/x`)]],
    ["be lured into a bucket of such a name in another account", [s3("PutObject", `${BUCKET}/x`, "999999999999")]],
    ["use a bucket whose account is not known", [on("s3:PutObject", `${BUCKET}/x`)]],
    ["delete old versions", [s3("DeleteObjectVersion", `${BUCKET}/x`)]],
    ["shorten a lock", [s3("PutObjectRetention", `${BUCKET}/x`)]],
    ["override a lock", [s3("BypassGovernanceRetention", `${BUCKET}/x`)]],
    ["change the bucket's policy", [s3("PutBucketPolicy", BUCKET)]],
    ["change the bucket's lifecycle", [s3("PutLifecycleConfiguration", BUCKET)]],
    ["delete the bucket", [s3("DeleteBucket", BUCKET)]],
    ["use another key", [kms("Decrypt", { alias: "alias/atlas-prod-volumes" })]],
    ["use its key other than through S3", [kms("Decrypt", { via: "ec2.eu-west-1.amazonaws.com" })]],
    [
      "use a key of another account under the same alias",
      [kms("Decrypt", { key: "arn:aws:kms:eu-west-1:999999999999:key/1" })],
    ],
    ["use a key of another region", [kms("Decrypt", { key: "arn:aws:kms:eu-west-3:111122223333:key/1" })]],
    ["schedule the deletion of its key", [kms("ScheduleKeyDeletion")]],
    ["disable its key", [kms("DisableKey")]],
    [
      "delete a snapshot, its own or not",
      [on("ec2:DeleteSnapshot", SNAPSHOT, { [`aws:ResourceTag/${OWNED}`]: "owned" })],
    ],
    ["delete a volume", [on("ec2:DeleteVolume", VOLUME, { [`aws:ResourceTag/${OWNED}`]: "owned" })]],
    ["share a snapshot", [on("ec2:ModifySnapshotAttribute", SNAPSHOT, { [`aws:ResourceTag/${OWNED}`]: "owned" })]],
    ["snapshot a volume of another cluster", snapshot(other, OWNED)],
    ["make snapshots that belong to another cluster", snapshot(OWNED, other)],
    ["make volumes from snapshots of another cluster", volumeFrom(other, OWNED)],
    ["make volumes that belong to another cluster", volumeFrom(OWNED, other)],
    ["give a tag to what is there already", [on("ec2:CreateTags", SNAPSHOT, {})]],
    [
      "tag a volume that another call makes",
      [on("ec2:CreateTags", NEW_VOLUME, { "ec2:CreateAction": "RunInstances" })],
    ],
  ];
  for (const [what, requests] of mayNot) {
    it(`may not ${what}`, () => {
      expect(mayAll(policies, requests)).to.equal(false);
    });
  }

  it("needs the tag on the volume as well as on the snapshot to be", () => {
    for (const [index] of snapshot(OWNED, OWNED).entries()) {
      const requests = snapshot(OWNED, OWNED).map((request, i) =>
        i === index ? { ...request, context: {} } : request,
      );
      expect(mayAll(policies, requests), `without the context of ${requests[index]?.resource ?? ""}`).to.equal(false);
    }
  });

  it("has policies that IAM takes", () => {
    for (const policy of policies) expect(JSON.stringify(policy).length).to.be.below(MANAGED_POLICY_MAX_CHARACTERS);
  });

  it("has the ARNs and services of China there", async () => {
    const scope = { region: "cn-north-1", accountId: "111122223333", partition: "aws-cn" } as const;
    const plan = await velero("prod", {}, { scope });
    const text = JSON.stringify(all(plan, "aws:iam/policy:Policy").map(({ inputs }) => document(inputs.policy)));
    expect(text).to.include("arn:aws-cn:s3:::").and.include("s3.cn-north-1.amazonaws.com.cn");
    expect(text).to.not.match(/arn:aws:/);
  });
});
