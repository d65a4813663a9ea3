import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { expect } from "chai";
import { columns } from "../../preview/render/text.ts";
import type { CapacityReport } from "../../capacity/reportModel.ts";

const PROJECT = join(import.meta.dirname, "..", "..");
const POOLS = join(import.meta.dirname, "fixtures", "pools");
const APPS = join(import.meta.dirname, "fixtures", "apps.yaml");
const SMALL = join(import.meta.dirname, "fixtures", "small.yaml");

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** The command as `npm run pools --` starts it. */
function pools(...argv: readonly string[]): Promise<Outcome> {
  const { FORCE_COLOR: _forced, ...environment } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["scripts/run.mjs", "capacity/main.ts", ...argv],
      { cwd: PROJECT, env: environment },
      (error, out, errors) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, error: errors });
      },
    );
  });
}

/** The package's default export arrives wrapped, depending on who imports it. */
const Ajv = Ajv2020 as unknown as new (options: object) => {
  compile(schema: unknown): ((value: unknown) => boolean) & { errors?: unknown };
};

function validate(report: unknown): unknown {
  const schema: unknown = JSON.parse(readFileSync(join(PROJECT, "docs", "capacity.schema.json"), "utf8"));
  const check = new Ajv({ strict: true, allErrors: true }).compile(schema);
  return check(report) ? [] : check.errors;
}

describe("npm run pools", function () {
  this.timeout(60_000);

  it("shows pools, pods, nodes and cost within 100 columns and without colour in a pipe", async () => {
    const { code, out, error } = await pools("--manifests", POOLS, "--pods", SMALL);
    expect(error).to.equal("");
    expect(code).to.equal(0);
    for (const part of [
      "A simulation by Karpenter's rules",
      "every zone is",
      "list prices on demand in us-east-1 of 2026-07-20",
      "Spot prices are not guessed",
      "differ from those in eu-west-1",
      "Nodes that would be made",
      "2 x t3.medium",
      "every pod has a place (exit 0)",
    ]) {
      expect(out.replace(/\s+/g, " ")).to.include(part);
    }
    expect(out).not.to.match(/\u001b/);
    expect(Math.max(...out.split("\n").map((line) => columns(line)))).to.be.at.most(100);
  });

  it("names the stack that is meant, and all there are, before it loads anything", async () => {
    const { code, out, error } = await pools("prdo");
    expect({ code, out }).to.deep.equal({ code: 2, out: "" });
    expect(error).to.match(
      /^There is no stack "prdo"\. Did you mean "prod"\? The stacks there are: dev, prod, staging\.\n$/,
    );
  });

  it("exits 1 where a pod lands nowhere, with the reason of every pool", async () => {
    const { code, out } = await pools("--manifests", POOLS, "--pods", APPS);
    expect(code).to.equal(1);
    expect(out).to.include("1 of 1 nowhere");
    expect(out).to.include("not in gpu: taint nvidia.com/gpu=true:NoSchedule is not tolerated");
    expect(out.replace(/\s+/g, " ")).to.include("not in general: too large: asks for 500 CPU, and the largest of its");
    expect(out.replace(/\s+/g, " ")).to.include("1 pod lands nowhere");
  });

  it("shows all types of one pool, and what each of its requirements leaves", async () => {
    const { code, out } = await pools("--manifests", POOLS, "--pool", "gpu");
    expect(code).to.equal(0);
    expect(out).to.include("instance-category In g, p").and.to.include("g4dn.xlarge").and.to.include("p5.48xlarge");
    expect(out).not.to.include("m5.large");
  });

  it("prints JSON of the documented shape, with and without pods", async () => {
    const [full, bare] = await Promise.all([
      pools("--manifests", POOLS, "--pods", APPS, "--json"),
      pools("--manifests", POOLS, "--json"),
    ]);
    const report = JSON.parse(full.out) as CapacityReport;
    expect(validate(report)).to.deep.equal([]);
    expect(report.exitCode).to.equal(1);
    expect(report.simulation?.pods).to.equal(15);
    expect(report.simulation?.nodes.length).to.be.greaterThan(1);
    const alone = JSON.parse(bare.out) as CapacityReport;
    expect(validate(alone)).to.deep.equal([]);
    expect(alone.simulation).to.equal(null);
    expect(validate({ ...alone, formatVersion: 2 })).not.to.deep.equal([]);
    expect(validate({ ...alone, pools: [{ ...alone.pools[0], extra: 1 }] })).not.to.deep.equal([]);
  });

  it("runs the program of a stack, and says how Karpenter is turned on where it is off", async () => {
    const { code, out } = await pools("dev");
    expect(code).to.equal(0);
    const text = out.replace(/\s+/g, " ");
    expect(text)
      .to.include("stack dev eu-")
      .and.to.include("This stack has no node pools")
      .and.to.include("set karpenter.enabled to true");
  });

  it("reads pools, zones and the node group of a stack that has them from its plan", async () => {
    const { code, out, error } = await pools("prod", "--pods", SMALL, "--json");
    expect(error).to.equal("");
    expect(code).to.equal(0);
    const report = JSON.parse(out) as CapacityReport;
    expect(validate(report)).to.deep.equal([]);
    expect(report.subject).to.equal("stack prod");
    expect(report.pools).not.to.be.empty;
    for (const pool of report.pools) expect(pool.types.length, pool.name).to.be.greaterThan(15);
    expect(report.zones).to.deep.equal(["a", "b", "c"].map((letter) => `${report.region}${letter}`));
    expect(report.fixedGroup.found).to.equal(true);
    expect(report.notes).to.deep.equal([]);
    expect(report.simulation?.workloads[0]?.placed).not.to.be.empty;
  });

  it("exits 1 for pods on a stack without pools", async () => {
    const { code, out } = await pools("dev", "--pods", SMALL);
    expect(code).to.equal(1);
    expect(out).to.include("there is no node pool");
  });

  it("explains itself with --help", async () => {
    const { code, out } = await pools("--help");
    expect(code).to.equal(0);
    expect(out).to.include("--manifests <path>").and.to.include("Exit codes");
  });

  const misuse: readonly (readonly [string, readonly string[], string])[] = [
    ["no stack", [], "Name a stack, or give --manifests."],
    ["a stack there is not", ["nowhere"], 'There is no stack "nowhere"'],
    ["a stack and manifests", ["prod", "--manifests", POOLS], "--manifests replaces a stack"],
    ["an option it does not know", ["prod", "--jsno"], "Unknown option '--jsno'"],
    [
      "a pool there is not",
      ["--manifests", POOLS, "--pool", "gpus"],
      'Did you mean "gpu"? In it the pools there are: general, gpu',
    ],
    [
      "a file there is not",
      ["--manifests", "nowhere.yaml"],
      "--manifests nowhere.yaml: there is no such file or directory",
    ],
    ["pods without a pod", ["--manifests", POOLS, "--pods", join(POOLS, "general.yaml")], "there is no pod in it"],
  ];
  for (const [what, argv, message] of misuse) {
    it(`exits 2 with one sentence for ${what}`, async () => {
      const { code, out, error } = await pools(...argv);
      expect(code).to.equal(2);
      expect(out).to.equal("");
      expect(error.replace(/\s+/g, " ")).to.include(message);
      expect(error).not.to.match(/^\s+at /m);
    });
  }
});
