import { expect } from "chai";
import { type Finished, preview } from "../support/commandLine.ts";

describe("npm run preview, misused", () => {
  const misuse: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["no stack", [], /^Name a stack, or say --all\.\n\nUsage: npm run preview/],
    ["an unknown stack", ["prdo"], /^There is no stack "prdo"\. Did you mean "prod"\? The stacks there are: .*dev.*prod.*staging/],
    ["an unknown option", ["dev", "--jsno"], /^Unknown option '--jsno' \(Did you mean --json\?\)/],
    ["options that exclude each other", ["dev", "--json", "--show", "x"], /'--json' cannot be used with option '--show/],
    ["a directory that is not there", ["dev", "--dir", "/nowhere/at/all"], /^--dir \/nowhere\/at\/all: there is no such directory/],
    ["a resource that is not there", ["dev", "--show", "network-vcp"], /^Nothing in dev is called "network-vcp"\. Did you mean "network-vpc"/],
    ["a filter that matches nothing", ["dev", "--filter", "subnt"], /^Nothing in dev is called "subnt"\. Did you mean "Subnet"\?/],
  ]; // prettier-ignore
  let answers: Finished[];
  before(async () => {
    answers = await Promise.all(misuse.map(([, args]) => preview(args)));
  });

  misuse.forEach(([what, , message], index) => {
    it(`exits with 2 and one message for ${what}`, () => {
      const { exitCode, stdout, stderr } = answers[index]!;
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 2, stdout: "" });
      expect(stderr)
        .to.match(message)
        .and.not.match(/^\s+at /m);
    });
  });

  it("explains itself with --help", async () => {
    const { exitCode, stdout } = await preview(["--help"]);
    expect(exitCode).to.equal(0);
    expect(stdout).to.include("npm run --silent preview -- prod --json | jq");
    for (const option of [
      "--all",
      "--json",
      "--show",
      "--filter",
      "--render",
      "--diff",
      "--unknowns",
      "--dir",
      "--no-color",
    ]) {
      expect(stdout).to.include(option);
    }
  });
});
