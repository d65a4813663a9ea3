import { expect } from "chai";
import fc from "fast-check";
import {
  BUCKET_ROLES,
  bucketName,
  bucketNamePattern,
  bucketPrefix,
  type BucketRole,
} from "../../../components/velero/bucketNames.ts";
import { maxClusterNameLength } from "../../../components/shared/names.ts";
import { like } from "../../support/iam/glob.ts";

const ROLES = Object.keys(BUCKET_ROLES) as BucketRole[];
const clusterNames = fc.stringMatching(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/);
const platforms = fc.string({ maxLength: 80 });
const suffixes = fc.stringMatching(/^[0-9a-f]{8}$/);

describe("the names of backup buckets", () => {
  it("say whose they are", () => {
    const prefix = bucketPrefix("atlas", "atlas-prod");
    expect(ROLES.map((role) => bucketName(prefix, "0a1b2c3d", role))).to.deep.equal([
      "atlas-velero-atlas-prod-0a1b2c3d",
      "atlas-velero-atlas-prod-0a1b2c3d-logs",
      "atlas-velero-atlas-prod-0a1b2c3d-standby",
      "atlas-velero-atlas-prod-0a1b2c3d-standby-logs",
    ]);
  });

  it("hold nothing that S3 refuses, whatever the platform is called and however long the cluster's name is", () => {
    expect(bucketPrefix("Ätlas & Co. (EU)", "prod")).to.equal("tlas-co-eu-velero-prod");
    expect(bucketPrefix("***", "prod")).to.equal("platform-velero-prod");
    fc.assert(
      fc.property(platforms, clusterNames, suffixes, fc.constantFrom(...ROLES), (platform, cluster, suffix, role) => {
        const name = bucketName(bucketPrefix(platform, cluster), suffix, role);
        expect(name).to.match(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/);
        expect(name.length).to.be.within(3, 63);
      }),
    );
    const longest = bucketName(
      bucketPrefix("p".repeat(200), "c".repeat(maxClusterNameLength())),
      "0a1b2c3d",
      "standbyLogs",
    );
    expect(longest.length).to.equal(63);
  });

  it("stay apart where they had to be cut", () => {
    const long = "a-platform-with-quite-a-long-name";
    const [one, other] = [bucketPrefix(long, "cluster-with-a-name-1"), bucketPrefix(long, "cluster-with-a-name-2")];
    expect(one).to.not.equal(other);
    expect(bucketPrefix(long, "cluster-with-a-name-1")).to.equal(one);
  });

  it("match their own pattern, and no bucket of another cluster or purpose does", () => {
    const prefix = bucketPrefix("atlas", "prod");
    const pattern = bucketNamePattern(prefix, "backups");
    expect(pattern).to.equal("atlas-velero-prod-????????");
    expect(like(pattern, bucketName(prefix, "0a1b2c3d", "backups"))).to.equal(true);
    for (const role of ROLES.filter((other) => other !== "backups")) {
      expect(like(pattern, bucketName(prefix, "0a1b2c3d", role)), role).to.equal(false);
    }
    fc.assert(
      fc.property(clusterNames, suffixes, (cluster, suffix) => {
        const name = bucketName(bucketPrefix("atlas", `prod-${cluster}`), suffix, "backups");
        expect(like(pattern, name), name).to.equal(false);
      }),
    );
  });
});
