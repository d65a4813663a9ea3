import { expect } from "chai";
import type { PolicyDocument } from "../../../components/shared/iam.ts";
import { crossProblems, veleroSchema } from "../../../components/velero/config.ts";
import { loadPacks } from "../../../preview/packs.ts";
import type { Plan } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { all, document, only, TEST_SCOPE } from "../../support/harness.ts";
import { mayAll, type Request } from "../../support/iam/evaluate.ts";
import { mutationsOf } from "../../support/iam/mutations.ts";
import { may, mayNot, type Proof } from "../../support/iam/proof.ts";
import { refusals, RELEASE, schedule, taggedVelero, velero } from "./support.ts";

const KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234";
const SOURCE = {
  bucket: "atlas-velero-atlas-source-0a1b2c3d",
  keyArn: KEY_ARN,
  region: "eu-west-1",
  clusterName: "atlas-source",
};
const RESTORING = { enabled: true, schedules: {}, restoreFrom: SOURCE };

describe("a stack that restores from another cluster's backups", () => {
  it("is taken in tier drill, and makes no backups", () => {
    for (const section of [RESTORING, { enabled: true, restoreFrom: SOURCE }]) {
      const config = veleroSchema("drill").parse(section);
      expect(config).to.deep.include({ enabled: true, schedules: {}, restoreFrom: SOURCE });
    }
  });

  it("has the agents that bring back data that was moved, unless it says otherwise", () => {
    expect(veleroSchema("drill").parse(RESTORING).nodeAgent).to.equal("data-movement");
    expect(veleroSchema("drill").parse({ ...RESTORING, nodeAgent: "none" }).nodeAgent).to.equal("none");
  });

  it("is refused in every other tier", () => {
    for (const tier of ["dev", "staging", "prod"] as const) {
      expect(refusals(tier, RESTORING)).to.deep.equal([
        `restoreFrom: is allowed in tier drill only; a stack of tier ${tier} makes backups of its own`,
      ]);
    }
  });

  it("is refused with schedules, and with whatever is about a bucket of its own", () => {
    expect(refusals("drill", { ...RESTORING, schedules: { daily: schedule({}) } })).to.deep.equal([
      "schedules: excludes restoreFrom, whose bucket is only read; allowed is {}, or to leave it out",
    ]);
    const bucket = {
      objectLock: { mode: "governance", days: 1 },
      replication: { region: "eu-central-1" },
      bucketSuffix: "0a1b2c3d",
    };
    expect(refusals("drill", { ...RESTORING, ...bucket })).to.deep.equal(
      Object.keys(bucket).map(
        (key) => `${key}: excludes restoreFrom: no bucket is made with it; allowed is to leave it out`,
      ),
    );
  });

  it("is refused with a key that the bucket cannot have", () => {
    const elsewhere = { ...RESTORING, restoreFrom: { ...SOURCE, region: "eu-central-1" } };
    expect(refusals("drill", elsewhere)).to.deep.equal([
      "restoreFrom.keyArn: is of another region than the bucket; allowed is a key in eu-central-1",
    ]);
    const foreign = {
      ...RESTORING,
      restoreFrom: { ...SOURCE, keyArn: KEY_ARN.replace("111122223333", "999999999999") },
    };
    expect(crossProblems(foreign, { namespaces: [], scope: TEST_SCOPE, tier: "drill" })).to.deep.equal([
      {
        path: ["restoreFrom", "keyArn"],
        message: "is of another account; allowed is a key in 111122223333, the stack's own",
      },
    ]);
    expect(crossProblems(RESTORING, { namespaces: [], scope: TEST_SCOPE, tier: "drill" })).to.deep.equal([]);
  });

  it("is refused with what is no bucket, key, region or cluster", () => {
    const restoreFrom = { bucket: "A_b", keyArn: "alias/x", region: "Ireland", clusterName: "*" };
    expect(refusals("drill", { ...RESTORING, restoreFrom })).to.deep.equal([
      "restoreFrom.bucket: allowed is the name of a bucket",
      "restoreFrom.keyArn: allowed is the ARN of a KMS key, which an alias is not",
      "restoreFrom.region: allowed is a region such as eu-west-1",
      "restoreFrom.clusterName: allowed is the name of a cluster",
    ]);
  });

  it("still needs schedules where it restores from nobody", () => {
    expect(refusals("drill", { enabled: true, schedules: {} })).to.have.length(1);
  });
});

describe("the Velero component of a stack that restores", () => {
  let plan: Plan;
  before(async () => {
    plan = await velero("drill", RESTORING, { clusterName: "drill-1" });
  });

  it("makes Velero, its role and whom it may talk to, and nothing that holds or makes backups", () => {
    const types = new Set(plan.resources.map(({ type }) => type).filter((type) => !type.startsWith("pulumi:")));
    expect([...types]).to.have.members([
      "eks-platform:velero:VeleroComponent",
      "eks-platform:shared:PodIdentityRole",
      "aws:iam/role:Role",
      "aws:iam/policy:Policy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
      "kubernetes:core/v1:Namespace",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      RELEASE,
    ]);
  });

  it("has one location: the other cluster's bucket, read-only", () => {
    const { values } = only(plan, RELEASE).inputs as { values: { configuration: Record<string, unknown> } };
    expect(values.configuration.backupStorageLocation).to.deep.equal([
      {
        name: "default",
        provider: "aws",
        bucket: SOURCE.bucket,
        default: true,
        accessMode: "ReadOnly",
        config: { region: "eu-west-1", kmsKeyId: KEY_ARN, serverSideEncryption: "aws:kms" },
      },
    ]);
  });

  it("hands out the bucket and key that it reads", () => {
    expect(only(plan, "eks-platform:velero:VeleroComponent").outputs).to.deep.equal({
      bucketName: SOURCE.bucket,
      bucketArn: `arn:aws:s3:::${SOURCE.bucket}`,
      keyArn: KEY_ARN,
    });
  });

  for (const unknowns of [false, true]) {
    it(`breaks no mandatory rule${unknowns ? ", also before the first deployment" : ""}`, async () => {
      const { findings } = await runPacks(
        await taggedVelero("drill", RESTORING, { unknowns }),
        await loadPacks("drill"),
      );
      expect(findings.filter(({ level }) => level === "mandatory")).to.deep.equal([]);
    });
  }
});

const BUCKET = `arn:aws:s3:::${SOURCE.bucket}`;
const SNAPSHOT = "arn:aws:ec2:eu-west-1::snapshot/snap-1";
const VOLUME = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1";
const NEW_VOLUME = "arn:aws:ec2:eu-west-1:111122223333:volume/*";
const THEIRS = { "aws:ResourceTag/eks-platform/cluster": "atlas-source" };
const OURS = { "aws:RequestTag/kubernetes.io/cluster/drill-1": "owned" };
const MADE = { "ec2:CreateAction": "CreateVolume" };

function on(action: string, resource: string, context: Request["context"] = {}): Request {
  return { action, resource, context };
}
function s3(action: string, resource: string, account: string = TEST_SCOPE.accountId): Request {
  return on(`s3:${action}`, resource, { "aws:ResourceAccount": account });
}
function kms(action: string, key = KEY_ARN, via = "s3.eu-west-1.amazonaws.com"): Request {
  return on(`kms:${action}`, key, { "kms:ViaService": via });
}
const ec2 = (action: string, resource: string, context: Request["context"]) => on(`ec2:${action}`, resource, context);
const volumeFrom = (snapshot: Request["context"], volume: Request["context"]) => [
  ec2("CreateVolume", SNAPSHOT, snapshot),
  ec2("CreateVolume", NEW_VOLUME, volume),
  ec2("CreateTags", NEW_VOLUME, MADE),
];
const EVERY_TAG = {
  ...THEIRS,
  ...OURS,
  "aws:ResourceTag/kubernetes.io/cluster/drill-1": "owned",
};

const PROOFS: readonly Proof[] = [
  may("read a backup", s3("GetObject", `${BUCKET}/backups/a/b.tar.gz`)),
  may("list the backups", s3("ListBucket", BUCKET)),
  may("decrypt the backups", kms("Decrypt")),
  may("find volumes", ec2("DescribeVolumes", "*", {})),
  may("find snapshots", ec2("DescribeSnapshots", "*", {})),
  may("make volumes from the other cluster's snapshots", ...volumeFrom(THEIRS, OURS)),
  ...["PutObject", "DeleteObject", "DeleteObjectVersion", "PutObjectRetention", "AbortMultipartUpload"].map((action) =>
    mayNot(`${action} in the bucket`, s3(action, `${BUCKET}/backups/a/b.tar.gz`)),
  ),
  mayNot("change the bucket", s3("PutBucketPolicy", BUCKET)),
  mayNot("read another bucket", s3("GetObject", `${BUCKET}-logs/x`)),
  mayNot("read whatever bucket there is", s3("GetObject", "arn:aws:s3:::another/x")),
  mayNot("list another bucket", s3("ListBucket", "arn:aws:s3:::another")),
  mayNot("read a bucket of that name in another account", s3("GetObject", `${BUCKET}/x`, "999999999999")),
  mayNot("list a bucket of that name in another account", s3("ListBucket", BUCKET, "999999999999")),
  mayNot("encrypt with the key", kms("GenerateDataKey")),
  mayNot("schedule the deletion of the key", kms("ScheduleKeyDeletion")),
  mayNot("use another key", kms("Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/5678")),
  mayNot("use the key other than through S3", kms("Decrypt", KEY_ARN, "ec2.eu-west-1.amazonaws.com")),
  ...["DeleteSnapshot", "ModifySnapshotAttribute", "LockSnapshot"].map((action) =>
    mayNot(`${action}, whatever its tags`, ec2(action, SNAPSHOT, EVERY_TAG)),
  ),
  mayNot("delete a volume, whatever its tags", ec2("DeleteVolume", VOLUME, EVERY_TAG)),
  mayNot("make a snapshot", ec2("CreateSnapshot", VOLUME, EVERY_TAG)),
  mayNot(
    "make volumes from a third cluster's snapshots",
    ...volumeFrom({ "aws:ResourceTag/eks-platform/cluster": "atlas-source-2" }, OURS),
  ),
  mayNot("make volumes of another cluster", ec2("CreateVolume", NEW_VOLUME, {})),
  mayNot("make a volume elsewhere", ec2("CreateVolume", VOLUME.replace("eu-west-1", "eu-west-3"), OURS)),
  mayNot("take a volume for a snapshot", ec2("CreateVolume", VOLUME, THEIRS)),
  mayNot("take a snapshot for a volume", ec2("CreateVolume", SNAPSHOT, OURS)),
  mayNot("tag a volume that is there", ec2("CreateTags", VOLUME, {})),
  mayNot("tag a snapshot", ec2("CreateTags", SNAPSHOT, MADE)),
];

describe("the role of Velero in a stack that restores", () => {
  let policies: PolicyDocument[];
  before(async () => {
    const plan = await velero("drill", RESTORING, { clusterName: "drill-1" }, { unknowns: true });
    policies = all(plan, "aws:iam/policy:Policy").map(({ inputs }) => document(inputs.policy) as PolicyDocument);
    expect(policies).to.have.length(2);
  });

  for (const { sentence, allowed, requests } of PROOFS) {
    it(sentence, () => {
      expect(mayAll(policies, requests)).to.equal(allowed);
    });
  }

  it("has a proof against every careless edit of its policies", () => {
    const mutations = mutationsOf(policies);
    expect(mutations).to.have.length.above(15);
    const unnoticed = mutations.filter(({ documents }) =>
      PROOFS.every(({ allowed, requests }) => mayAll(documents, requests) === allowed),
    );
    expect(unnoticed.map(({ what }) => what)).to.deep.equal([]);
  });
});
