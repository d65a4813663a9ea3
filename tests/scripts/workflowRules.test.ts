import { expect } from "chai";
import { ACTIONS } from "../../scripts/workflows/actions.ts";
import { workflowFiles } from "../../scripts/workflows/files.ts";
import { lint } from "../../scripts/workflows/lint.ts";
import { brokenRules } from "../../scripts/workflows/rules.ts";
import { PROJECT } from "../support/commandLine.ts";

/** A workflow that breaks no rule, with its lines changed. */
function workflow(change: (text: string) => string = (text) => text): { path: string; text: string } {
  const { commit, version } = ACTIONS["actions/checkout"]!;
  const text = `on: push
permissions: {}
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${commit} # ${version}
        with:
          persist-credentials: false
      - run: echo "$WHO"
        env:
          WHO: \${{ github.actor }}
`;
  const changed = change(text);
  if (changed === text && change !== same) throw new Error("the change changes nothing");
  return { path: ".github/workflows/one.yml", text: changed };
}
const same = (text: string): string => text;

describe("the rules about workflows", () => {
  it("find nothing in a good one", () => {
    expect(brokenRules(workflow(same))).to.deep.equal([]);
  });

  const { commit } = ACTIONS["actions/checkout"]!;
  const bad: [string, (text: string) => string, string][] = [
    [
      "a tag instead of a commit",
      (t) => t.replace(/@[0-9a-f]{40} # .*/, "@v7"),
      "steps[0]: uses actions/checkout@v7, which is not pinned to a commit",
    ],
    [
      "a commit nobody looked at",
      (t) => t.replace(commit, "0".repeat(40)),
      "which is not in scripts/workflows/actions.ts",
    ],
    [
      "another action",
      (t) => t.replace("actions/checkout@", "someone/else@"),
      "which is not in scripts/workflows/actions.ts",
    ],
    ["a commit without its release", (t) => t.replace(/ # v.*/, ""), 'needs the comment "# v'],
    ["a release that is not the commit's", (t) => t.replace(/ # v.*/, " # v1.0.0"), 'needs the comment "# v'],
    [
      "a checkout that keeps its token",
      (t) => t.replace("persist-credentials: false", "persist-credentials: true"),
      "persist-credentials",
    ],
    [
      "a job without permissions",
      (t) => t.replace("    permissions:\n      contents: read\n", ""),
      "jobs.one: asks for no permissions",
    ],
    [
      "permissions for everything",
      (t) => t.replace("    permissions:\n      contents: read\n", "    permissions: write-all\n"),
      "asks for no permissions",
    ],
    [
      "a workflow whose jobs inherit permissions",
      (t) => t.replace("permissions: {}", "permissions: read-all"),
      "permissions: has to be {}",
    ],
    ["a job without an end", (t) => t.replace("    timeout-minutes: 5\n", ""), "has no timeout-minutes"],
    [
      "an expression in a script",
      (t) => t.replace('"$WHO"', "${{ github.event.pull_request.title }}"),
      "steps[1]: has an expression in its script",
    ],
    ["a secret", (t) => t.replace("github.actor", "secrets.AWS_KEY"), "uses a secret"],
    ["secrets handed on", (t) => t.replace("    runs-on", "    secrets: inherit\n    runs-on"), "uses a secret"],
    [
      "the rights of the repository for a fork's code",
      (t) => t.replace("on: push", "on: pull_request_target"),
      "runs with the rights of this repository",
    ],
    [
      "the same, in a list",
      (t) => t.replace("on: push", "on: [push, workflow_run]"),
      "runs with the rights of this repository",
    ],
  ];
  for (const [what, change, message] of bad) {
    it(`find ${what}`, () => {
      expect(brokenRules(workflow(change)).join("\n")).to.include(message);
    });
  }

  it("hold for steps of actions too", () => {
    const text = "runs:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.x }}\n      shell: bash\n";
    expect(brokenRules({ path: ".github/actions/a/action.yml", text })).to.deep.equal([
      ".github/actions/a/action.yml: runs.steps[0]: has an expression in its script; hand it over in env",
    ]);
  });
});

describe("the linter of workflows", () => {
  const messages = async (change: (text: string) => string): Promise<string> =>
    (await lint([workflow(change)])).map(({ line, message }) => `${line}: ${message}`).join("\n");

  it("finds nothing in a good one", async () => {
    expect(await messages(same)).to.equal("");
  });

  const bad: [string, (text: string) => string, string][] = [
    ["a misspelt key", (t) => t.replace("timeout-minutes", "timeout-minuts"), "timeout-minuts"],
    ["a context that is not there", (t) => t.replace("github.actor", "gitub.actor"), "gitub"],
    ["a variable nobody is told to create", (t) => t.replace("github.actor", "vars.AWS_REGON"), "AWS_REGON"],
    [
      "a misspelt input of an action",
      (t) => t.replace("persist-credentials", "persist-credential"),
      "persist-credential",
    ],
    ["text where a number has to be", (t) => t.replace("minutes: 5", "minutes: five"), "five"],
  ];
  for (const [what, change, message] of bad) {
    it(`finds ${what}`, async () => {
      expect(await messages(change)).to.include(message);
    });
  }

  it("finds an input that a workflow of the project does not take", async () => {
    const changed = workflowFiles(PROJECT).map(({ path, text }) =>
      path.endsWith("/deploy.yml")
        ? { path, text: text.replace("      tier: dev\n", "      teir: dev\n") }
        : { path, text },
    );
    const found = (await lint(changed)).map(({ file, message }) => `${file} ${message}`).join("\n");
    expect(found).to.include(".github/workflows/deploy.yml").and.to.include("teir");
  });
});
