import { expect } from "chai";
import { command, readCommandLine } from "../../cli/commandLine.ts";
import { UsageError } from "../../cli/usageError.ts";

describe("reading a command line", () => {
  const read = (...argv: string[]) =>
    readCommandLine<{ json?: boolean; dir?: string }>(
      command("npm run example --", "Shows an example.", "\nExit codes: 0.\n")
        .argument("[stack]")
        .option("--json", "as JSON")
        .option("--dir <path>", "elsewhere"),
      argv,
    );

  it("gives options, arguments and how the command is used", () => {
    expect(read("prod", "--dir", "x")).to.deep.include({ given: { dir: "x" }, args: ["prod"] });
    expect(read("prod"))
      .to.have.property("usage")
      .that.matches(/^Usage: npm run example -- \[options\] \[stack\]\n/);
  });

  for (const flag of ["--help", "-h"]) {
    it(`gives the help for ${flag}, in 100 columns, with what follows the options`, () => {
      const { help } = read(flag) as { help: string };
      expect(help)
        .to.include("Shows an example.")
        .and.match(/\nExit codes: 0\.\n$/);
      expect(Math.max(...help.split("\n").map((line) => line.length))).to.be.at.most(100);
    });
  }

  for (const [argv, message] of [
    [["--jsno"], "Unknown option '--jsno' (Did you mean --json?) --help lists all options."],
    [["--dir"], "Option '--dir <path>' argument missing. --help lists all options."],
    [["a", "b"], "Too many arguments. Expected 1 argument but got 2. --help lists all options."],
  ] as const) {
    it(`refuses ${argv.join(" ")} in one sentence, and prints nothing by itself`, () => {
      expect(() => read(...argv)).to.throw(UsageError, message);
    });
  }
});
