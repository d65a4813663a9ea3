import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the launcher's deferral of rarely used parts of the SDK", () => {
  let dir: string;
  beforeEach(() => {
    // Below the project, so that its packages are found.
    dir = mkdtempSync(join(ROOT, "node_modules", ".deferral-"));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  /** Runs a program through the launcher and returns what it prints. */
  function launched(program: string): string {
    const entry = join(dir, "program.mjs");
    writeFileSync(entry, program);
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, "scripts", "run.mjs"), entry], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(status, stderr).to.equal(0);
    return stdout.trim();
  }

  const count = `
    import { createRequire } from "node:module";
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(["/@pulumi/aws/sqs/redrive", "/grpc-js/build/src/client", "/@pulumi/kubernetes/core/v1/index", "pacote", "automation/localWorkspace", "/@opentelemetry/api/build/src/api/", "/hosted-git-info/", "/path-scurry/", "/semver/classes/", "/dashboardv2/types"].filter((part) => loaded.some((path) => path.includes(part))).join());`;

  it("keeps them out of a program that does not use them", () => {
    expect(
      launched(
        `import "@pulumi/pulumi"; import "@pulumi/aws"; import "@pulumi/kubernetes"; import "@grafana/grafana-foundation-sdk/prometheus";${count}`,
      ),
    ).to.equal("");
  });

  it("gives the Automation API to a program that asks for it, by either way of importing it", () => {
    const program = `
      import * as pulumi from "@pulumi/pulumi";
      import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
      console.log(typeof pulumi.automation.LocalWorkspace.create, LocalWorkspace === pulumi.automation.LocalWorkspace);`;
    expect(launched(program)).to.equal("function true");
  });

  it("gives a provider's namespaces to a program that asks for one, by either way of importing it", () => {
    const program = `
      import * as aws from "@pulumi/aws";
      import { Vpc } from "@pulumi/aws/ec2/index.js";
      import * as k8s from "@pulumi/kubernetes";
      console.log(aws.ec2.Vpc === Vpc, "Vpc" in aws.ec2, Object.keys(aws.sqs).includes("Queue"), typeof k8s.core.v1.Pod);`;
    expect(launched(program)).to.equal("true true true function");
  });

  it("gives the clients of services to a program that connects, and their constants", () => {
    const program = `
      import { createRequire } from "node:module";
      const require = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
      const grpc = require("@grpc/grpc-js");
      const { EngineClient } = require("@pulumi/pulumi/proto/engine_grpc_pb.js");
      const client = new EngineClient("127.0.0.1:1", grpc.credentials.createInsecure());
      console.log(client instanceof grpc.Client, typeof client.log, grpc.status.UNAVAILABLE);`;
    expect(launched(program)).to.equal("true function 14");
  });

  it("compares versions for a program that asks for it", () => {
    const program = `
      import { createRequire } from "node:module";
      const semver = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"))("semver");
      console.log(new semver.SemVer("1.2.3").minor, semver.gt("1.10.0", "1.9.0"));`;
    expect(launched(program)).to.equal("2 true");
  });

  it("serialises functions for a program that asks for it", () => {
    const program = `
      import * as pulumi from "@pulumi/pulumi";
      console.log((await pulumi.runtime.serializeFunction(() => 42)).text.includes("42"));`;
    expect(launched(program)).to.equal("true");
  });
});
