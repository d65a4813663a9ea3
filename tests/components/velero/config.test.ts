import { expect } from "chai";
import { RECOVERY_CLASSES, veleroSchema } from "../../../components/velero/config.ts";
import { CLUSTER_CONFIGURATION } from "../../../components/velero/schedulesConfig.ts";
import { TIERS } from "../../../components/shared/tiers.ts";
import { ELSEWHERE } from "./support.ts";

describe("a stack's velero", () => {
  it("is on in prod and off elsewhere, unless the stack says otherwise", () => {
    expect(TIERS.map((tier) => [tier, veleroSchema(tier).parse({}).enabled])).to.deep.equal([
      ["dev", false],
      ["staging", false],
      ["prod", true],
      ["drill", false],
    ]);
    expect(veleroSchema("dev").parse({ enabled: true }).enabled).to.equal(true);
    expect(veleroSchema("prod").parse({ enabled: false }).enabled).to.equal(false);
  });

  it("backs up namespaces daily and keeps each backup for 30 days", () => {
    for (const tier of TIERS) {
      expect(veleroSchema(tier).parse({}).schedules["daily-backup"], tier).to.deep.equal({
        kind: "namespaces",
        schedule: "0 2 * * *",
        ttl: "720h",
        recoveryClass: "stateless",
        paused: false,
        namespaces: ["myapp", "monitoring"],
        excludedResources: ["events", "events.events.k8s.io"],
        snapshots: true,
        moveData: false,
        fileSystemBackup: false,
      });
    }
  });

  it("backs up what keeps state every hour, in prod only", () => {
    const hourly = veleroSchema("prod").parse({}).schedules["hourly-stateful"];
    expect(hourly).to.include({ kind: "namespaces", recoveryClass: "stateful", snapshots: true });
    expect(hourly?.schedule).to.match(/^\d+ \* \* \* \*$/);
    expect(Object.keys(veleroSchema("staging").parse({}).schedules)).to.have.members([
      "daily-backup",
      "cluster-configuration",
    ]);
  });

  it("gives Karpenter's pools and classes and the cluster's other configuration a schedule of their own", () => {
    const schedules = Object.values(veleroSchema("prod").parse({}).schedules);
    const ofCluster = schedules.filter((schedule) => schedule.kind === "cluster");
    expect(ofCluster).to.have.length(1);
    expect(ofCluster[0]?.clusterResources).to.include.members([
      "nodepools.karpenter.sh",
      "ec2nodeclasses.karpenter.k8s.aws",
      "storageclasses.storage.k8s.io",
      "customresourcedefinitions.apiextensions.k8s.io",
    ]);
    expect(ofCluster[0]?.clusterResources).to.deep.equal([...CLUSTER_CONFIGURATION]);
  });

  it("takes a stack's schedules in place of all of its own", () => {
    const own = { schedule: "0 4 * * *", ttl: "48h", recoveryClass: "stateless", namespaces: ["shop"] };
    expect(Object.keys(veleroSchema("prod").parse({ schedules: { own } }).schedules)).to.deep.equal(["own"]);
  });

  it("has a target for every recovery class, of which a stack may change a part", () => {
    const { recoveryTargets } = veleroSchema("prod").parse({ recoveryTargets: { region: { timeMinutes: 120 } } });
    expect(Object.keys(recoveryTargets)).to.deep.equal([...RECOVERY_CLASSES]);
    expect(recoveryTargets).to.deep.equal({
      controlPlane: { timeMinutes: 5, pointMinutes: 0 },
      nodes: { timeMinutes: 10, pointMinutes: 0 },
      stateless: { timeMinutes: 15, pointMinutes: 0 },
      stateful: { timeMinutes: 60, pointMinutes: 60 },
      region: { timeMinutes: 120, pointMinutes: 60 },
    });
  });

  it("moves snapshots into the bucket, and has the agents that do, once the bucket is replicated", () => {
    const config = veleroSchema("prod").parse(ELSEWHERE);
    expect(config.nodeAgent).to.equal("data-movement");
    expect(config.schedules["hourly-stateful"]).to.include({ snapshots: true, moveData: true });
    expect(config.replication).to.deep.equal(ELSEWHERE.replication);
    expect(veleroSchema("prod").parse({})).to.not.have.any.keys("replication", "objectLock");
  });

  it("leaves snapshots in their region where a schedule of a replicated stack says so", () => {
    const daily = {
      schedule: "0 2 * * *",
      ttl: "720h",
      recoveryClass: "stateless",
      namespaces: ["myapp"],
      moveData: false,
    };
    const config = veleroSchema("prod").parse({ ...ELSEWHERE, schedules: { daily } });
    expect(config.schedules.daily).to.include({ snapshots: true, moveData: false });
    expect(config.nodeAgent).to.equal("none");
  });

  it("backs volumes up file by file instead of snapshotting them, with agents that may read the nodes' files", () => {
    const daily = {
      schedule: "0 2 * * *",
      ttl: "720h",
      recoveryClass: "stateless",
      namespaces: ["myapp"],
      fileSystemBackup: true,
    };
    const config = veleroSchema("prod").parse({ ...ELSEWHERE, schedules: { daily } });
    expect(config.schedules.daily).to.include({ snapshots: false, moveData: false, fileSystemBackup: true });
    expect(config.nodeAgent).to.equal("file-system");
  });

  it("has node agents where the stack asks for them, needed or not", () => {
    expect(veleroSchema("prod").parse({}).nodeAgent).to.equal("none");
    expect(veleroSchema("prod").parse({ nodeAgent: "file-system" }).nodeAgent).to.equal("file-system");
  });

  it("keeps old versions and logs longer in prod", () => {
    const of = (tier: "dev" | "prod", retention = {}) => veleroSchema(tier).parse({ retention }).retention;
    expect(of("prod")).to.deep.equal({ noncurrentVersionDays: 30, incompleteUploadDays: 7, accessLogDays: 365 });
    expect(of("dev")).to.deep.equal({ noncurrentVersionDays: 7, incompleteUploadDays: 7, accessLogDays: 30 });
    expect(of("dev", { accessLogDays: 90, incompleteUploadDays: 1 })).to.deep.equal({
      noncurrentVersionDays: 7,
      incompleteUploadDays: 1,
      accessLogDays: 90,
    });
  });
});
