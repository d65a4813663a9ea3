import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findStacks, readStack } from "../../preview/stackFiles.ts";
import { sdkVersion } from "../../rehearsal/discovery/version.ts";
import { sectionOf, withPlatform } from "../../rehearsal/engine/stackCopy.ts";
import { rehearse } from "../../rehearsal/rehearsal.ts";
import { renderStep } from "../../rehearsal/report.ts";
import { PROJECT } from "../support/commandLine.ts";
import { availableCli } from "../support/pulumiCli.ts";

const MINUTES = 60_000;

describe("a rehearsal in the real engine", function () {
  this.timeout(15 * MINUTES);
  const cli = availableCli();

  for (const stack of findStacks(PROJECT)) {
    const title = `passes every step for ${stack}, and leaves nothing behind`;
    if (typeof cli === "string") {
      // Pending, with the reason: never counted as passed.
      it(`${title} (not run: ${cli})`);
      continue;
    }
    it(title, async () => {
      const before = workdirs();
      const report = await rehearse({
        project: PROJECT,
        stackFile: readStack(PROJECT, stack),
        cli,
        sdk: sdkVersion(),
        seed: 1,
        thorough: false,
        keep: false,
        signal: new AbortController().signal,
      });
      const failed = report.steps.filter(({ status }) => status === "failed");
      expect(failed.map(renderStep).join("\n")).to.equal("");
      const done = report.steps.filter(({ status }) => status === "passed").map(({ name }) => name);
      expect(done).to.include.members([
        "preview",
        "up",
        "order",
        "again",
        "refresh",
        "change-kubernetes",
        "release",
        "destroy",
        "recover",
      ]);
      expect(workdirs()).to.deep.equal(before);
    });
  }
});

describe("a warm standby of the backups in the real engine", function () {
  this.timeout(10 * MINUTES);
  const cli = availableCli();
  const account = { id: "200000000002", roleArn: "arn:aws:iam::200000000002:role/standby" };

  for (const [place, replication] of Object.entries({
    "another region": { region: "eu-west-1" },
    "another account": { region: "eu-west-1", account },
  })) {
    const title = `is made and taken away in ${place}`;
    if (typeof cli === "string") {
      it(`${title} (not run: ${cli})`);
      continue;
    }
    it(title, async () => {
      const report = await rehearse({
        project: PROJECT,
        stackFile: withPlatform(readStack(PROJECT, "prod"), (platform) => {
          sectionOf(platform, "velero").replication = replication;
        }),
        cli,
        sdk: sdkVersion(),
        seed: 1,
        thorough: false,
        only: "destroy",
        keep: false,
        signal: new AbortController().signal,
      });
      expect(report.steps.filter(({ status }) => status !== "passed").map(renderStep)).to.deep.equal([]);
      expect(report.steps.map(({ name }) => name)).to.include.members(["up", "destroy"]);
    });
  }
});

describe("the upgrade of a released stack in the real engine", function () {
  this.timeout(5 * MINUTES);
  const cli = availableCli();
  if (typeof cli === "string") {
    it(`is rehearsed from the newest tag (not run: ${cli})`);
    return;
  }
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "eks-platform-released-"));
    git("clone", "--quiet", PROJECT, project);
    symlinkSync(join(PROJECT, "node_modules"), join(project, "node_modules"));
  });
  afterEach(() => {
    rmSync(project, { recursive: true });
  });

  const git = (...args: string[]) => execFileSync("git", args, { cwd: project, stdio: "pipe" });
  const edit = (from: string, to: string): void => {
    const file = join(project, "Pulumi.dev.yaml");
    const text = readFileSync(file, "utf8");
    expect(text).to.include(from);
    writeFileSync(file, text.replace(from, to));
  };
  const release = (): void => {
    const identity = ["-c", "user.name=release", "-c", "user.email=release@example.com"];
    git(...identity, "commit", "--quiet", "--all", "--allow-empty", "--message", "Release");
    git("tag", "v99.0.0");
  };
  const upgrade = async () => {
    const report = await rehearse({
      project,
      stackFile: readStack(project, "dev"),
      cli,
      sdk: sdkVersion(),
      seed: 1,
      thorough: false,
      only: "upgrade",
      keep: false,
      signal: new AbortController().signal,
    });
    return report.steps.map(renderStep).join("\n");
  };

  it("takes the release's own stack file for the release", async () => {
    edit("    cluster:\n", "    cluster:\n      logRetentionDays: 400\n");
    release();
    edit("logRetentionDays: 400", "logRetentionDays: 731");
    expect(await upgrade()).to.match(/^ok .*upgrade\n.*from v99\.0\.0: [1-9]\d* changes/);
  });

  it("fails when what the release made would be replaced and holds data", async () => {
    release();
    edit("clusterName: atlas-dev", "clusterName: atlas-devel");
    expect(await upgrade()).to.match(/^FAILED .*upgrade\n.*takes away what nobody can make again/);
  });
});

function workdirs(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("eks-platform-rehearsal-"));
}
