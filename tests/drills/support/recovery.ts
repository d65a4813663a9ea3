import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../../../drills/recover/cli.ts";
import type { StackConfig } from "../../../drills/recover/stackConfig.ts";
import type { DrillStack, DrillWorkspace } from "../../../drills/recover/workspace.ts";
import type { Report } from "../../../drills/report/model.ts";
import { PROJECT } from "../../support/commandLine.ts";
import type { Kept } from "./archive.ts";
import { Rig, RUN } from "./drill.ts";

/** Operations of Pulumi. */
export type Step = "outputs" | "create" | "up" | "destroy" | "remove";

/** An object of namespace shop, as a backup keeps it. */
export const kept = (resource: string, name: string, apiVersion: string, rest: object): Kept => ({
  resource,
  namespace: "shop",
  name,
  object: { apiVersion, metadata: { name, namespace: "shop" }, ...rest },
});
/** What the newest backup keeps. */
export const shop = (): Kept[] => [
  kept("configmaps", "settings", "v1", { data: { level: "info" } }),
  kept("deployments.apps", "web", "apps/v1", { spec: { replicas: 3 } }),
  kept("statefulsets.apps", "db", "apps/v1", { spec: { replicas: 1 } }),
  kept("persistentvolumeclaims", "data", "v1", { spec: { volumeName: "pv-1" } }),
  kept("services", "web", "v1", { spec: {} }),
  kept("pods", "web-1", "v1", { status: { phase: "Running" } }),
];

/** A pretended Pulumi that deploys a pretended cluster, with one backup of production in its storage. */
export class RecoveryRig {
  readonly rig: Rig;
  /** What Pulumi was asked for, in that order. */
  readonly steps: Step[] = [];
  /** How many times each fails. */
  failing: Partial<Record<Step, number>> = {};
  outputs: Record<string, unknown> = {
    backupBucket: "bucket",
    backupKey: "arn:aws:kms:eu-central-1:777788889999:key/1",
  };
  /** What the short-lived stack was configured with. */
  config: StackConfig | undefined;
  onUp: () => void = () => undefined;

  private constructor(rig: Rig) {
    this.rig = rig;
  }

  static async start(): Promise<RecoveryRig> {
    const rig = await Rig.start();
    const drill = new RecoveryRig(rig);
    for (const file of ["Pulumi.prod.yaml", "Pulumi.yaml"])
      copyFileSync(join(PROJECT, file), join(rig.directory, file));
    await rig.api.velero.past("hourly-1", "hourly-stateful", "2026-11-21T10:20:00Z", shop());
    // Velero may only read the storage, so it always fails to keep the log of a restore there.
    rig.api.velero.restorePhases = ["New", "InProgress", "FinalizingPartiallyFailed", "PartiallyFailed"];
    rig.api.velero.errors = 1;
    rig.api.velero.spoilRestore = (items) => drill.filled(items);
    return drill;
  }

  /** Fills the claim on the way. */
  filled(items: Kept[]): Kept[] {
    this.rig.api.velero.volumes.set("shop/data", "12\n");
    return items;
  }

  async recover(...argv: string[]) {
    const { rig } = this;
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
      workspace: () => Promise.resolve(this.#workspace),
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

  readonly #workspace: DrillWorkspace = {
    outputs: () => {
      this.#step("outputs");
      return Promise.resolve(this.outputs);
    },
    create: (_name, config) => {
      this.config = config;
      this.#step("create");
      return Promise.resolve(this.#stack);
    },
  };

  readonly #stack: DrillStack = {
    up: (signal) => {
      this.#step("up");
      this.onUp();
      signal.throwIfAborted();
      return Promise.resolve(this.rig.kubeconfigText());
    },
    destroy: async () => {
      await Promise.resolve();
      this.#step("destroy");
    },
    remove: async () => {
      await Promise.resolve();
      this.#step("remove");
    },
  };

  #step(name: Step): void {
    this.steps.push(name);
    const left = this.failing[name] ?? 0;
    if (left === 0) return;
    this.failing[name] = left - 1;
    throw new Error(`${name} failed on purpose`);
  }
}
