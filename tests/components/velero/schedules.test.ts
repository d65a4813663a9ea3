import { expect } from "chai";
import { veleroSchema } from "../../../components/velero/config.ts";
import { scheduleSpec } from "../../../components/velero/scheduleSpec.ts";
import { VELERO_NAMESPACE } from "../../../components/velero/args.ts";
import { veleroValues } from "../../../components/velero/values.ts";
import { itByDefinitions, type Manifest } from "../../support/crds/definitions.ts";
import { all } from "../../support/harness.ts";
import { ELSEWHERE, SCHEDULE, velero } from "./support.ts";

/** The spec of a schedule that a stack file could have. */
function spec(schedule: object, rest: object = {}) {
  const own = { schedule: "0 4 * * *", ttl: "90h30m", recoveryClass: "stateless", ...schedule };
  const { schedules } = veleroSchema("prod").parse({ schedules: { own }, ...rest });
  if (!schedules.own) throw new Error("the schema lost the schedule");
  return scheduleSpec(schedules.own);
}

describe("the Schedules of Velero", () => {
  it("back up namespaces with their volumes and without events, into the one location", () => {
    expect(spec({ namespaces: ["myapp", "shop"] })).to.deep.equal({
      schedule: "0 4 * * *",
      paused: false,
      skipImmediately: false,
      useOwnerReferencesInBackup: false,
      template: {
        ttl: "90h30m0s",
        storageLocation: "default",
        volumeSnapshotLocations: ["default"],
        includedNamespaces: ["myapp", "shop"],
        excludedNamespaceScopedResources: ["events", "events.events.k8s.io"],
        snapshotVolumes: true,
        snapshotMoveData: false,
        defaultVolumesToFsBackup: false,
      },
    });
  });

  it("back up kinds that live in no namespace, and nothing that lives in one", () => {
    expect(spec({ clusterResources: ["nodepools.karpenter.sh"] }).template).to.deep.equal({
      ttl: "90h30m0s",
      storageLocation: "default",
      includedClusterScopedResources: ["nodepools.karpenter.sh"],
      excludedNamespaceScopedResources: ["*"],
      snapshotVolumes: false,
    });
  });

  it("move snapshots into the bucket, or back volumes up file by file, as configured", () => {
    expect(spec({ namespaces: ["myapp"] }, ELSEWHERE).template).to.include({
      snapshotVolumes: true,
      snapshotMoveData: true,
    });
    expect(spec({ namespaces: ["myapp"], fileSystemBackup: true }).template).to.include({
      snapshotVolumes: false,
      snapshotMoveData: false,
      defaultVolumesToFsBackup: true,
    });
  });

  it("say how long a backup is kept in the words of the API server", () => {
    expect(spec({ namespaces: ["myapp"], ttl: "720h" }).template.ttl).to.equal("720h0m0s");
    expect(spec({ namespaces: ["myapp"], ttl: "2000m" }).template.ttl).to.equal("33h20m0s");
  });

  it("are paused, and leave out other kinds, where the stack says so", () => {
    expect(spec({ namespaces: ["myapp"], paused: true }).paused).to.equal(true);
    expect(
      spec({ namespaces: ["myapp"], excludedResources: ["pods"] }).template.excludedNamespaceScopedResources,
    ).to.deep.equal(["pods"]);
  });

  describe("against Velero's definitions", () => {
    itByDefinitions("are valid as planned, however they are configured, and so are their Backups", async (problems) => {
      const fileSystem = {
        schedule: "0 2 * * *",
        ttl: "720h",
        recoveryClass: "stateless",
        namespaces: ["a"],
        fileSystemBackup: true,
      };
      const plans = [
        await velero("prod", {}),
        await velero("prod", ELSEWHERE),
        await velero("prod", { schedules: { "file-system": fileSystem } }),
      ];
      const schedules = plans.flatMap((plan) => all(plan, SCHEDULE));
      expect(schedules).to.have.length(7);
      for (const { inputs, name } of schedules) {
        expect(problems(inputs as unknown as Manifest), name).to.deep.equal([]);
        const { template } = inputs.spec as { template: object };
        const backup = { apiVersion: "velero.io/v1", kind: "Backup", metadata: { name: "x" }, spec: template };
        expect(problems(backup), name).to.deep.equal([]);
      }
    });

    itByDefinitions("are refused with a field that Velero does not know", (problems) => {
      const broken = { ...spec({ namespaces: ["a"] }), template: { ttl: "1h0m0s", includedNamespace: ["a"] } };
      const manifest = { apiVersion: "velero.io/v1", kind: "Schedule", metadata: { name: "x" }, spec: broken };
      expect(problems(manifest).join("\n")).to.include("includedNamespace");
    });

    itByDefinitions("store into locations that are valid as the chart renders them", (problems) => {
      const { configuration } = veleroValues({
        region: "eu-west-1",
        clusterName: "atlas-prod",
        bucket: "b",
        keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
        nodeAgent: "none",
        serviceMonitors: true,
      });
      const meta = (name: string) => ({ metadata: { name, namespace: VELERO_NAMESPACE } });
      for (const { name, bucket, ...spec } of configuration.backupStorageLocation) {
        const rendered = { ...spec, objectStorage: { bucket } };
        const manifest = { apiVersion: "velero.io/v1", kind: "BackupStorageLocation", ...meta(name), spec: rendered };
        expect(problems(manifest)).to.deep.equal([]);
      }
      for (const { name, ...spec } of configuration.volumeSnapshotLocation) {
        const manifest = { apiVersion: "velero.io/v1", kind: "VolumeSnapshotLocation", ...meta(name), spec };
        expect(problems(manifest)).to.deep.equal([]);
      }
    });
  });
});
