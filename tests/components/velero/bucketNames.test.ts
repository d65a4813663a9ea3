import { expect } from "chai";
import fc from "fast-check";
import {
  BUCKET_ROLES,
  bucketName,
  bucketPrefix,
  type BucketRole,
  derivedSuffix,
} from "../../../components/velero/bucketNames.ts";
import { maxClusterNameLength } from "../../../components/shared/names.ts";
import { TEST_SCOPE } from "../../support/harness.ts";

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

  it("end in what account, region and cluster make, where a stack does not say", () => {
    const suffix = derivedSuffix(TEST_SCOPE, "atlas");
    expect(suffix).to.match(/^[0-9a-f]{8}$/);
    expect(derivedSuffix({ ...TEST_SCOPE }, "atlas")).to.equal(suffix);
    const others = [
      derivedSuffix({ ...TEST_SCOPE, accountId: "210987654321" }, "atlas"),
      derivedSuffix({ ...TEST_SCOPE, region: "eu-north-1" }, "atlas"),
      derivedSuffix({ ...TEST_SCOPE, partition: "aws-cn" }, "atlas"),
      derivedSuffix(TEST_SCOPE, "atlas-two"),
    ];
    expect(new Set([suffix, ...others]).size).to.equal(5);
  });
});
