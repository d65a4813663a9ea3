import { expect } from "chai";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { unknownPaths } from "../../../preview/wire.ts";
import { all } from "../../support/harness.ts";
import { waitsFor } from "../cluster/support.ts";
import { ALIAS, BUCKET, BUCKET_POLICY, ELSEWHERE, KEY, named, velero } from "./support.ts";

const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const PUBLIC_ACCESS = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const BUCKETS = ["velero-backups", "velero-backups-logs", "velero-standby", "velero-standby-logs"];

function ofS3(plan: Plan): PlannedResource[] {
  const found = plan.resources.filter(({ type }) => type.startsWith("aws:s3/"));
  if (found.length === 0) throw new Error("the plan has no buckets");
  return found;
}

function bucketOf(plan: Plan, name: string): unknown {
  return named(plan, BUCKET, name).outputs.bucket;
}

describe("the buckets of the backups", () => {
  let plan: Plan;
  before(async () => {
    plan = await velero("prod", { ...ELSEWHERE, objectLock: { mode: "governance", days: 14 } });
  });

  it("are named after platform and cluster, with one part that makes them unique for all", () => {
    const names = BUCKETS.map((name) => bucketOf(plan, name) as string);
    const [here, hereLogs, there, thereLogs] = names;
    expect(here).to.match(/^atlas-velero-atlas-prod-[0-9a-f]{8}$/);
    expect(hereLogs).to.equal(`${here!}-logs`);
    expect(there).to.equal(`${here!}-standby`);
    expect(thereLogs).to.equal(`${there!}-logs`);
  });

  for (const name of BUCKETS) {
    it(`${name} keeps versions, admits no public access and no ACLs`, () => {
      const bucket = bucketOf(plan, name);
      expect(named(plan, VERSIONING, `${name}-versioning`).inputs).to.deep.equal({
        bucket,
        versioningConfiguration: { status: "Enabled" },
      });
      expect(named(plan, PUBLIC_ACCESS, `${name}-public-access`).inputs).to.deep.equal({
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      expect(named(plan, OWNERSHIP, `${name}-ownership`).inputs).to.deep.equal({
        bucket,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      });
    });
  }

  it("are encrypted with a key of their own, and logs with S3's, which is all that log delivery can use", () => {
    for (const name of ["velero-backups", "velero-standby"]) {
      expect(named(plan, ENCRYPTION, `${name}-encryption`).inputs.rules).to.deep.equal([
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: named(plan, KEY, `${name}-key-key`).outputs.arn,
          },
          bucketKeyEnabled: true,
          blockedEncryptionTypes: ["SSE-C"],
        },
      ]);
      expect(named(plan, ENCRYPTION, `${name}-logs-encryption`).inputs.rules).to.deep.equal([
        { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] },
      ]);
    }
  });

  it("remove old versions, needless delete markers and unfinished uploads; logs expire", async () => {
    const retention = { noncurrentVersionDays: 21, incompleteUploadDays: 3, accessLogDays: 100 };
    const own = await velero("prod", { retention });
    expect(named(own, LIFECYCLE, "velero-backups-lifecycle").inputs.rules).to.deep.equal([
      {
        id: "remove-what-is-left-behind",
        status: "Enabled",
        filter: {},
        noncurrentVersionExpiration: { noncurrentDays: 21 },
        expiration: { expiredObjectDeleteMarker: true },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 3 },
      },
    ]);
    expect(named(own, LIFECYCLE, "velero-backups-logs-lifecycle").inputs.rules).to.deep.equal([
      {
        id: "expire-logs",
        status: "Enabled",
        filter: {},
        expiration: { days: 100 },
        noncurrentVersionExpiration: { noncurrentDays: 21 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 3 },
      },
    ]);
  });

  it("log who accesses them to a bucket beside them, once that can take logs", () => {
    for (const name of ["velero-backups", "velero-standby"]) {
      const logging = named(plan, LOGGING, `${name}-logging`);
      expect(logging.inputs).to.include({ bucket: bucketOf(plan, name), targetBucket: bucketOf(plan, `${name}-logs`) });
      const policy = named(plan, "aws:s3/bucketPolicy:BucketPolicy", `${name}-logs-policy`);
      expect(waitsFor(plan, logging, policy)).to.equal(true);
    }
    expect(all(plan, LOGGING)).to.have.length(2);
  });

  it("lock what is in them where a stack asks for it, and logs never", async () => {
    for (const name of ["velero-backups", "velero-standby"]) {
      expect(named(plan, BUCKET, name).inputs.objectLockEnabled).to.equal(true);
      const lock = named(plan, LOCK, `${name}-lock`);
      expect(lock.inputs.rule).to.deep.equal({ defaultRetention: { mode: "GOVERNANCE", days: 14 } });
      expect(waitsFor(plan, lock, named(plan, VERSIONING, `${name}-versioning`))).to.equal(true);
    }
    expect(named(plan, BUCKET, "velero-backups-logs").inputs).to.not.have.property("objectLockEnabled");
    const unlocked = await velero("prod");
    expect(unlocked.resources.filter(({ type }) => type === LOCK)).to.deep.equal([]);
    expect(named(unlocked, BUCKET, "velero-backups").inputs).to.not.have.property("objectLockEnabled");
  });

  it("take the end of their names from the stack where it gives one, the standby too", async () => {
    const own = await velero("prod", { ...ELSEWHERE, bucketSuffix: "0a1b2c3d" });
    expect(BUCKETS.map((name) => bucketOf(own, name))).to.deep.equal([
      "atlas-velero-atlas-prod-0a1b2c3d",
      "atlas-velero-atlas-prod-0a1b2c3d-logs",
      "atlas-velero-atlas-prod-0a1b2c3d-standby",
      "atlas-velero-atlas-prod-0a1b2c3d-standby-logs",
    ]);
  });

  it("are named, with their policies, before the first deployment", async () => {
    const first = await velero("prod", ELSEWHERE, {}, { unknowns: true });
    for (const name of BUCKETS) {
      expect(named(first, BUCKET, name).inputs.bucket).to.match(/^atlas-velero-atlas-prod-[0-9a-f]{8}/);
    }
    const policies = all(first, BUCKET_POLICY);
    expect(policies).to.have.length(4);
    for (const { inputs, name } of policies) {
      // All but the key, which only KMS can name.
      const unknown = unknownPaths(inputs.policy!);
      expect(
        unknown.filter((path) => !path.includes("aws-kms-key-id")),
        name,
      ).to.deep.equal([]);
    }
  });

  describe("when the stack is destroyed", () => {
    it("stay in prod with their keys, their names and everything that keeps them safe", () => {
      for (const resource of [...ofS3(plan), ...all(plan, KEY), ...all(plan, ALIAS)]) {
        expect(resource.options.retainOnDelete, resource.urn).to.equal(true);
      }
      for (const resource of [...all(plan, BUCKET), ...all(plan, KEY)]) {
        expect(resource.options.protect, resource.urn).to.equal(true);
      }
    });

    it("go with a dev or drill stack, whatever is in them, and stand in the way of a staging stack's", async () => {
      for (const tier of ["dev", "drill", "staging"] as const) {
        const other = await velero(tier, { enabled: true });
        for (const resource of [...ofS3(other), ...all(other, KEY)]) {
          expect(resource.options, resource.urn).to.include({ retainOnDelete: false, protect: false });
        }
        for (const bucket of all(other, BUCKET)) {
          expect(bucket.inputs.forceDestroy, bucket.urn).to.equal(tier !== "staging" ? true : undefined);
        }
      }
    });
  });
});
