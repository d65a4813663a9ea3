import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { cli } from "../../../drills/recover/cli.ts";
import type { StackConfig } from "../../../drills/recover/stackConfig.ts";
import type { DrillWorkspace } from "../../../drills/recover/workspace.ts";
import type { Report } from "../../../drills/report/model.ts";
import { PROJECT } from "../../support/commandLine.ts";
import type { Kept } from "../support/archive.ts";
import { Rig, RUN } from "../support/drill.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";
const OUTPUTS = { backupBucket: "bucket", backupKey: "arn:aws:kms:eu-central-1:777788889999:key/1" };
type Step = "outputs" | "create" | "up" | "destroy" | "remove";

const kept = (resource: string, name: string, apiVersion: string, rest: object): Kept => ({
  resource,
  namespace: "shop",
  name,
  object: { apiVersion, metadata: { name, namespace: "shop" }, ...rest },
});
const shop = (): Kept[] => [
  kept("configmaps", "settings", "v1", { data: { level: "info" } }),
  kept("deployments.apps", "web", "apps/v1", { spec: { replicas: 3 } }),
  kept("statefulsets.apps", "db", "apps/v1", { spec: { replicas: 1 } }),
  kept("persistentvolumeclaims", "data", "v1", { spec: { volumeName: "pv-1" } }),
  kept("services", "web", "v1", { spec: {} }),
  kept("pods", "web-1", "v1", { status: { phase: "Running" } }),
];

describe("recovery drill", () => {
  let rig: Rig;
  /** Steps of Pulumi, in their order. */
  let steps: Step[];
  let failing: Partial<Record<Step, number>>;
  let outputs: Record<string, unknown>;
  let config: StackConfig | undefined;
  let onUp: (signal: AbortSignal) => void;

  beforeEach(async () => {
    rig = await Rig.start();
    steps = [];
    failing = {};
    outputs = OUTPUTS;
    config = undefined;
    onUp = () => undefined;
    copyFileSync(join(PROJECT, "Pulumi.prod.yaml"), join(rig.directory, "Pulumi.prod.yaml"));
    copyFileSync(join(PROJECT, "Pulumi.yaml"), join(rig.directory, "Pulumi.yaml"));
    await rig.api.velero.past("hourly-1", "hourly-stateful", "2026-11-21T10:20:00Z", shop());
    // Velero may only read the storage, so it always fails to keep the log of a restore there.
    rig.api.velero.restorePhases = ["New", "InProgress", "FinalizingPartiallyFailed", "PartiallyFailed"];
    rig.api.velero.errors = 1;
    // The claim is filled on the way.
    rig.api.velero.spoilRestore = filled;
  });
  afterEach(async () => {
    await rig.stop();
  });

  function filled(items: Kept[]): Kept[] {
    rig.api.velero.volumes.set("shop/data", "12\n");
    return items;
  }

  function step(name: Step): void {
    steps.push(name);
    const left = failing[name] ?? 0;
    if (left === 0) return;
    failing[name] = left - 1;
    throw new Error(`${name} failed on purpose`);
  }

  const workspace: DrillWorkspace = {
    outputs: () => {
      step("outputs");
      return Promise.resolve(outputs);
    },
    create: (_name, given) => {
      config = given;
      step("create");
      return Promise.resolve({
        up: (signal) => {
          step("up");
          onUp(signal);
          signal.throwIfAborted();
          return Promise.resolve(rig.kubeconfigText());
        },
        destroy: async () => {
          await Promise.resolve();
          step("destroy");
        },
        remove: async () => {
          await Promise.resolve();
          step("remove");
        },
      });
    },
  };

  async function recover(...argv: string[]) {
    let out = "";
    let error = "";
    const reports = join(rig.directory, "reports");
    const { answer } = rig;
    const exitCode = await cli(["--stack", "prod", "--dir", rig.directory, "--report", reports, ...argv], {
      write: (text) => void (out += text),
      writeError: (text) => void (error += text),
      clock: rig.clock,
      signals: rig.signals,
      ask: answer === undefined ? undefined : () => Promise.resolve(answer),
      download: (url) => rig.api.velero.download(url),
      freshRunId: () => RUN,
      exitNow: (code) => void rig.exits.push(code),
      workspace: () => Promise.resolve(workspace),
      patience: { attempts: 2, firstDelay: 500, longestDelay: 10_000, attemptTimeout: 2_000 },
    });
    let report: Report | undefined;
    try {
      const file = readdirSync(reports).find((name) => name.endsWith(".json")) ?? "";
      report = JSON.parse(readFileSync(join(reports, file), "utf8")) as Report;
    } catch {
      // None was written.
    }
    return { exitCode, out, error, report };
  }

  it("deploys, restores, verifies and destroys", async () => {
    const { exitCode, report, error } = await recover("--yes");
    expect(error).to.equal("");
    expect(exitCode).to.equal(0);
    expect(steps).to.deep.equal(["outputs", "create", "up", "destroy", "remove"]);
    expect(config?.["eks-platform:platform"]).to.include({ tier: "drill", clusterName: `drill-${RUN}` });
    expect(report?.checks.map(({ name }) => name)).to.include.members([
      "objects of hourly-stateful",
      "volume shop/data",
      "recovery time of region",
      "recovery point of stateful",
    ]);
    expect(rig.api.store.namespaces).not.to.include("shop");
    expect(rig.remains).to.deep.equal([]);
  });

  it("restores workloads with no replicas, and runs none of production's pods", async () => {
    let spec: Record<string, unknown> = {};
    rig.api.onRequest = (line) => {
      if (line.startsWith(`GET ${VELERO}/restores/`)) spec = rig.api.store.objects.get(line.slice(4))?.spec ?? spec;
    };
    await recover("--yes");
    expect(spec.resourceModifier).to.deep.equal({ kind: "ConfigMap", name: `drill-${RUN}` });
    expect(spec.excludedResources).to.include.members(["pods", "daemonsets.apps", "services", "jobs.batch"]);
    expect(spec).not.to.have.property("namespaceMapping");
  });

  it("destroys after a deployment that failed", async () => {
    failing = { up: 1 };
    const { exitCode, report } = await recover("--yes");
    expect(exitCode).to.equal(1);
    expect(steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
    expect(report?.reason).to.include("could not be deployed: up failed on purpose");
  });

  const spoiled: readonly (readonly [string, () => void, RegExp])[] = [
    ["the restore ends Failed", () => (rig.api.velero.restorePhases = ["InProgress", "Failed"]), /ended Failed/],
    ["the restore has an error besides its log", () => (rig.api.velero.errors = 2), /ended PartiallyFailed: 2 errors/],
    [
      "an object is missing",
      () => (rig.api.velero.spoilRestore = (items) => filled(items).filter(({ name }) => name !== "settings")),
      /configmaps in shop: missing: settings/,
    ],
    [
      "a workload was changed in more than its replicas",
      () =>
        (rig.api.velero.spoilRestore = (items) => {
          for (const { resource, object } of filled(items))
            if (resource === "deployments.apps") object.spec = { replicas: 3, paused: true };
          return items;
        }),
      /deployments\.apps in shop: changed: web/,
    ],
    [
      "a volume is empty",
      () =>
        (rig.api.velero.spoilRestore = (items) => {
          filled(items);
          rig.api.velero.volumes.set("shop/data", "0\n");
          return items;
        }),
      /volume shop\/data: 0 files/,
    ],
    ["the storage gives nothing out", () => (rig.api.velero.archive = "refused"), /cannot be fetched/],
    [
      "there is no backup",
      () => rig.api.store.objects.delete(`${VELERO}/backups/hourly-1`),
      /Timed out waiting for Velero to find a completed backup/,
    ],
    [
      "Velero never comes up",
      () => rig.api.notServed.push("/velero.io/"),
      /Timed out waiting for Velero in the temporary cluster/,
    ],
  ];
  for (const [what, spoil, reason] of spoiled) {
    it(`fails and destroys when ${what}`, async () => {
      spoil();
      const { exitCode, report } = await recover("--yes", "--timeout", "20m");
      expect(exitCode).to.equal(1);
      expect(report?.reason).to.match(reason);
      expect(steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
    });
  }

  it("destroys when the cluster stops answering", async () => {
    rig.api.faults.push({ on: /velero\.io/, how: 500, times: 1e6 });
    const { exitCode } = await recover("--yes", "--timeout", "5m");
    expect(exitCode).to.equal(1);
    expect(steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
  });

  it("measures the age of the backups when the drill began", async () => {
    rig.api.store.objects.delete(`${VELERO}/backups/hourly-1`);
    await rig.api.velero.past("hourly-0", "hourly-stateful", "2026-11-21T08:20:00Z", shop());
    const { exitCode, report } = await recover("--yes");
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("recovery point of stateful: 2 h 30 min of changes lost");
  });

  it("passes as well where Velero could store the log", async () => {
    rig.api.velero.restorePhases = ["InProgress", "Completed"];
    expect((await recover("--yes")).exitCode).to.equal(0);
  });

  it("tells of kinds that the temporary cluster cannot hold", async () => {
    rig.api.velero.kept.get("hourly-1")?.push(kept("widgets.example.com", "w", "example.com/v1", {}));
    rig.api.notServed.push("/example.com/");
    const { exitCode, report } = await recover("--yes");
    expect(exitCode).to.equal(0);
    expect(Object.entries(report?.facts ?? {}).join()).to.include("does not serve,widgets.example.com");
  });

  it("takes Velero's finalizer off a restore, which Velero may not delete from the storage", async () => {
    await recover("--yes");
    expect(rig.api.requests).to.include(`PATCH ${VELERO}/restores/drill-${RUN}-hourly-stateful`);
  });

  it("names volumes that would outlive the cluster", async () => {
    rig.api.store.put("/api/v1/persistentvolumes", {
      metadata: { name: "pv-9" },
      spec: { csi: { volumeHandle: "vol-9" }, claimRef: { namespace: "shop", name: "data" } },
    });
    const { exitCode, report } = await recover("--yes");
    expect(exitCode).to.equal(1);
    expect(report?.leftBehind.join()).to.include("aws ec2 delete-volume --volume-id vol-9");
    expect(steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
  });

  it("destroys once more when it failed the first time", async () => {
    failing = { destroy: 1 };
    const { exitCode } = await recover("--yes");
    expect(exitCode).to.equal(0);
    expect(steps.slice(-3)).to.deep.equal(["destroy", "destroy", "remove"]);
  });

  it("says loudly how to finish by hand when it cannot be destroyed", async () => {
    failing = { destroy: 9 };
    const { exitCode, error, report } = await recover("--yes");
    expect(exitCode).to.equal(1);
    expect(error)
      .to.include("LEFT BEHIND")
      .and.to.include(`npm run pulumi -- destroy --yes --refresh --stack drill-${RUN}`);
    expect(report?.leftBehind.join()).to.include("destroy failed on purpose");
  });

  it("destroys after Ctrl-C while it deploys", async () => {
    onUp = () => void rig.signals.emit("SIGINT");
    const { exitCode, report } = await recover("--yes");
    expect(exitCode).to.equal(1);
    expect(report?.result).to.equal("interrupted");
    expect(steps).to.deep.equal(["outputs", "create", "up", "destroy", "remove"]);
  });

  it("destroys after SIGTERM while it restores", async () => {
    let sent = false;
    rig.api.onRequest = (line) => {
      if (!sent && line.startsWith(`GET ${VELERO}/restores/`)) sent = rig.signals.emit("SIGTERM");
    };
    const { report } = await recover("--yes");
    expect(report?.result).to.equal("interrupted");
    expect(rig.remains).to.deep.equal([]);
    expect(steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
  });

  it("says at a second Ctrl-C what is left and costs money", async () => {
    onUp = () => {
      rig.signals.emit("SIGINT");
      rig.signals.emit("SIGINT");
    };
    const { error } = await recover("--yes");
    expect(rig.exits).to.deep.equal([1]);
    expect(error).to.include(`LEFT BEHIND: stack drill-${RUN}, which costs money`);
  });

  it("keeps the cluster when told to, and says how to destroy it", async () => {
    const { exitCode, out } = await recover("--yes", "--keep");
    expect(exitCode).to.equal(0);
    expect(steps).to.deep.equal(["outputs", "create", "up"]);
    expect(out).to.include(`stack rm --yes drill-${RUN}`);
    expect(rig.api.store.namespaces).to.include("shop");
  });

  it("does nothing without a yes, after it has said what it costs", async () => {
    const { exitCode, out, error } = await recover();
    expect(exitCode).to.equal(2);
    expect(out).to.match(/About \d+\.\d\d US dollars for 4 hours/);
    expect(error).to.include("--yes");
    rig.answer = "no";
    expect((await recover()).exitCode).to.equal(2);
    expect(steps).to.deep.equal([]);
  });

  it("prints the plan, the cost and the configuration, and does nothing", async () => {
    const { exitCode, out, report } = await recover("--dry-run");
    expect(exitCode).to.equal(0);
    expect(out).to.include("tier: drill").and.to.include("an hour").and.to.include("Nothing is done");
    expect(steps).to.deep.equal([]);
    expect(report).to.equal(undefined);
  });

  it("exits 3 when the stack has no backups", async () => {
    outputs = { backupBucket: "bucket" };
    const { exitCode, error } = await recover("--yes");
    expect(exitCode).to.equal(3);
    expect(error).to.include("has no outputs backupBucket and backupKey");
    expect(steps).to.deep.equal(["outputs"]);
  });

  it("exits 3, with nothing to destroy, when the stack cannot be made", async () => {
    failing = { create: 1 };
    const { exitCode } = await recover("--yes");
    expect(exitCode).to.equal(3);
    expect(steps).to.deep.equal(["outputs", "create"]);
  });

  const misuse: readonly (readonly [readonly string[], string])[] = [
    [["--timeout", "soon"], "--timeout soon is no duration"],
    [["--allow-from", "0.0.0.0/0"], "--allow-from 0.0.0.0/0 is no public IPv4 range of /24 or smaller"],
    [["--allow-from", "10.0.0.1/32"], "--allow-from 10.0.0.1/32"],
    [["--allow-from", "here"], "--allow-from here"],
    [["--kepp"], "Unknown option '--kepp'"],
  ];
  for (const [argv, message] of misuse) {
    it(`refuses ${argv.join(" ")}`, async () => {
      const { exitCode, error } = await recover("--yes", ...argv);
      expect(exitCode).to.equal(2);
      expect(error).to.include(message);
      expect(steps).to.deep.equal([]);
    });
  }
});
