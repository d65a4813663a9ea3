import { homedir, tmpdir } from "node:os";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findStacks, readStack } from "../../preview/stackFiles.ts";
import { discoverCli, type FoundCli, NoCliError } from "../../rehearsal/discovery/discover.ts";
import { sdkVersion } from "../../rehearsal/discovery/version.ts";
import { rehearse } from "../../rehearsal/rehearsal.ts";
import { renderStep } from "../../rehearsal/report.ts";

const PROJECT = join(import.meta.dirname, "..", "..");
/** A rehearsal takes minutes, so it is asked for: `npm run test:rehearsal`. */
const ASKED = process.env.REHEARSE === "1";
const MINUTES = 60_000;

function available(): FoundCli | string {
  if (!ASKED) return "it takes minutes: npm run test:rehearsal runs it";
  try {
    return discoverCli({
      explicit: process.env.PULUMI_CLI,
      environment: process.env,
      home: homedir(),
      sdk: sdkVersion(),
    });
  } catch (error) {
    if (error instanceof NoCliError) return "there is no Pulumi CLI: npm run setup:cli gets one";
    throw error;
  }
}

describe("a rehearsal in the real engine", function () {
  this.timeout(15 * MINUTES);
  const cli = available();

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

function workdirs(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("eks-platform-rehearsal-"));
}
