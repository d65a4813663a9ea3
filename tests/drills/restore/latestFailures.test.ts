import { expect } from "chai";
import type { Kept } from "../support/archive.ts";
import { DRILL_NAMESPACE, everything, kept, LatestRig } from "../support/latest.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";

describe("restore drill, latest, failing", () => {
  let drill: LatestRig;
  beforeEach(async () => {
    drill = await LatestRig.start();
  });
  afterEach(async () => {
    await drill.rig.stop();
  });

  const spoiled: readonly (readonly [string, (items: Kept[]) => Kept[], RegExp])[] = [
    [
      "one object was changed",
      (items) =>
        items.map((item) =>
          item.name === "settings" ? { ...item, object: { ...item.object, data: { level: "debug" } } } : item,
        ),
      /configmaps in myapp -> myapp-drill-0a1b2c3d: changed: settings/,
    ],
    [
      "a Secret was changed",
      (items) =>
        items.map((item) =>
          item.name === "login" ? { ...item, object: { ...item.object, data: { password: "eA==" } } } : item,
        ),
      /secrets in .*: changed: login/,
    ],
    [
      "one object is missing",
      (items) => items.filter(({ resource }) => resource !== "deployments.apps"),
      /deployments\.apps in .*: missing: web/,
    ],
    [
      "there is one object too many",
      (items) => [...items, kept("configmaps", "intruder", { apiVersion: "v1", kind: "ConfigMap", data: {} })],
      /unexpected: intruder/,
    ],
    [
      "no pod becomes ready",
      (items) => items.filter(({ resource }) => resource !== "pods"),
      /pods of myapp: 0 of 1 are ready/,
    ],
    [
      "an image differs",
      (items) =>
        items.map((item) =>
          item.resource === "deployments.apps"
            ? {
                ...item,
                object: {
                  ...item.object,
                  spec: { replicas: 1, template: { spec: { containers: [{ name: "web", image: "web:2" }] } } },
                },
              }
            : item,
        ),
      /deployments\.apps in .*: changed: web/,
    ],
  ];
  for (const [what, change, message] of spoiled) {
    it(`fails when ${what} after the restore`, async () => {
      await drill.past("hourly-2", "2026-11-21T10:20:00Z");
      drill.tamper(change);
      const { exitCode, report } = await drill.latest("--timeout", "10m");
      expect(exitCode).to.equal(1);
      expect(report?.reason).to.match(message);
      expect(drill.rig.remains).to.deep.equal([]);
    });
  }

  it("fails when objects of an earlier restore stand where the new ones should", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z");
    drill.tamper((items) => items.filter(({ name }) => name !== "settings"));
    drill.rig.api.onRequest = (line) => {
      if (line === `POST ${VELERO}/restores`) {
        drill.rig.api.store.put(`/api/v1/namespaces/${DRILL_NAMESPACE}/configmaps`, {
          metadata: { name: "settings", labels: { "velero.io/restore-name": "another" } },
          data: { level: "info" },
        });
      }
    };
    expect((await drill.latest()).report?.reason).to.include("missing: settings");
  });

  it("fails when the newest backup is older than the one that was due", async () => {
    await drill.past("hourly-1", "2026-11-21T08:20:00Z");
    const { exitCode, report } = await drill.latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include(
      'age: 2 h 30 min old; the last one was due at 2026-11-21T09:20:00.000Z ("20 * * * *")',
    );
    expect(report?.reason).to.include("recovery point of stateful: 2 h 30 min of changes lost, target 60 min");
  });

  it("fails when the newest backup is partial, and says so though an older one restores", async () => {
    await drill.past("hourly-1", "2026-11-21T09:20:00Z");
    await drill.past("hourly-2", "2026-11-21T10:20:00Z", everything(), "PartiallyFailed");
    const { exitCode, report } = await drill.latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("newest backup: hourly-2 ended PartiallyFailed");
  });

  it("fails when no backup has completed", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z", everything(), "Failed");
    const { exitCode, report } = await drill.latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("No backup of schedule hourly-stateful has completed");
  });

  it("fails when the backup holds nothing", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z", []);
    const { exitCode, report } = await drill.latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("hourly-2 is empty");
  });

  it("fails when the backup holds nothing that is compared", async () => {
    await drill.past(
      "hourly-2",
      "2026-11-21T10:20:00Z",
      everything().filter(({ resource }) => resource === "services"),
    );
    expect((await drill.latest()).report?.reason).to.include("nothing that could be compared");
  });

  it("fails when the storage gives nothing out, without showing the signed address", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z");
    drill.rig.api.velero.archive = "refused";
    const { exitCode, report, out, error, markdown } = await drill.latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("cannot be fetched from its storage (status 403)");
    expect(out + error + markdown + JSON.stringify(report)).not.to.include("top-secret");
  });

  it("fails when the archive is damaged", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z");
    drill.rig.api.velero.archive = Buffer.from("not an archive");
    expect((await drill.latest()).report?.reason).to.include("cannot be read");
  });
});
