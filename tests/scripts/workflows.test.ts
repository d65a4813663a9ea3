import { expect } from "chai";
import { parse } from "yaml";
import { DRILL_SESSION_SECONDS } from "../../bootstrap/recoveryDrillAccess.ts";
import { findStacks, readStack } from "../../preview/stackFiles.ts";
import { workflowFiles } from "../../scripts/workflows/files.ts";
import { lint } from "../../scripts/workflows/lint.ts";
import { brokenRules } from "../../scripts/workflows/rules.ts";
import {
  DEPLOYED_STACKS,
  DRILL_VARIABLES,
  ENVIRONMENT_VARIABLES,
  REPOSITORY_VARIABLES,
} from "../../scripts/workflows/variables.ts";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../support/commandLine.ts";

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly "timeout-minutes": number;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps?: readonly {
    readonly run?: string;
    readonly uses?: string;
    readonly with?: Readonly<Record<string, string>>;
  }[];
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
}

const files = workflowFiles(PROJECT);

function jobs(name: string): Readonly<Record<string, Job>> {
  const file = files.find(({ path }) => path === `.github/workflows/${name}.yml`);
  return (parse(file!.text) as { jobs: Record<string, Job> }).jobs;
}

describe("the owners of code", () => {
  const lines = readFileSync(join(PROJECT, ".github/CODEOWNERS"), "utf8").split("\n");
  const owned = lines.filter((line) => /^\//.test(line)).map((line) => line.split(/ +/));

  it("are asked about what decides who may do what", () => {
    const paths = owned.map(([path]) => path);
    expect(paths).to.include.members(["/.github/", "/bootstrap/", "/policies/", "/scripts/workflows/"]);
    expect(paths.filter((path) => !existsSync(join(PROJECT, path!)))).to.deep.equal([]);
    for (const [path, ...teams] of owned) expect(teams, path).to.have.length(1);
  });
});

describe("the workflows", () => {
  it("break no rule, and GitHub would accept them", async () => {
    expect(files.map(({ path }) => path)).to.include.members([
      ".github/actions/setup/action.yml",
      ".github/actions/stack/action.yml",
      ".github/workflows/deploy-stack.yml",
      ".github/workflows/deploy.yml",
      ".github/workflows/drift.yml",
      ".github/workflows/pull-request.yml",
      ".github/workflows/restore-drill.yml",
    ]);
    expect(files.flatMap(brokenRules)).to.deep.equal([]);
    expect(await lint(files)).to.deep.equal([]);
  });

  it("use every variable the guide tells to create, and no other", () => {
    const used = new Set(files.flatMap(({ text }) => [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name]) => name!)));
    const told = [...REPOSITORY_VARIABLES, ...ENVIRONMENT_VARIABLES, ...DRILL_VARIABLES];
    expect([...used].sort()).to.deep.equal(told.sort());
    const guide = readFileSync(join(PROJECT, "docs", "operations.md"), "utf8");
    for (const name of [...used].map((variable) => variable.replace(/_(?:DEV|STAGING|PROD)$/, "_<STACK>"))) {
      expect(guide, name).to.include(`\`${name}\``);
    }
  });

  it("install the CLI of the SDK's version", () => {
    const { dependencies } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const action = files.find(({ path }) => path === ".github/actions/stack/action.yml")!;
    expect(action.text).to.include(`pulumi-version: ${dependencies["@pulumi/pulumi"]!}\n`);
  });

  it("preview, deploy and compare every stack, at the strictness of its tier", () => {
    expect([...DEPLOYED_STACKS].sort()).to.deep.equal(findStacks(PROJECT));
    const tierOf = (stack: string): unknown =>
      (JSON.parse(readStack(PROJECT, stack).config["eks-platform:platform"]!) as { tier: unknown }).tier;
    const previewed = jobs("pull-request").preview!.strategy!.matrix.include;
    expect(previewed.map(({ stack }) => stack)).to.deep.equal(DEPLOYED_STACKS);
    for (const { stack, tier } of previewed) expect(tier).to.equal(tierOf(stack!));
    expect(jobs("drift").refresh!.strategy!.matrix.include.map(({ stack }) => stack)).to.deep.equal(DEPLOYED_STACKS);
    for (const stack of DEPLOYED_STACKS) {
      expect(jobs("deploy")[stack]!.with).to.include({ stack, tier: tierOf(stack) });
    }
  });

  it("deploy in order, each stack after the one before it and prod last", () => {
    const { dev, staging, prod } = jobs("deploy");
    expect([dev!.needs, staging!.needs, prod!.needs]).to.deep.equal(["verify", "dev", "staging"]);
  });

  it("deploy one at a time from the environment that approves, after a preview and a preflight", () => {
    const { preview, up } = jobs("deploy-stack");
    expect(up!.needs).to.equal("preview");
    expect(up!.environment).to.equal("${{ inputs.stack }}");
    expect(up!.concurrency).to.deep.equal({ group: "stack-${{ inputs.stack }}", "cancel-in-progress": false });
    expect(preview!.environment).to.equal(undefined);
    // Credentials that end before the job would leave a deployment halfway.
    const { seconds } = up!.steps!.find(({ uses }) => uses === "./.github/actions/stack")!.with!;
    expect(Number(seconds)).to.equal(up!["timeout-minutes"] * 60);
    for (const job of [preview!, up!]) {
      const runs = job.steps!.flatMap(({ run }) => run ?? []);
      expect(runs[0]).to.match(/preflight -- "\$STACK"$/);
      expect(runs[1]).to.match(job === up ? /pulumi -- up / : /pulumi -- preview /);
    }
  });

  it("give a job the variables of its own environment and of no other", () => {
    const byEnvironment = ["pull-request", "deploy-stack", "drift", "restore-drill"].flatMap((name) =>
      Object.values(jobs(name)).map((job) => {
        const used = [...JSON.stringify(job).matchAll(/\bvars\.(\w+)/g)].map(([, variable]) => variable!);
        return [job.environment, used.filter((variable) => !REPOSITORY_VARIABLES.includes(variable))] as const;
      }),
    );
    for (const [environment, used] of byEnvironment) {
      const own = environment === undefined ? [] : environment === "drill" ? DRILL_VARIABLES : ENVIRONMENT_VARIABLES;
      expect([...new Set(used)].sort(), environment).to.deep.equal([...own].sort());
    }
    expect(byEnvironment.map(([environment]) => environment)).to.include.members(["${{ inputs.stack }}", "drill"]);
  });

  it("recover prod each quarter with a role of the drill's own, for as long as it lets them", () => {
    const { recover } = jobs("restore-drill");
    expect(recover!.environment).to.equal("drill");
    expect(recover!.concurrency).to.deep.equal({ group: "restore-drill", "cancel-in-progress": false });
    const credentials = recover!.steps!.find(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@"))!;
    const seconds = Number(credentials.with!["role-duration-seconds"]);
    expect(seconds).to.equal(DRILL_SESSION_SECONDS);
    expect(recover!["timeout-minutes"] * 60).to.be.above(seconds);
    const [drill] = recover!.steps!.flatMap(({ run }) => (run?.includes("drill:recover") ? [run] : []));
    expect(drill).to.include('--deployer "$ROLE" --permissions-boundary "$BOUNDARY"');
  });

  it("never let a search for drift push a waiting deployment out of its group", () => {
    const { refresh } = jobs("drift");
    expect(refresh!.concurrency).to.deep.equal({ group: "drift-${{ matrix.stack }}", "cancel-in-progress": false });
    expect(refresh!.steps!.map(({ run }) => run ?? "").join("\n")).to.match(
      /refresh .*--preview-only --expect-no-changes/,
    );
  });

  it("give every preview and deployment both packs with their configurations", () => {
    const runs = ["pull-request", "deploy-stack"].flatMap((name) =>
      Object.values(jobs(name)).flatMap(({ steps }) => steps!.flatMap(({ run }) => run ?? [])),
    );
    const engine = runs.filter((run) => /pulumi -- (?:preview|up)/.test(run));
    expect(engine).to.have.length(3);
    for (const run of engine) {
      for (const pack of ["aws", "kubernetes"]) {
        expect(run).to.include(
          `--policy-pack policies/${pack} --policy-pack-config "policies/${pack}/config/$TIER.json"`,
        );
      }
    }
  });

  it("hand credentials of AWS to no job that may write to GitHub, nor to a fork", () => {
    const all = ["pull-request", "deploy", "deploy-stack", "drift"].flatMap((name) => Object.entries(jobs(name)));
    const writing = all.filter(([, { permissions }]) =>
      Object.entries(permissions).some(([scope, access]) => access === "write" && scope !== "id-token"),
    );
    expect(writing.map(([id]) => id)).to.deep.equal(["comment", "report"]);
    for (const [, { permissions }] of writing) expect(permissions).to.not.have.property("id-token");
    const sameRepository = "github.event.pull_request.head.repo.full_name == github.repository";
    for (const [id, job] of Object.entries(jobs("pull-request"))) {
      const privileged = Object.values(job.permissions).includes("write");
      expect(job.if?.includes(sameRepository) ?? false, id).to.equal(privileged);
    }
  });

  it("run no code of a pull request in the job that comments", () => {
    const steps = jobs("pull-request").comment!.steps!;
    expect(steps[0]!.with).to.include({ ref: "${{ github.event.pull_request.base.sha }}" });
    expect(steps.filter(({ uses }) => uses?.startsWith("./"))).to.deep.equal([]);
    expect(steps.flatMap(({ run }) => run ?? []).join("\n")).to.not.match(/npm/);
  });
});
