import { expect } from "chai";
import { Rig, RUN } from "../support/drill.ts";

describe("restore drill, smoke", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(async () => {
    await rig.stop();
  });
  const smoke = (...more: string[]) => rig.drill("--context", "staging", ...more);

  it("passes when the marker of this run comes back, and removes all it made", async () => {
    const { exitCode, report, out, markdown } = await smoke();
    expect(exitCode).to.equal(0);
    expect(report?.result).to.equal("passed");
    expect(report?.checks.map(({ name, passed }) => [name, passed])).to.deep.include(["marker", true]);
    expect(report?.removed).to.have.members([
      `namespace restore-drill-${RUN}`,
      `Restore drill-${RUN}`,
      `Backup drill-${RUN}`,
    ]);
    expect(rig.remains).to.deep.equal([]);
    expect(rig.api.store.namespaces).to.deep.equal(["myapp"]);
    expect(out).to.include("PASSED");
    expect(markdown).to.include(`# Restore drill ${RUN}: passed`).and.to.include("| ok | marker |");
  });

  it("deletes the namespace before it restores it", async () => {
    await smoke();
    const lines = rig.api.requests;
    const lost = lines.indexOf(`DELETE /api/v1/namespaces/restore-drill-${RUN}`);
    expect(lost).to.be.greaterThan(0);
    expect(lines.indexOf("POST /apis/velero.io/v1/namespaces/velero/restores")).to.be.greaterThan(lost);
  });

  it("deletes the backup by a request, so that its data goes too", async () => {
    await smoke();
    expect(rig.api.requests).to.include("POST /apis/velero.io/v1/namespaces/velero/deletebackuprequests");
    expect(rig.api.requests.filter((line) => line.startsWith("DELETE") && line.includes("/backups/"))).to.deep.equal(
      [],
    );
  });

  it("measures recovery from the loss until the marker is back", async () => {
    const { report } = await smoke();
    const [measured] = report?.measurements ?? [];
    expect(measured?.recoveryClass).to.equal("stateless");
    expect(measured?.timeTargetMinutes).to.equal(15);
    expect(measured?.timeAchievedSeconds).to.be.greaterThan(0).and.to.be.lessThan(60);
    expect(report?.phases.map(({ name }) => name)).to.deep.equal([
      "Look for Velero and the rights needed",
      "Make a namespace with a marker",
      "Back it up",
      "Lose it",
      "Restore it",
      "Look for the marker",
      "Clean up",
    ]);
  });

  it("fails when recovery takes longer than its target", async () => {
    rig.api.velero.restorePhases = [...Array.from({ length: 600 }, () => "InProgress"), "Completed"];
    const { exitCode, report } = await smoke();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.match(/recovery time of stateless: 20 min.*, target 15 min/);
  });

  for (const phase of ["PartiallyFailed", "Failed", "FailedValidation"]) {
    it(`fails when the backup ends ${phase}`, async () => {
      rig.api.velero.backupPhases = ["New", "InProgress", phase];
      const { exitCode, report, error } = await smoke();
      expect(exitCode).to.equal(1);
      expect(report?.reason).to.include(`Backup drill-${RUN} ended ${phase}`);
      expect(error).to.include(phase);
      expect(rig.remains).to.deep.equal([]);
    });

    it(`fails when the restore ends ${phase}`, async () => {
      rig.api.velero.restorePhases = ["InProgress", phase];
      const { exitCode, report } = await smoke();
      expect(exitCode).to.equal(1);
      expect(report?.reason).to.include(`Restore drill-${RUN} ended ${phase}`);
      expect(rig.remains).to.deep.equal([]);
    });
  }

  it("fails for a single error too, where Velero can store its logs", async () => {
    rig.api.velero.errors = 1;
    rig.api.velero.restorePhases = ["PartiallyFailed"];
    expect((await smoke()).report?.reason).to.include("1 error in its log");
  });

  it("tells what Velero says of a failure", async () => {
    rig.api.velero.backupPhases = ["FailedValidation"];
    expect((await smoke()).report?.reason).to.include("no such location");
  });

  it("waits through phases it does not know", async () => {
    rig.api.velero.backupPhases = [
      "New",
      "Queued",
      "ReadyToStart",
      "SomethingNew",
      "WaitingForPluginOperations",
      "Completed",
    ];
    expect((await smoke()).exitCode).to.equal(0);
  });

  it("fails when the backup never ends", async () => {
    rig.api.velero.backupPhases = ["New", "InProgress"];
    const { exitCode, report } = await smoke("--timeout", "10m");
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("Timed out waiting for Backup").and.to.include("still InProgress");
    expect(report?.leftBehind.join()).to.include("velero backup delete");
  });

  it("fails when the backup is empty", async () => {
    rig.api.velero.spoilBackup = () => [];
    const { exitCode, report } = await smoke();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("the ConfigMap did not come back");
  });

  it("fails when what comes back is of another run", async () => {
    rig.api.velero.spoilBackup = (kept) =>
      kept.map((item) =>
        item.resource === "configmaps" ? { ...item, object: { ...item.object, data: { run: "ffffffff" } } } : item,
      );
    const { exitCode, report } = await smoke();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include('"ffffffff", which is not this run');
  });

  it("fails when the marker comes back empty", async () => {
    rig.api.velero.spoilRestore = (kept) => kept.map((item) => ({ ...item, object: { ...item.object, data: {} } }));
    expect((await smoke()).report?.reason).to.include("came back empty");
  });

  it("fails when the backup disappears", async () => {
    rig.api.onRequest = (line) => {
      if (line === `GET /apis/velero.io/v1/namespaces/velero/backups/drill-${RUN}`) {
        rig.api.store.objects.delete(`/apis/velero.io/v1/namespaces/velero/backups/drill-${RUN}`);
      }
    };
    const { exitCode, report } = await smoke();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("disappeared");
  });

  describe("with a volume", () => {
    it("passes when the volume holds this run's id again", async () => {
      const { exitCode, report } = await smoke("--volume");
      expect(exitCode).to.equal(0);
      expect(report?.checks.map(({ name }) => name)).to.include.members([
        "marker",
        "volume",
        "recovery point of stateful",
      ]);
      expect(rig.remains).to.deep.equal([]);
    });

    it("fails when the volume holds something else", async () => {
      rig.api.velero.spoilVolume = () => "ffffffff";
      const { exitCode, report } = await smoke("--volume");
      expect(exitCode).to.equal(1);
      expect(report?.checks.find(({ name }) => name === "marker")?.passed).to.equal(true);
      expect(report?.reason).to.include("volume: the volume came back with");
    });

    it("fails when the volume comes back empty", async () => {
      rig.api.velero.spoilVolume = () => "";
      expect((await smoke("--volume")).report?.reason).to.include("the volume came back empty");
    });
  });
});
