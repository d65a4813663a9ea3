import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { labelsOf, mainService } from "../../../components/application/names.ts";
import { AWS_LOAD_BALANCER_CONTROLLER } from "../../../components/shared/versions.ts";
import { resolved } from "./support.ts";

const GUIDE = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "delivery.md"), "utf8");

/** The commands of the guide, by the paragraph's first words. */
function commands(heading: string): string[] {
  const [, block] = new RegExp(`\n${heading}:[^]*?\`\`\`sh\n([^]*?)\`\`\``).exec(GUIDE) ?? [];
  return block?.trim().split("\n") ?? [];
}

/** What a shell hands to kubectl when it runs the line. */
function argumentsOf(line: string, directory: string): string[] {
  return execFileSync("/bin/sh", ["-c", line], { env: { PATH: `${directory}:/usr/bin:/bin` }, encoding: "utf8" })
    .split("\u0000")
    .slice(0, -1);
}

/** The patch, and where it is applied, of each command without the plugin. Source: kubectl-argo-rollouts v1.9.1, what its commands send. */
const STATUS_PATCHES: Readonly<Record<string, unknown>> = {
  Promote: { status: { pauseConditions: null } },
  "Promote in full": { status: { promoteFull: true } },
  Abort: { status: { abort: true } },
  Retry: { status: { abort: false } },
};

const PLUGIN: Readonly<Record<string, readonly string[]>> = {
  Status: ["get", "rollout", "myapp"],
  Promote: ["promote", "myapp"],
  "Promote in full": ["promote", "myapp", "--full"],
  Abort: ["abort", "myapp"],
  Retry: ["retry", "rollout", "myapp"],
  Undo: ["undo", "myapp"],
};

describe("the commands of docs/delivery.md", () => {
  let directory = "";
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "kubectl-"));
    writeFileSync(join(directory, "kubectl"), "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
    chmodSync(join(directory, "kubectl"), 0o755);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("take the load balancer controller's definitions by the version of its chart", () => {
    const refs = [...GUIDE.matchAll(/\?ref=([^"\s]+)/g)].map(([, ref]) => ref);
    expect(refs).to.deep.equal([`v${AWS_LOAD_BALANCER_CONTROLLER.chartVersion}`]);
  });

  for (const [heading, words] of Object.entries(PLUGIN)) {
    it(`${heading}: run the plugin's command on the application`, () => {
      const [plugin = "", plain = "", ...others] = commands(heading);
      expect(others).to.deep.equal([]);
      const given = argumentsOf(plugin, directory);
      expect(given.slice(0, 2 + words.length)).to.deep.equal(["argo", "rollouts", ...words]);
      for (const line of [plugin, plain])
        expect(argumentsOf(line, directory).join(" ")).to.include("--namespace myapp");
    });
  }

  for (const [heading, patch] of Object.entries(STATUS_PATCHES)) {
    it(`${heading}: patch the status without the plugin just as the plugin does`, () => {
      const given = argumentsOf(commands(heading)[1] ?? "", directory);
      expect(given.slice(0, 3)).to.deep.equal(["patch", "rollout", "myapp"]);
      expect(given).to.include.members(["--subresource=status", "--type=merge"]);
      expect(JSON.parse(given[given.indexOf("--patch") + 1] ?? "")).to.deep.equal(patch);
    });
  }

  it("Undo: put another image where the application's container has its own", () => {
    const given = argumentsOf(commands("Undo")[1] ?? "", directory);
    expect(given).to.include("--type=json").and.not.to.include("--subresource=status");
    const [operation] = JSON.parse(given[given.indexOf("--patch") + 1] ?? "") as { op: string; path: string }[];
    expect(operation).to.deep.include({ op: "replace", path: "/spec/template/spec/containers/0/image" });
  });

  it("Status: ask for fields that a Rollout's status has", () => {
    expect(argumentsOf(commands("Status")[1] ?? "", directory)).to.deep.equal([
      "get",
      "rollout",
      "myapp",
      "--namespace",
      "myapp",
      "--output",
      "jsonpath={.status.phase}: {.status.message}",
    ]);
  });

  it("speak of an application that is called and lives as the platform would have it", () => {
    const { name, namespace } = resolved({ name: "myapp" });
    expect([name, namespace, mainService(name), labelsOf(name)["app.kubernetes.io/name"]]).to.deep.equal([
      "myapp",
      "myapp",
      "myapp",
      "myapp",
    ]);
  });
});
