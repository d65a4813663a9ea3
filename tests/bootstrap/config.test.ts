import { expect } from "chai";
import { parse } from "yaml";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BOOTSTRAP_KEY, parseBootstrap } from "../../bootstrap/config.ts";
import { environmentNames, maxPrefixLength, storeNames } from "../../bootstrap/names.ts";
import { parseConfig } from "../../components/config.ts";
import { platformNames } from "../../components/shared/names.ts";
import { findStacks, readStack } from "../../preview/stackFiles.ts";
import { PROJECT } from "../support/commandLine.ts";
import { BOOTSTRAP } from "./support.ts";

const AWS = {
  region: "eu-central-1",
  allowedAccountIds: ["210987654321"],
  defaultTags: {
    tags: {
      platform: "atlas",
      environment: "dev",
      owner: "platform-team",
      "cost-center": "4100",
      "business-unit": "engineering",
      compliance: "internal",
    },
  },
};
const GOOD = {
  prefix: "atlas",
  repository: { name: "acme/platform" },
  environments: [{ name: "dev", clusterName: "atlas-dev" }],
};

function parsed(changes: Record<string, unknown> = {}, deploying = false) {
  return parseBootstrap({ stack: "dev", bootstrap: { ...GOOD, ...changes }, aws: AWS, deploying });
}

describe("the configuration of an account", () => {
  it("fills in its defaults", () => {
    const config = parsed({}, true);
    expect(config).to.include({
      defaultBranch: "main",
      githubProvider: "create",
      stateVersionDays: 365,
      accessLogDays: 365,
    });
    expect(config.environments).to.deep.equal([
      { name: "dev", clusterName: "atlas-dev", mayEmptyBackups: false, applicationActions: [] },
    ]);
    const [drilled] = parsed({
      environments: [{ name: "prod", clusterName: "atlas-prod", recoveryDrill: {} }],
    }).environments;
    expect(drilled!.recoveryDrill).to.deep.equal({ githubEnvironment: "drill" });
    expect(config.aws.scope).to.deep.equal({ region: "eu-central-1", accountId: "210987654321", partition: "aws" });
  });

  it("takes a dozen further actions for applications, and refuses more than their boundary holds", () => {
    const further = (count: number): unknown => {
      const actions = Array.from({ length: count }, (_, index) => `kinesis:PutRecord${"s".repeat(index)}`);
      return parsed({ environments: [{ name: "dev", clusterName: "atlas-dev", applicationActions: actions }] });
    };
    expect(() => further(12)).to.not.throw();
    expect(() => further(60)).to.throw(/environments\[0\]\.applicationActions.*characters long; allowed are 6144/s);
  });

  const refused: [string, Record<string, unknown>, string][] = [
    ["a repository without owner", { repository: { name: "platform" } }, "repository.name: found"],
    ["a repository with a wildcard", { repository: { name: "acme/*" } }, "allowed is <owner>/<name>"],
    ["one id without the other", { repository: { name: "acme/p", ownerId: "1" } }, "together, or neither"],
    ["an id that is no number", { repository: { name: "a/p", ownerId: "x", repositoryId: "2" } }, "ownerId: found"],
    ["a branch with a wildcard", { defaultBranch: "release/*" }, "defaultBranch: found"],
    ["no environments", { environments: [] }, "allowed are one or more environments"],
    ["an unknown key", { prefx: "a" }, 'did you mean "prefix"?'],
    ["a prefix that is too long", { prefix: "a".repeat(30) }, `at most ${maxPrefixLength()} characters`],
    [
      "a cluster named as the roles that bound it",
      { environments: [{ name: "dev", clusterName: "github-dev" }] },
      'not beginning with "github-"',
    ],
    [
      "a cluster named as the temporary ones of a drill",
      { environments: [{ name: "dev", clusterName: "drill-dev" }] },
      'not beginning with "github-" or "drill-"',
    ],
    [
      "recovery drills of two environments",
      {
        environments: [
          { name: "staging", clusterName: "one", recoveryDrill: {} },
          { name: "prod", clusterName: "two", recoveryDrill: { githubEnvironment: "other" } },
        ],
      },
      "environments[1].recoveryDrill: found",
    ],
    [
      "a recovery drill from an environment that deploys",
      { environments: [{ name: "dev", clusterName: "one", recoveryDrill: { githubEnvironment: "dev" } }] },
      "allowed is one that nothing else runs from",
    ],
    [
      "a recovery drill beside an environment with the tag of its clusters",
      {
        environments: [
          { name: "drill", clusterName: "one" },
          { name: "prod", clusterName: "two", recoveryDrill: { githubEnvironment: "other" } },
        ],
      },
      'excludes an environment called "drill"',
    ],
    [
      "actions on identities for applications",
      { environments: [{ name: "dev", clusterName: "atlas-dev", applicationActions: ["iam:CreateUser"] }] },
      "of any service but iam, sts",
    ],
    [
      "a whole service for applications",
      { environments: [{ name: "dev", clusterName: "atlas-dev", applicationActions: ["kinesis:*"] }] },
      "applicationActions[0]",
    ],
    [
      "the same environment twice",
      {
        environments: [
          { name: "dev", clusterName: "one" },
          { name: "dev", clusterName: "two" },
        ],
      },
      'environments[0].name: found "dev"; is there twice',
    ],
    [
      "a cluster whose names take in another's",
      {
        environments: [
          { name: "dev", clusterName: "atlas" },
          { name: "prod", clusterName: "atlas-prod" },
        ],
      },
      'environments[1].clusterName: found "atlas-prod"; begins with "atlas"',
    ],
  ];
  for (const [what, changes, message] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => parsed(changes)).to.throw(message);
    });
  }

  it("says where the map is missing", () => {
    expect(() => parseBootstrap({ stack: "dev", bootstrap: undefined, aws: AWS, deploying: false })).to.throw(
      `bootstrap/Pulumi.dev.yaml is not a valid configuration (1 problem):\n  ${BOOTSTRAP_KEY}: is required`,
    );
  });

  it("lists the problems of both parts at once", () => {
    expect(() =>
      parseBootstrap({ stack: "dev", bootstrap: {}, aws: { ...AWS, region: "Mars" }, deploying: false }),
    ).to.throw(/aws:region: found "Mars"[\s\S]*\.prefix: is required[\s\S]*\.environments: is required/);
  });

  it("previews example values, and refuses to deploy them", () => {
    const example = {
      stack: "dev",
      bootstrap: { ...GOOD, repository: { name: "example-org/eks-platform" } },
      aws: { ...AWS, allowedAccountIds: ["111122223333"] },
    };
    expect(parseBootstrap({ ...example, deploying: false }).prefix).to.equal("atlas");
    expect(() => parseBootstrap({ ...example, deploying: true })).to.throw(
      /aws:allowedAccountIds names 111122223333[\s\S]*repository.name names example-org\/eks-platform, an example/,
    );
  });
});

describe("the names of an account", () => {
  it("fit into 63 characters in the region with the longest name", () => {
    const scope = { region: "ap-southeast-1", accountId: "111122223333", partition: "aws" } as const;
    expect(storeNames(scope, "a".repeat(maxPrefixLength())).logsBucket).to.have.length(63);
  });

  it("never begin with the cluster's, which a deployment owns", () => {
    const { secretsKeyAlias, statePrefix, ...names } = environmentNames({ name: "dev", clusterName: "atlas-dev" });
    expect(Object.keys(names)).to.have.length(8);
    for (const name of Object.values(names)) expect(name).to.match(/^github-atlas-dev-/);
    expect(statePrefix).to.equal("dev/");
    expect(secretsKeyAlias).to.equal("alias/pulumi/atlas-dev");
    expect(platformNames("atlas-dev").clusterRole).to.match(/^atlas-dev-/);
  });
});

describe("the shipped stack files of the accounts", () => {
  const stacks = findStacks(BOOTSTRAP);
  it("are one for each stack of the platform", () => {
    expect(stacks).to.deep.equal(findStacks(PROJECT));
  });

  for (const stack of stacks) {
    it(`agree with the platform's on the account, the tags and the cluster of ${stack}`, () => {
      const { config } = parse(readFileSync(join(PROJECT, `Pulumi.${stack}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
      };
      const aws = {
        region: config["aws:region"],
        allowedAccountIds: config["aws:allowedAccountIds"],
        defaultTags: config["aws:defaultTags"],
      };
      const platform = parseConfig(
        { stack, platform: config["eks-platform:platform"], aws },
        { today: new Date(), deploying: false },
      ).config;
      const own = readStack(BOOTSTRAP, stack).config;
      const account = parseBootstrap({
        stack,
        bootstrap: JSON.parse(own[BOOTSTRAP_KEY]!),
        aws: {
          region: own["aws:region"],
          allowedAccountIds: JSON.parse(own["aws:allowedAccountIds"]!) as unknown,
          defaultTags: JSON.parse(own["aws:defaultTags"]!) as unknown,
        },
        deploying: false,
      });
      expect(account.aws).to.deep.equal(platform.aws);
      expect(account.environments.map(({ name, clusterName }) => [name, clusterName])).to.deep.equal([
        [stack, platform.clusterName],
      ]);
      // A drill of what has no backups would have nothing to recover.
      expect(account.environments.map(({ recoveryDrill }) => recoveryDrill !== undefined)).to.deep.equal([
        platform.velero.enabled,
      ]);
      // Keys and launch templates are told apart by these.
      expect(platform.aws.tags.environment).to.equal(stack);
    });
  }
});
