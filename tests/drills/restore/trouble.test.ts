import { expect } from "chai";
import { type Fault } from "../support/apiServer.ts";
import { Rig, RUN } from "../support/drill.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";

describe("restore drill, when the cluster makes trouble", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(async () => {
    await rig.stop();
  });
  const smoke = (...more: string[]) => rig.drill("--context", "staging", ...more);
  const fault = (on: RegExp, how: Fault["how"], times = 1, headers: Record<string, string> = {}) => {
    rig.api.faults.push({ on, how, times, headers });
  };

  const passing: readonly (readonly [string, RegExp, Fault["how"]])[] = [
    ["a 500", /^GET .*\/backups\//, 500],
    ["a 503 when it makes something", /^POST .*\/restores$/, 503],
    ["a 429", /^POST .*\/configmaps$/, 429],
    ["a connection that is dropped", /^GET .*\/restores\//, "drop"],
    ["a connection that is dropped after the object was made", /^POST .*\/backups$/, "drop after"],
    ["an answer that does not come", /^GET .*\/configmaps\/marker$/, "slow"],
  ];
  for (const [what, on, how] of passing) {
    it(`goes on after ${what}`, async () => {
      fault(on, how);
      const { exitCode } = await smoke();
      expect(rig.api.faults[0]?.times).to.equal(0);
      expect(exitCode).to.equal(0);
      expect(rig.remains).to.deep.equal([]);
    });
  }

  it("waits as long as the server asks for, within reason", async () => {
    fault(/^GET .*\/backupstoragelocations$/, 429, 1, { "retry-after": "7" });
    fault(/^GET .*\/backupstoragelocations$/, 429, 1, { "retry-after": "86400" });
    await smoke();
    expect(rig.clock.slept.slice(0, 2)).to.deep.equal([7_000, 10_000]);
  });

  it("waits longer after each failure, and gives up after a few", async () => {
    fault(/^GET .*\/backupstoragelocations$/, 500, 99);
    const { exitCode, error } = await smoke();
    expect(rig.clock.slept).to.deep.equal([500, 1_000, 2_000]);
    expect(exitCode).to.equal(3);
    expect(error).to.include("does not answer as it should");
  });

  it("reads a list again whose pages no longer fit together", async () => {
    const path = `${VELERO}/backupstoragelocations`;
    rig.api.store.put(path, { metadata: { name: "second" }, spec: {}, status: { phase: "Available" } });
    rig.api.page = 1;
    let reads = 0;
    rig.api.onRequest = (line) => {
      if (line === `GET ${path}` && ++reads === 2) fault(/^GET .*\/backupstoragelocations$/, 410);
    };
    const { exitCode } = await smoke();
    expect(exitCode).to.equal(0);
    expect(reads).to.equal(4);
  });

  it("says which rights are missing before it makes anything", async () => {
    rig.api.denied.add("create namespaces").add("delete restores.velero.io");
    const { exitCode, error, report } = await smoke();
    expect(exitCode).to.equal(3);
    expect(error).to.include("create namespaces; delete restores.velero.io in velero");
    expect(report?.result).to.equal("environment");
    expect(rig.api.requests.filter((line) => /^POST .*\/namespaces$/.test(line))).to.deep.equal([]);
  });

  it("ends with 3 and cleans up when a right is refused half-way", async () => {
    fault(/^POST .*\/backups$/, 403, 99);
    const { exitCode, error } = await smoke();
    expect(exitCode).to.equal(3);
    expect(error).to.include("No permission: making Backup");
    expect(rig.remains).to.deep.equal([]);
  });

  it("says that there is no Velero", async () => {
    rig.api.notServed.push("/velero.io/");
    const { exitCode, error } = await smoke();
    expect(exitCode).to.equal(3);
    expect(error).to.include("There is no Velero in this cluster");
  });

  it("says that Velero does not reach its storage", async () => {
    const location = rig.api.store.objects.get(`${VELERO}/backupstoragelocations/default`);
    location!.status = { phase: "Unavailable", message: "AccessDenied" };
    const { exitCode, error } = await smoke();
    expect(exitCode).to.equal(3);
    expect(error).to.include("default is not available: AccessDenied");
  });

  it("says that there is no cluster", async () => {
    const { exitCode, error } = await rig.drill("--context", "nowhere");
    expect(exitCode).to.equal(3);
    expect(error).to.include("The cluster cannot be reached").and.to.include("ECONNREFUSED");
  });

  it("says that the credentials are not known", async () => {
    const { exitCode, error } = await rig.drill("--context", "stranger");
    expect(exitCode).to.equal(3);
    expect(error).to.include("does not know who this is");
  });

  it("touches no namespace of its name that it did not make", async () => {
    rig.api.store.put("/api/v1/namespaces", {
      metadata: { name: `restore-drill-${RUN}`, labels: { owner: "someone" } },
    });
    const { exitCode, report } = await smoke();
    expect(exitCode).to.equal(3);
    expect(report?.reason).to.include("already exists");
    expect(report?.leftBehind.join()).to.include("does not carry this run's label");
    expect(rig.api.store.namespaces).to.include(`restore-drill-${RUN}`);
  });

  it("deletes no namespace that lost the run's label meanwhile", async () => {
    rig.api.onRequest = (line) => {
      if (line === `POST ${VELERO}/backups`) {
        const made = rig.api.store.objects.get(`/api/v1/namespaces/restore-drill-${RUN}`);
        made!.metadata.labels = {};
      }
    };
    const { exitCode, report } = await smoke();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("is not the one this run made");
    expect(rig.api.store.namespaces).to.include(`restore-drill-${RUN}`);
  });

  it("fails, and says how to finish by hand, when Velero will not delete the backup", async () => {
    rig.api.velero.deletionErrors = ["the bucket is locked"];
    const { exitCode, report, error } = await smoke();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("the clean-up left something behind");
    expect(error).to.include("the bucket is locked").and.to.include(`velero backup delete drill-${RUN}`);
  });

  it("goes on cleaning up where one thing will not go", async () => {
    fault(/^DELETE .*\/restores\//, 500, 99);
    const { exitCode, report } = await smoke();
    expect(exitCode).to.equal(1);
    expect(report?.leftBehind).to.have.length(1);
    expect(rig.remains).to.deep.equal([`${VELERO}/restores/drill-${RUN}`]);
  });

  for (const signal of ["SIGINT", "SIGTERM"]) {
    it(`cleans up after ${signal}, and has not passed`, async () => {
      let sent = false;
      rig.api.onRequest = (line) => {
        if (!sent && line.startsWith(`GET ${VELERO}/restores/`)) sent = rig.signals.emit(signal);
      };
      const { exitCode, report } = await smoke();
      expect(sent).to.equal(true);
      expect(exitCode).to.equal(1);
      expect(report?.result).to.equal("interrupted");
      expect(report?.reason).to.include(signal);
      expect(rig.remains).to.deep.equal([]);
      expect(rig.signals.listenerCount(signal)).to.equal(0);
    });
  }

  it("lets a restore end before it removes what that one writes to", async () => {
    rig.api.velero.restorePhases = ["New", "InProgress", "InProgress", "InProgress", "Completed"];
    let sent = false;
    rig.api.onRequest = (line) => {
      if (!sent && line.startsWith(`GET ${VELERO}/restores/`)) sent = rig.signals.emit("SIGINT");
    };
    await smoke();
    const deleted = rig.api.requests.indexOf(`DELETE ${VELERO}/restores/drill-${RUN}`);
    const looks = rig.api.requests.slice(0, deleted).filter((line) => line.startsWith(`GET ${VELERO}/restores/`));
    expect(looks.length).to.be.greaterThan(4);
  });

  it("says what is left behind, and ends, at a second Ctrl-C", async () => {
    let seen = 0;
    rig.api.onRequest = (line) => {
      if (line.startsWith(`GET ${VELERO}/backups/`) && ++seen <= 2) rig.signals.emit("SIGINT");
    };
    const { error } = await smoke();
    expect(rig.exits).to.deep.equal([1]);
    expect(error).to.include("Left behind:").and.to.include(`kubectl delete namespace restore-drill-${RUN}`);
  });
});
