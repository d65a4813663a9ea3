import { expect } from "chai";
import { UsageError } from "../../cli/usageError.ts";
import { modelTable } from "../../rehearsal/modelTable.ts";
import { parseOptions } from "../../rehearsal/options.ts";
import { STEPS, withPrerequisites } from "../../rehearsal/steps/index.ts";

const refusal = (...argv: string[]): string => {
  try {
    parseOptions(argv);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error("the command line was taken");
};

describe("the command line of a rehearsal", () => {
  it("takes a stack and nothing else", () => {
    expect(parseOptions(["prod"])).to.deep.equal({ stack: "prod", thorough: false, seed: 1, json: false, keep: false });
  });

  it("takes everything it knows", () => {
    const argv = [
      "dev",
      "--thorough",
      "--seed",
      "42",
      "--json",
      "--pulumi",
      "/opt/pulumi",
      "--only",
      "destroy",
      "--keep",
    ];
    expect(parseOptions(argv)).to.deep.equal({
      stack: "dev",
      thorough: true,
      seed: 42,
      json: true,
      pulumi: "/opt/pulumi",
      only: "destroy",
      keep: true,
    });
  });

  it("explains every step and every exit code", () => {
    const { help } = parseOptions(["--help"]) as { help: string };
    for (const { name, proves } of STEPS) expect(help).to.include(name).and.include(proves);
    expect(help).to.include("3 there is no Pulumi CLI");
  });

  it("prints what the simulated cloud knows", () => {
    expect(parseOptions(["--models"])).to.deep.equal({ help: `${modelTable()}\n` });
  });

  for (const [argv, says] of [
    [[], "Name a stack"],
    [["dev", "prod"], "Too many arguments"],
    [["dev", "--seed", "-1"], "allowed is a whole number"],
    [["dev", "--only", "dance"], "allowed: preview, up, order"],
    [["dev", "--fast"], "Unknown option '--fast'"],
  ] as const) {
    it(`refuses "${argv.join(" ")}"`, () => {
      expect(refusal(...argv)).to.include(says);
    });
  }
});

describe("the steps of a rehearsal", () => {
  it("come after what they need", () => {
    const names = STEPS.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    for (const [index, { needs }] of STEPS.entries()) expect(names.slice(0, index)).to.include.members([...needs]);
  });

  it("bring along what they need, and nothing else", () => {
    expect(withPrerequisites("destroy").map(({ name }) => name)).to.deep.equal(["up", "release", "destroy"]);
    expect(withPrerequisites("preview").map(({ name }) => name)).to.deep.equal(["preview"]);
  });
});
