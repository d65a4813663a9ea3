import { EventEmitter } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../../drills/common/clock.ts";
import { cli, type Surroundings } from "../../../drills/restore/cli.ts";
import type { Report } from "../../../drills/report/model.ts";
import { ApiServer } from "./apiServer.ts";

export const RUN = "0a1b2c3d";
/** The moment drills of the tests begin. */
export const NOW = Date.parse("2026-11-21T10:50:00Z");

/** Time that passes only by waiting, and then at once. */
export class PretendedClock implements Clock {
  #now = NOW;
  /** Milliseconds of every sleep. */
  readonly slept: number[] = [];
  now(): number {
    return this.#now;
  }
  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    this.slept.push(milliseconds);
    this.#now += milliseconds;
  }
}

/** What a finished drill left. */
export interface Finished {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
  /** The JSON report; undefined when none was written. */
  readonly report: Report | undefined;
  readonly markdown: string;
}

/** A pretended cluster with Velero, and all a drill needs to run against it. */
export class Rig {
  readonly api: ApiServer;
  readonly directory = mkdtempSync(join(tmpdir(), "drill-test-"));
  readonly signals = new EventEmitter();
  readonly clock = new PretendedClock();
  readonly exits: number[] = [];
  readonly commands: string[][] = [];
  answer: string | undefined;
  asked: string[] = [];
  kubeconfigOfStack = "";

  private constructor(api: ApiServer) {
    this.api = api;
  }

  static async start(): Promise<Rig> {
    const rig = new Rig(await ApiServer.start());
    rig.api.velero.now = () => rig.clock.now();
    rig.api.store.put("/api/v1/namespaces", { metadata: { name: "myapp", labels: {} } });
    rig.api.store.put("/apis/velero.io/v1/namespaces/velero/backupstoragelocations", {
      metadata: { name: "default" },
      spec: { default: true },
      status: { phase: "Available" },
    });
    writeFileSync(rig.kubeconfig, rig.kubeconfigText());
    return rig;
  }

  async stop(): Promise<void> {
    await this.api.stop();
    rmSync(this.directory, { recursive: true });
  }

  get kubeconfig(): string {
    return join(this.directory, "kubeconfig");
  }

  kubeconfigText(current = "staging"): string {
    const { ca, url } = this.api;
    const cluster = (name: string, server: string) => ({
      name,
      cluster: { server, "certificate-authority-data": Buffer.from(ca).toString("base64") },
    });
    const context = (name: string, of: string, user = "me") => ({ name, context: { cluster: of, user } });
    return JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": current,
      clusters: [
        cluster("atlas-staging", url),
        cluster("atlas-prod", url),
        cluster("nowhere", "https://127.0.0.1:49151"),
      ],
      users: [
        { name: "me", user: { token: "test-token" } },
        { name: "stranger", user: { token: "another" } },
      ],
      contexts: [
        context("staging", "atlas-staging"),
        context("blue", "atlas-prod"),
        context("nowhere", "nowhere"),
        context("stranger", "atlas-staging", "stranger"),
      ],
    });
  }

  async drill(...argv: string[]): Promise<Finished> {
    let out = "";
    let error = "";
    const reports = join(this.directory, "reports");
    const { answer } = this;
    const surroundings: Surroundings = {
      write: (text) => void (out += text),
      writeError: (text) => void (error += text),
      environment: { KUBECONFIG: this.kubeconfig, PATH: this.directory },
      clock: this.clock,
      signals: this.signals,
      ask:
        answer === undefined
          ? undefined
          : (question) => {
              this.asked.push(question);
              return Promise.resolve(answer);
            },
      runCommand: (...command) => {
        this.commands.push(command.flat());
        return Promise.resolve(this.kubeconfigOfStack);
      },
      download: (url) => this.api.velero.download(url),
      freshRunId: () => RUN,
      exitNow: (code) => void this.exits.push(code),
      patience: { attempts: 4, firstDelay: 500, longestDelay: 10_000, attemptTimeout: 300 },
    };
    const exitCode = await cli([...argv, "--report", reports], surroundings);
    const read = (ending: string): string | undefined => {
      const file = filesIn(reports).find((name) => name.endsWith(ending));
      return file === undefined ? undefined : readFileSync(join(reports, file), "utf8");
    };
    const json = read(".json");
    return {
      exitCode,
      out,
      error,
      report: json === undefined ? undefined : (JSON.parse(json) as Report),
      markdown: read(".md") ?? "",
    };
  }

  /** Everything in the cluster that a drill made: what carries the label of any run. */
  get remains(): string[] {
    return [...this.api.store.objects]
      .filter(
        ([path, { metadata }]) =>
          metadata.labels?.["drills.eks-platform/run"] !== undefined && !path.includes("/deletebackuprequests/"),
      )
      .map(([path]) => path);
  }
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
