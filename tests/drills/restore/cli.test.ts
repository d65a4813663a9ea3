import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Rig } from "../support/drill.ts";

describe("restore drill, command line", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  function stack(tier: string, velero: object = {}): void {
    writeFileSync(join(rig.directory, "Pulumi.yaml"), "name: eks-platform\nruntime: nodejs\n");
    const platform = { tier, clusterName: "atlas", velero };
    writeFileSync(
      join(rig.directory, "Pulumi.blue.yaml"),
      JSON.stringify({ config: { "eks-platform:platform": platform } }),
    );
  }
  function cli(): void {
    writeFileSync(join(rig.directory, "pulumi"), "#!/bin/sh\n", { mode: 0o755 });
    rig.kubeconfigOfStack = rig.kubeconfigText("blue");
  }
  const requestsMade = () => rig.api.requests.length;

  it("explains itself", async () => {
    const { exitCode, out } = await rig.drill("--help");
    expect(exitCode).to.equal(0);
    expect(out).to.include("--mode <mode>").and.to.include("Exit codes: 0 passed");
  });

  const misuse: readonly (readonly [string, readonly string[], string])[] = [
    ["no cluster", [], "Name the cluster with --context or --stack."],
    ["two clusters", ["--context", "staging", "--stack", "blue"], "cannot be used with"],
    ["a mode there is not", ["--context", "staging", "--mode", "full"], "Allowed choices are smoke, latest"],
    ["a timeout that is none", ["--context", "staging", "--timeout", "soon"], "--timeout soon is no duration"],
    ["a timeout of nothing", ["--context", "staging", "--timeout", "0m"], "--timeout 0m is no duration"],
    ["a schedule with smoke", ["--context", "staging", "--schedule", "daily"], "--schedule names whose backup"],
    [
      "a volume with latest",
      ["--context", "staging", "--mode", "latest", "--volume"],
      "--volume is part of --mode smoke",
    ],
    ["an option it does not know", ["--context", "staging", "--moed", "smoke"], "Unknown option '--moed'"],
    ["an argument too many", ["staging", "--context", "staging"], "oo many arguments"],
    ["a context there is not", ["--context", "prod"], "the contexts there are: staging, blue, nowhere, stranger"],
    ["a stack there is not", ["--stack", "nowhere"], 'There is no stack "nowhere"'],
  ];
  for (const [what, argv, message] of misuse) {
    it(`exits 2 with one sentence for ${what}`, async () => {
      const { exitCode, error, out } = await rig.drill(...argv);
      expect(exitCode).to.equal(2);
      expect(error.replace(/\s+/g, " ")).to.include(message);
      expect(error).not.to.match(/^\s+at /m);
      expect(out).to.equal("");
      expect(requestsMade()).to.equal(0);
    });
  }

  it("exits 3 where there is no kubeconfig", async () => {
    writeFileSync(rig.kubeconfig, "{{{");
    const { exitCode, error } = await rig.drill("--context", "staging");
    expect(exitCode).to.equal(3);
    expect(error).to.include("cannot be read");
  });

  for (const mode of ["smoke", "latest"]) {
    it(`prints the plan of ${mode} and connects to nothing`, async () => {
      const { exitCode, out, report } = await rig.drill("--context", "blue", "--mode", mode, "--dry-run");
      expect(exitCode).to.equal(0);
      expect(out).to.include("Nothing is done").and.to.include("stateful     time   60 min");
      expect(report).to.equal(undefined);
      expect(requestsMade()).to.equal(0);
    });
  }

  describe("in what looks like production", () => {
    it("refuses without --yes where nobody can be asked", async () => {
      const { exitCode, error } = await rig.drill("--context", "blue");
      expect(exitCode).to.equal(2);
      expect(error).to.include("its cluster is called atlas-prod").and.to.include("--yes");
      expect(requestsMade()).to.equal(0);
    });

    it("goes on with --yes", async () => {
      expect((await rig.drill("--context", "blue", "--yes")).exitCode).to.equal(0);
    });

    it("asks at a terminal, and takes only a yes", async () => {
      rig.answer = "";
      expect((await rig.drill("--context", "blue")).exitCode).to.equal(2);
      expect(requestsMade()).to.equal(0);
      rig.answer = "y";
      expect((await rig.drill("--context", "blue")).exitCode).to.equal(0);
      expect(rig.asked).to.have.length(2);
    });

    it("does not ask elsewhere", async () => {
      rig.answer = "n";
      expect((await rig.drill("--context", "staging")).exitCode).to.equal(0);
      expect(rig.asked).to.deep.equal([]);
    });

    it("knows a production stack by its tier, whatever its name", async () => {
      stack("prod");
      cli();
      const { exitCode, error } = await rig.drill("--stack", "blue", "--dir", rig.directory);
      expect(exitCode).to.equal(2);
      expect(error).to.include("stack blue is of tier prod");
    });
  });

  describe("with a stack", () => {
    it("takes the kubeconfig from the stack's outputs, and measures by the stack's targets", async () => {
      stack("staging", { recoveryTargets: { stateless: { timeMinutes: 3 } } });
      cli();
      const { exitCode, report } = await rig.drill("--stack", "blue", "--dir", rig.directory);
      expect(exitCode).to.equal(0);
      expect(rig.commands[0]).to.include.members(["output", "kubeconfig", "--show-secrets", "--stack", "blue"]);
      expect(report?.measurements[0]).to.include({ timeTargetMinutes: 3, pointTargetMinutes: 0 });
    });

    it("says how to get a Pulumi CLI where there is none", async () => {
      stack("staging");
      const { exitCode, error } = await rig.drill("--stack", "blue", "--dir", rig.directory);
      expect(exitCode).to.equal(3);
      expect(error).to.include("The Pulumi CLI is not on the PATH");
    });

    it("refuses an output that is no kubeconfig without showing it", async () => {
      stack("staging");
      cli();
      rig.kubeconfigOfStack = "token: hunter2: {";
      const { exitCode, error } = await rig.drill("--stack", "blue", "--dir", rig.directory);
      expect(exitCode).to.equal(3);
      expect(error).to.include("is not a kubeconfig").and.not.to.include("hunter2");
    });

    it("refuses targets that are none", async () => {
      stack("staging", { recoveryTargets: { stateles: { timeMinutes: 3 } } });
      const { exitCode, error } = await rig.drill("--stack", "blue", "--dir", rig.directory, "--dry-run");
      expect(exitCode).to.equal(2);
      expect(error).to.include("Pulumi.blue.yaml: velero.recoveryTargets");
    });
  });
});
