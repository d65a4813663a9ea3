import { expect } from "chai";
import { RUN } from "../support/drill.ts";
import { kept, RecoveryRig, shop } from "../support/recovery.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";

describe("recovery drill", () => {
  let drill: RecoveryRig;
  beforeEach(async () => {
    drill = await RecoveryRig.start();
  });
  afterEach(async () => {
    await drill.rig.stop();
  });

  it("deploys, restores, verifies and destroys", async () => {
    const { exitCode, report, error } = await drill.recover("--yes");
    expect(error).to.equal("");
    expect(exitCode).to.equal(0);
    expect(drill.steps).to.deep.equal(["outputs", "create", "up", "destroy", "remove"]);
    expect(drill.config?.["eks-platform:platform"]).to.include({ tier: "drill", clusterName: `drill-${RUN}` });
    expect(report?.checks.map(({ name }) => name)).to.include.members([
      "objects of hourly-stateful",
      "volume shop/data",
      "recovery time of region",
      "recovery point of stateful",
    ]);
    expect(drill.rig.api.store.namespaces).not.to.include("shop");
    expect(drill.rig.remains).to.deep.equal([]);
  });

  it("restores workloads with no replicas, and runs none of production's pods", async () => {
    let spec: Record<string, unknown> = {};
    drill.rig.api.onRequest = (line) => {
      if (line.startsWith(`GET ${VELERO}/restores/`))
        spec = drill.rig.api.store.objects.get(line.slice(4))?.spec ?? spec;
    };
    await drill.recover("--yes");
    expect(spec.resourceModifier).to.deep.equal({ kind: "ConfigMap", name: `drill-${RUN}` });
    expect(spec.excludedResources).to.include.members(["pods", "daemonsets.apps", "services", "jobs.batch"]);
    expect(spec).not.to.have.property("namespaceMapping");
  });

  it("destroys after a deployment that failed", async () => {
    drill.failing = { up: 1 };
    const { exitCode, report } = await drill.recover("--yes");
    expect(exitCode).to.equal(1);
    expect(drill.steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
    expect(report).to.include({ drill: "recover", mode: "cluster", result: "failed", exitCode: 1 });
    expect(report?.reason).to.include("could not be deployed: up failed on purpose");
  });

  const spoiled: readonly (readonly [string, () => void, RegExp])[] = [
    ["the restore ends Failed", () => (drill.rig.api.velero.restorePhases = ["InProgress", "Failed"]), /ended Failed/],
    [
      "the restore has an error besides its log",
      () => (drill.rig.api.velero.errors = 2),
      /ended PartiallyFailed: 2 errors/,
    ],
    [
      "an object is missing",
      () =>
        (drill.rig.api.velero.spoilRestore = (items) => drill.filled(items).filter(({ name }) => name !== "settings")),
      /configmaps in shop: missing: settings/,
    ],
    [
      "a workload was changed in more than its replicas",
      () =>
        (drill.rig.api.velero.spoilRestore = (items) => {
          for (const { resource, object } of drill.filled(items))
            if (resource === "deployments.apps") object.spec = { replicas: 3, paused: true };
          return items;
        }),
      /deployments\.apps in shop: changed: web/,
    ],
    [
      "a volume is empty",
      () =>
        (drill.rig.api.velero.spoilRestore = (items) => {
          drill.filled(items);
          drill.rig.api.velero.volumes.set("shop/data", "0\n");
          return items;
        }),
      /volume shop\/data: 0 files/,
    ],
    ["the storage gives nothing out", () => (drill.rig.api.velero.archive = "refused"), /cannot be fetched/],
    [
      "there is no backup",
      () => drill.rig.api.store.objects.delete(`${VELERO}/backups/hourly-1`),
      /Timed out waiting for Velero to find a completed backup/,
    ],
    [
      "Velero never comes up",
      () => drill.rig.api.notServed.push("/velero.io/"),
      /Timed out waiting for Velero in the temporary cluster/,
    ],
  ];
  for (const [what, spoil, reason] of spoiled) {
    it(`fails and destroys when ${what}`, async () => {
      spoil();
      const { exitCode, report } = await drill.recover("--yes", "--timeout", "20m");
      expect(exitCode).to.equal(1);
      expect(report?.reason).to.match(reason);
      expect(drill.steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
    });
  }

  it("destroys when the cluster stops answering", async () => {
    drill.rig.api.faults.push({ on: /velero\.io/, how: 500, times: 1e6 });
    const { exitCode } = await drill.recover("--yes", "--timeout", "5m");
    expect(exitCode).to.equal(1);
    expect(drill.steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
  });

  it("measures the age of the backups when the drill began", async () => {
    drill.rig.api.store.objects.delete(`${VELERO}/backups/hourly-1`);
    await drill.rig.api.velero.past("hourly-0", "hourly-stateful", "2026-11-21T08:20:00Z", shop());
    const { exitCode, report } = await drill.recover("--yes");
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("recovery point of stateful: 2 h 30 min of changes lost");
  });

  it("passes as well where Velero could store the log", async () => {
    drill.rig.api.velero.restorePhases = ["InProgress", "Completed"];
    expect((await drill.recover("--yes")).exitCode).to.equal(0);
  });

  it("tells of kinds that the temporary cluster cannot hold", async () => {
    drill.rig.api.velero.kept.get("hourly-1")?.push(kept("widgets.example.com", "w", "example.com/v1", {}));
    drill.rig.api.notServed.push("/example.com/");
    const { exitCode, report } = await drill.recover("--yes");
    expect(exitCode).to.equal(0);
    expect(Object.entries(report?.facts ?? {}).join()).to.include("does not serve,widgets.example.com");
  });

  it("takes Velero's finalizer off a restore, which Velero may not delete from the storage", async () => {
    await drill.recover("--yes");
    expect(drill.rig.api.requests).to.include(`PATCH ${VELERO}/restores/drill-${RUN}-hourly-stateful`);
  });
});
