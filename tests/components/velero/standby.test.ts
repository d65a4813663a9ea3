import { expect } from "chai";
import type { Plan } from "../../../preview/plan.ts";
import { only, TEST_TAGS } from "../../support/harness.ts";
import { waitsFor } from "../cluster/support.ts";
import { BUCKET, ELSEWHERE, KEY, named, PROVIDER, velero } from "./support.ts";

const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

function bucketOf(plan: Plan, name: string): unknown {
  return named(plan, BUCKET, name).outputs.bucket;
}

describe("the standby of the backups", () => {
  let plan: Plan;
  before(async () => {
    plan = await velero("prod", ELSEWHERE);
  });

  it("is made by a provider of its own, in the other region and account and with the stack's tags", () => {
    const provider = named(plan, PROVIDER, "velero-standby");
    expect(provider.inputs.region).to.equal("eu-central-1");
    const plain = (value: unknown): unknown => (typeof value === "string" ? JSON.parse(value) : value);
    expect(plain(provider.inputs.allowedAccountIds)).to.deep.equal(["444455556666"]);
    expect(plain(provider.inputs.defaultTags)).to.deep.equal({ tags: TEST_TAGS });
    expect(plain(provider.inputs.assumeRoles)).to.deep.equal([
      { roleArn: "arn:aws:iam::444455556666:role/standby-deployer", sessionName: "eks-platform-standby" },
    ]);
    const there = plan.resources.filter((resource) => resource.provider === provider.urn);
    expect(there.map(({ name }) => name)).to.include.members([
      "velero-standby",
      "velero-standby-logs",
      "velero-standby-policy",
      "velero-standby-encryption",
      "velero-standby-key-key",
      "velero-standby-key-alias",
    ]);
    expect(there.filter(({ name }) => !name.startsWith("velero-standby"))).to.deep.equal([]);
    const astray = plan.resources.filter(
      ({ name, type, provider: by }) =>
        /^velero-standby/.test(name) && /^aws:(s3|kms)/.test(type) && by !== provider.urn,
    );
    expect(astray).to.deep.equal([]);
  });

  it("needs no role in the stack's own account", async () => {
    const same = await velero("prod", { replication: { region: "eu-central-1" } });
    const { inputs } = named(same, PROVIDER, "velero-standby");
    expect(inputs).to.not.have.property("assumeRoles");
    expect(JSON.stringify(inputs.allowedAccountIds)).to.include("111122223333");
    const [rule] = only(same, REPLICATION).inputs.rules as unknown as { destination: { account: string } }[];
    expect(rule?.destination.account).to.equal("111122223333");
  });

  it("keeps the role that copies as long as the buckets are kept", async () => {
    const copying = (of: Plan) =>
      of.resources.filter(({ name, type }) => name === "velero-replication" && type.startsWith("aws:iam/"));
    const options = (of: Plan) => copying(of).map(({ options: { retainOnDelete } }) => retainOnDelete);
    expect(options(plan)).to.deep.equal([true, true]);
    expect(options(await velero("drill", ELSEWHERE))).to.deep.equal([false, false]);
  });

  it("is sent everything within a quarter of an hour, deletions too, and owns it", () => {
    const { inputs } = only(plan, REPLICATION);
    expect(inputs.bucket).to.equal(bucketOf(plan, "velero-backups"));
    expect(inputs.role).to.equal(named(plan, "aws:iam/role:Role", "velero-replication").outputs.arn);
    expect(inputs.rules).to.deep.equal([
      {
        id: "everything",
        status: "Enabled",
        priority: 0,
        filter: {},
        deleteMarkerReplication: { status: "Enabled" },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: named(plan, BUCKET, "velero-standby").outputs.arn,
          account: "444455556666",
          accessControlTranslation: { owner: "Destination" },
          encryptionConfiguration: { replicaKmsKeyId: named(plan, KEY, "velero-standby-key-key").outputs.arn },
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
        },
      },
    ]);
  });

  it("is sent nothing before both buckets keep versions and the role may copy", () => {
    const replication = only(plan, REPLICATION);
    for (const name of ["velero-backups-versioning", "velero-standby-versioning"]) {
      expect(waitsFor(plan, replication, named(plan, VERSIONING, name)), name).to.equal(true);
    }
    expect(waitsFor(plan, replication, only(plan, "aws:iam/rolePolicy:RolePolicy"))).to.equal(true);
  });
});
