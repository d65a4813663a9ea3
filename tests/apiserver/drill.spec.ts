import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { systemClock } from "../../drills/common/clock.ts";
import { freshRunId } from "../../drills/common/names.ts";
import { cli } from "../../drills/restore/cli.ts";
import { smokeRights } from "../../drills/restore/smoke.ts";
import { StandIns } from "./standIn/index.ts";
import { Objects } from "./standIn/objects.ts";
import { rolesFor } from "./support/roles.ts";
import { resources, server } from "./support/shared.ts";
import { namespace } from "./support/surroundings.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";
const LOCATION = {
  apiVersion: "velero.io/v1",
  kind: "BackupStorageLocation",
  metadata: { name: "default", namespace: "velero" },
  spec: { default: true, provider: "aws", objectStorage: { bucket: "atlas-backups" } },
};

// Without Velero's definitions there is nothing to drill; the report says so.
if (await resources.knows(LOCATION)) {
  describe("restore drill against a real API server, smoke", () => {
    const roles = rolesFor(server.person.name, smokeRights(true));
    let standIns: StandIns;
    let directory: string;
    before(async () => {
      await resources.keep(namespace("velero"));
      await resources.keep(LOCATION);
      await new Objects(server.client).merge(`${VELERO}/backupstoragelocations/default`, {
        status: { phase: "Available" },
      });
    });
    beforeEach(async () => {
      directory = mkdtempSync(join(tmpdir(), "eks-platform-drill-"));
      standIns = new StandIns(server.client);
      for (const role of roles) await resources.keep(role);
    });
    afterEach(async () => {
      rmSync(directory, { recursive: true });
      await standIns.stop();
    });

    /** Runs the drill as a user with nothing but the roles given to it. */
    async function smoke(...more: string[]): Promise<{ exitCode: number; out: string; error: string }> {
      const kubeconfig = join(directory, "kubeconfig");
      writeFileSync(kubeconfig, server.person.kubeconfig, { mode: 0o600 });
      let out = "";
      let error = "";
      const drill = cli(["--context", "local", "--report", join(directory, "reports"), ...more], {
        write: (text) => void (out += text),
        writeError: (text) => void (error += text),
        environment: { KUBECONFIG: kubeconfig },
        clock: { now: () => Date.now(), sleep: (time, signal) => systemClock.sleep(Math.min(time, 20), signal) },
        signals: new EventEmitter(),
        ask: undefined,
        runCommand: () => Promise.reject(new Error("a drill on a context runs no command")),
        download: () => Promise.reject(new Error("a smoke drill downloads nothing")),
        freshRunId,
        exitNow: () => undefined,
      });
      const exitCode = await Promise.race([drill, standIns.trouble]);
      return { exitCode, out, error };
    }

    /** What of any drill is still there. */
    async function remains(): Promise<string[]> {
      const kept = new Objects(server.client);
      const collections = ["/api/v1/namespaces", `${VELERO}/backups`, `${VELERO}/restores`];
      const all = await Promise.all(collections.map((collection) => kept.list(collection)));
      return all.flat().flatMap(({ metadata }) => (metadata.labels?.["drills.eks-platform/run"] ? metadata.name : []));
    }

    it("passes with no rights but those it asks for, and leaves nothing behind", async () => {
      const { exitCode, out, error } = await smoke();
      expect(error).to.equal("");
      expect(exitCode, out).to.equal(0);
      expect(out).to.include("Backup drill-").and.to.include("PASSED");
      expect(await remains()).to.be.empty;
    });

    it("passes with a volume: the server admits its claim, and its jobs' pods in a restricted namespace", async () => {
      const { exitCode, out, error } = await smoke("--volume");
      expect(error).to.equal("");
      expect(exitCode, out).to.equal(0);
      expect(await remains()).to.be.empty;
    });

    it("fails when the restore brings back an empty namespace, and cleans up", async () => {
      standIns.velero.restoresContent = false;
      const { exitCode, out } = await smoke();
      expect(exitCode).to.equal(1);
      expect(out).to.include("FAILED");
      expect(await remains()).to.be.empty;
    });

    it("fails when the backup is partial, and cleans up", async () => {
      standIns.velero.backupsEnd = "PartiallyFailed";
      const { exitCode, error } = await smoke();
      expect(exitCode).to.equal(1);
      expect(error).to.include("ended PartiallyFailed: 2 errors in its log");
      expect(await remains()).to.be.empty;
    });

    it("makes nothing where a right is missing, and names it", async () => {
      const binding = roles.find(({ kind }) => kind === "RoleBinding");
      if (!binding) throw new Error("the drill asks for no right in Velero's namespace");
      await resources.remove(binding);
      const { exitCode, error } = await smoke();
      expect(exitCode).to.equal(3);
      expect(error).to.match(/backupstoragelocations|backups\.velero\.io/);
      expect(await remains()).to.be.empty;
    });
  });
}
