import { expect } from "chai";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "../../preview/cli.ts";
import { UsageError } from "../../cli/usageError.ts";
import { ProgramError } from "../../preview/errors.ts";
import { parseOptions } from "../../preview/options.ts";
import type { PolicyReport } from "../../preview/plan.ts";
import type { Previewer } from "../../preview/preview.ts";
import { NOTHING_FOUND, planOf, QUOTING_FINDING, resource, SECRET, smallPlan } from "../support/plans.ts";

const QUOTING: PolicyReport = { packs: { "test-pack": 1 }, findings: [QUOTING_FINDING] };

describe("the preview's command line, whatever the program does", () => {
  const previewer =
    (report: PolicyReport = NOTHING_FOUND): Previewer =>
    (_directory, stack) =>
      Promise.resolve({ plan: { ...smallPlan(), stack }, report });
  const failing =
    (error: Error): Previewer =>
    () =>
      Promise.reject(error);

  async function run(argv: string, preview: Previewer, environment = {}, terminalColumns?: number) {
    let [stdout, stderr] = ["", ""];
    const exitCode = await cli(
      argv.split(" "),
      {
        write: (text) => void (stdout += text),
        writeError: (text) => void (stderr += text),
        environment,
        terminalColumns,
      },
      () => Promise.resolve(preview),
    );
    return { exitCode, stdout, stderr };
  }

  it("exits with 3, the message and what to do when the program does what no engine accepts", async () => {
    const { exitCode, stdout, stderr } = await run("dev", failing(new ProgramError("unknown invoke aws:x/y:z")));
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 3, stdout: "" });
    expect(stderr)
      .to.match(/^The program cannot be previewed: unknown invoke aws:x\/y:z\n/)
      .and.include("EKS_PLATFORM_TRACE=1")
      .and.not.match(/^\s+at /m);
  });

  it("exits with 3 when the preview itself fails, with the innermost stack trace only when asked for it", async () => {
    const cause = new TypeError("x is undefined");
    cause.stack = "TypeError: x is undefined\n    at somewhere";
    const error = new ProgramError("rule crashed", { cause });
    const { exitCode, stderr } = await run("dev", failing(error), { EKS_PLATFORM_TRACE: "1" });
    expect(exitCode).to.equal(3);
    expect(stderr).to.include("rule crashed").and.include("at somewhere");
    expect((await run("dev", failing(new TypeError("oops")))).stderr).to.match(/^The preview itself failed: oops/);
  });

  it("leaves out what the SDK puts before a failure for each use of an Output that failed", async () => {
    const wrapping = ["alarmActions", "metadata", "metadata"].map((key) => `error serializing property "${key}": `);
    const { stderr } = await run("dev", failing(new ProgramError(`${wrapping.join("")}queue: no answer`)));
    expect(stderr).to.match(/^The program cannot be previewed: queue: no answer\n/);
  });

  it("exits with 2 and the message as it is for what the user can mend", async () => {
    expect(await run("dev", failing(new UsageError("tier: is required")))).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr: "tier: is required\n",
    });
  });

  it("lists failed stacks in the JSON, which stays valid JSON", async () => {
    const { exitCode, stdout } = await run("dev --json", failing(new UsageError("tier: is required")));
    expect(exitCode).to.equal(2);
    expect(JSON.parse(stdout)).to.deep.include({
      exitCode: 2,
      stacks: [],
      failures: [{ stack: "dev", exitCode: 2, message: "tier: is required" }],
    });
  });

  for (const options of ["", " --json", " --show shop-secret", " --filter secret"]) {
    it(`blots out a secret that a finding quotes (dev${options})`, async () => {
      const { exitCode, stdout } = await run(`dev${options}`, previewer(QUOTING));
      expect(exitCode).to.equal(1);
      expect(stdout)
        .to.match(/\\?"<secret>\\?" is plain/)
        .and.not.include(SECRET);
    });
  }

  describe("given a password in the clear in an application's environment", () => {
    let scratch: string;
    before(() => {
      scratch = mkdtempSync(join(tmpdir(), "eks-platform-cli-"));
    });
    after(() => {
      rmSync(scratch, { recursive: true, force: true });
    });
    const careless: Previewer = (_directory, stack) => {
      const env = [{ name: "DB_PASSWORD", value: `${SECRET}-${stack}` }];
      const inputs = { spec: { template: { spec: { containers: [{ name: "web", env }] } } } };
      const plan = planOf([resource("kubernetes:apps/v1:Deployment", "careless", { inputs })], { stack });
      const report = { packs: {}, findings: [{ ...QUOTING_FINDING, message: `${SECRET}-${stack} is plain` }] };
      return Promise.resolve({ plan, report });
    };
    for (const options of ["", "--json", "--show careless", "--diff prod", "--render out"]) {
      it(`prints it nowhere (dev ${options})`, async () => {
        const argv = `dev ${options.replace("out", join(scratch, "out"))}`.trim();
        const { stdout, stderr } = await run(argv, careless);
        const files = existsSync(join(scratch, "out")) ? readdirSync(join(scratch, "out"), { recursive: true }) : [];
        const written = files
          .map((file) => join(scratch, "out", String(file)))
          .filter((file) => statSync(file).isFile())
          .map((file) => readFileSync(file, "utf8"));
        expect(written.some((text) => text.includes("value: <secret>"))).to.equal(options === "--render out");
        expect([stdout, stderr, ...written].join("\n"))
          .to.match(/dev/)
          .and.not.include(SECRET);
      });
    }
  });

  it("judges neither stack when it compares two", async () => {
    expect((await run("dev --diff prod", previewer(QUOTING))).exitCode).to.equal(0);
  });

  it("uses a terminal's width within reason, and tells it the time taken", async () => {
    const widest = async (columns: number): Promise<number> => {
      const { stdout, stderr } = await run("dev --no-color", previewer(QUOTING), {}, columns);
      expect(stderr).to.match(/^\d+\.\d s\n$/);
      return Math.max(...stdout.split("\n").map((line) => line.length));
    };
    expect(await widest(72)).to.be.at.most(72);
    expect(await widest(10))
      .to.be.at.most(60)
      .and.greaterThan(40);
    expect((await run("dev", previewer())).stderr).to.equal("");
  });

  it("renders no directory when one of its stacks failed", async () => {
    const parent = mkdtempSync(join(tmpdir(), "eks-platform-cli-"));
    try {
      const target = join(parent, "out");
      const oneFails: Previewer = (directory, stack, options) =>
        stack === "prod" ? Promise.reject(new UsageError("no")) : previewer()(directory, stack, options);
      expect((await run(`dev prod --render ${target}`, oneFails)).exitCode).to.equal(2);
      expect(existsSync(target)).to.equal(false);
      expect((await run(`dev prod --render ${target}`, previewer())).exitCode).to.equal(0);
      expect(existsSync(join(target, "dev", "iam", "shop-role.trust.json"))).to.equal(true);
      expect(existsSync(join(target, "prod", "helm", "cache", "values.yaml"))).to.equal(true);
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });

  it("does not load Pulumi for a wrong command line", async () => {
    const surroundings = {
      write: () => undefined,
      writeError: () => undefined,
      environment: {},
      terminalColumns: undefined,
    };
    const load = () => Promise.reject(new Error("loaded"));
    for (const argv of [["--nonsense"], ["prdo"], []]) expect(await cli(argv, surroundings, load)).to.equal(2);
    expect(await cli(["--help"], surroundings, load)).to.equal(0);
    expect(await cli(["dev"], surroundings, load)).to.equal(3);
  });
});

describe("parsing the preview's command line", () => {
  it("takes stacks once each, and every switch as off", () => {
    expect(parseOptions(["dev", "prod", "dev"])).to.deep.equal({
      stacks: ["dev", "prod"],
      all: false,
      json: false,
      unknowns: false,
      color: true,
    });
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ["--all dev", /--all previews every stack; leave out dev/],
    ["dev prod --show x", /--show needs exactly one stack; dev, prod is given/],
    ["--all --diff dev", /--diff needs exactly one stack; --all is given/],
    ["dev --diff dev", /--diff dev: that is the stack itself/],
    ["dev --diff prod --json", /cannot be used with option/],
    ["dev --diff prod --unknowns", /cannot be used with option/],
    ["dev --filter x --show y", /cannot be used with option/],
    ["dev --render x --filter y", /cannot be used with option/],
    ["dev --show", /argument missing/],
  ];
  for (const option of ["show", "filter", "render", "dir"]) {
    it(`refuses --${option} of nothing`, () => {
      expect(() => parseOptions(["dev", `--${option}`, " "])).to.throw(UsageError, `--${option} is given nothing`);
    });
  }
  for (const [argv, message] of refused) {
    it(`refuses ${argv}`, () => {
      expect(() => parseOptions(argv.split(" "))).to.throw(UsageError, message);
    });
  }
});
