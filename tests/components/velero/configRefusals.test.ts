import { expect } from "chai";
import { crossProblems, veleroSchema } from "../../../components/velero/config.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import { TEST_SCOPE } from "../../support/harness.ts";
import { ELSEWHERE } from "./support.ts";

/** A schedule without a fault, changed. */
function schedule(changes: object): object {
  return { schedule: "0 2 * * *", ttl: "720h", recoveryClass: "stateless", namespaces: ["myapp"], ...changes };
}

function daily(changes: object): object {
  return { schedules: { daily: schedule(changes) } };
}

/** What is said of a section, as "path: message". */
function refusals(tier: Tier, section: unknown): string[] {
  const result = veleroSchema(tier).safeParse(section);
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("what a stack's velero may not say", () => {
  it("takes the schedule that the refusals below change", () => {
    expect(refusals("prod", daily({}))).to.deep.equal([]);
  });

  const cases: [string, object, string, string][] = [
    ["a schedule that is none", daily({ schedule: "often" }), "schedules.daily.schedule", "five fields"],
    [
      "a schedule of a day that never comes",
      daily({ schedule: "0 2 30 2 *" }),
      "schedules.daily.schedule",
      "comes to pass",
    ],
    ["a schedule without one", daily({ schedule: undefined }), "schedules.daily.schedule", ""],
    ["a ttl left to a default", daily({ ttl: undefined }), "schedules.daily.ttl", ""],
    ["a ttl that is no duration", daily({ ttl: "30d" }), "schedules.daily.ttl", "720h"],
    ["an empty ttl", daily({ ttl: "" }), "schedules.daily.ttl", "720h"],
    [
      "a ttl shorter than the time to the next backup",
      daily({ ttl: "23h59m" }),
      "schedules.daily.ttl",
      "more than 24 h",
    ],
    [
      "a ttl just as long as the time to the next backup",
      daily({ ttl: "24h" }),
      "schedules.daily.ttl",
      "more than 24 h",
    ],
    ["no recovery class", daily({ recoveryClass: undefined }), "schedules.daily.recoveryClass", ""],
    ["an unknown recovery class", daily({ recoveryClass: "important" }), "schedules.daily.recoveryClass", "stateful"],
    [
      "backups of what keeps state made less often than its recovery point",
      daily({ recoveryClass: "stateful", schedule: "0 */2 * * *" }),
      "schedules.daily.schedule",
      "allowed for stateful are 1 h",
    ],
    [
      "the same against a recovery point of its own",
      {
        ...daily({ recoveryClass: "stateful", schedule: "0 * * * *" }),
        recoveryTargets: { stateful: { pointMinutes: 30 } },
      },
      "schedules.daily.schedule",
      "allowed for stateful are 30 min",
    ],
    [
      "default schedules that miss a recovery point of its own",
      { recoveryTargets: { stateful: { pointMinutes: 30 } } },
      "schedules.hourly-stateful.schedule",
      "allowed for stateful are 30 min",
    ],
    ["no schedules at all", { schedules: {} }, "schedules", "one or more"],
    ["a schedule of nothing", daily({ namespaces: undefined }), "schedules.daily", "needs one of"],
    ["an empty list of namespaces", daily({ namespaces: [] }), "schedules.daily.namespaces", "one or more"],
    [
      "a wildcard for namespaces",
      daily({ namespaces: ["*"] }),
      "schedules.daily.namespaces.0",
      "name of one namespace",
    ],
    [
      "a namespace named twice",
      daily({ namespaces: ["myapp", "myapp"] }),
      "schedules.daily.namespaces",
      "names one twice",
    ],
    [
      "namespaces together with cluster resources",
      daily({ clusterResources: ["nodepools.karpenter.sh"] }),
      "schedules.daily.clusterResources",
      "excludes namespaces",
    ],
    [
      "an empty list of cluster resources",
      daily({ namespaces: undefined, clusterResources: [] }),
      "schedules.daily.clusterResources",
      "one or more",
    ],
    [
      "a cluster resource that is no plural with a group",
      daily({ namespaces: undefined, clusterResources: ["NodePool"] }),
      "schedules.daily.clusterResources.0",
      "nodepools.karpenter.sh",
    ],
    [
      "a cluster resource named twice",
      daily({ namespaces: undefined, clusterResources: ["nodes", "nodes"] }),
      "schedules.daily.clusterResources",
      "names one twice",
    ],
    [
      "snapshots of what lives in no namespace",
      daily({ namespaces: undefined, clusterResources: ["nodes"], snapshots: true }),
      "schedules.daily.snapshots",
      "excludes clusterResources",
    ],
    [
      "excluded kinds of what lives in no namespace",
      daily({ namespaces: undefined, clusterResources: ["nodes"], excludedResources: ["events"] }),
      "schedules.daily.excludedResources",
      "excludes clusterResources",
    ],
    [
      "an excluded kind that is a wildcard",
      daily({ excludedResources: ["*"] }),
      "schedules.daily.excludedResources.0",
      "plural",
    ],
    [
      "snapshots and file-system backups of the same volumes",
      daily({ snapshots: true, fileSystemBackup: true }),
      "schedules.daily.snapshots",
      "by one of them",
    ],
    [
      "moving the data of snapshots that are not made",
      daily({ snapshots: false, moveData: true }),
      "schedules.daily.moveData",
      "snapshots",
    ],
    [
      "moving data beside file-system backups",
      daily({ fileSystemBackup: true, moveData: true }),
      "schedules.daily.moveData",
      "snapshots",
    ],
    [
      "moving data without node agents",
      { ...daily({ moveData: true }), nodeAgent: "none" },
      "nodeAgent",
      "schedule daily moves snapshots",
    ],
    [
      "replicated snapshots without the node agents that move them",
      { ...daily({}), ...ELSEWHERE, nodeAgent: "none" },
      "nodeAgent",
      "which alone is replicated",
    ],
    [
      "file-system backups without access to the nodes' files",
      { ...daily({ fileSystemBackup: true }), nodeAgent: "data-movement" },
      "nodeAgent",
      '"file-system"',
    ],
    ["an unknown key in a schedule", daily({ namespace: "myapp" }), "schedules.daily", "namespace"],
    ["an unknown key", { bucket: "mine" }, "", "bucket"],
    ["a name that is no Kubernetes name", { schedules: { Daily_Backup: schedule({}) } }, "schedules.Daily_Backup", ""],
    [
      "a name too long for the names of its backups",
      { schedules: { ["a".repeat(49)]: schedule({}) } },
      `schedules.${"a".repeat(49)}`,
      "",
    ],
    ["a lock of no days", { objectLock: { mode: "governance", days: 0 } }, "objectLock.days", "1 days or more"],
    ["a lock without a mode", { objectLock: { days: 3 } }, "objectLock.mode", "governance"],
    [
      "a version kept for no days",
      { retention: { noncurrentVersionDays: 0 } },
      "retention.noncurrentVersionDays",
      "1 days or more",
    ],
    ["a fraction of a day", { retention: { accessLogDays: 1.5 } }, "retention.accessLogDays", ""],
    ["a standby in no region", { replication: {} }, "replication.region", ""],
    ["a standby in a zone", { replication: { region: "eu-west-1a" } }, "replication.region", "eu-west-1"],
    [
      "a standby in an account without a role to deploy it",
      { replication: { region: "eu-west-3", account: { id: "444455556666" } } },
      "replication.account.roleArn",
      "",
    ],
    [
      "a standby deployed by a role of another account",
      {
        replication: {
          region: "eu-west-3",
          account: { id: "444455556666", roleArn: "arn:aws:iam::111122223333:role/x" },
        },
      },
      "replication.account.roleArn",
      "a role of account 444455556666",
    ],
    [
      "an account id without its leading zeros",
      {
        replication: { region: "eu-west-3", account: { id: 44455556666, roleArn: "arn:aws:iam::044455556666:role/x" } },
      },
      "replication.account.id",
      "quoted",
    ],
    [
      "a recovery in no time",
      { recoveryTargets: { nodes: { timeMinutes: 0 } } },
      "recoveryTargets.nodes.timeMinutes",
      "1 minute or more",
    ],
    [
      "a recovery point before the loss",
      { recoveryTargets: { nodes: { pointMinutes: -1 } } },
      "recoveryTargets.nodes.pointMinutes",
      "0 minutes or more",
    ],
    ["a target for an unknown class", { recoveryTargets: { databases: {} } }, "recoveryTargets", "databases"],
    ["an unknown mode of the node agents", { nodeAgent: true }, "nodeAgent", "data-movement"],
  ];
  for (const [what, section, path, message] of cases) {
    it(`refuses ${what}`, () => {
      const found = refusals("prod", section);
      expect(found).to.satisfy(
        (all: string[]) => all.some((text) => text.startsWith(`${path}: `) && text.includes(message)),
        `expected a refusal of ${path} with "${message}", found ${JSON.stringify(found)}`,
      );
    });
  }

  it("refuses a compliance lock where the bucket goes with its stack, and takes it in prod", () => {
    const locked = { objectLock: { mode: "compliance", days: 30 } };
    expect(refusals("dev", locked)).to.deep.equal([
      'objectLock.mode: allowed in dev is "governance": a bucket under compliance could not be destroyed with its stack',
    ]);
    expect(refusals("staging", locked)).to.have.length(1);
    expect(refusals("prod", locked)).to.deep.equal([]);
  });

  it("says everything that is wrong at once, also beside values of the wrong type", () => {
    const found = refusals("prod", {
      enabled: "yes",
      foreignNamespaces: 3,
      ...daily({ schedule: "often", ttl: "30d" }),
    });
    for (const path of ["enabled: ", "foreignNamespaces: ", "schedules.daily.schedule: ", "schedules.daily.ttl: "]) {
      expect(
        found.some((text) => text.startsWith(path)),
        path,
      ).to.equal(true);
    }
  });

  it("survives sections, schedules and accounts of any type", () => {
    for (const nonsense of [
      null,
      3,
      "x",
      [],
      { schedules: [] },
      { schedules: { daily: 3 } },
      { replication: { account: [] } },
    ]) {
      expect(refusals("prod", nonsense), JSON.stringify(nonsense)).to.not.be.empty;
    }
  });
});

describe("a stack's velero beside its other sections", () => {
  const around = { namespaces: ["myapp"], scope: TEST_SCOPE };

  it("takes namespaces that the stack makes or declares foreign", () => {
    expect(crossProblems(veleroSchema("prod").parse({}), around)).to.deep.equal([]);
    const foreign = veleroSchema("prod").parse({ ...daily({ namespaces: ["legacy"] }), foreignNamespaces: ["legacy"] });
    expect(crossProblems(foreign, around)).to.deep.equal([]);
  });

  it("refuses a namespace that nobody makes, and says where and which there are", () => {
    const section = veleroSchema("prod").parse(daily({ namespaces: ["myapp", "myap"] }));
    expect(crossProblems(section, around)).to.deep.equal([
      {
        path: ["schedules", "daily", "namespaces", 1],
        message:
          "is made by nothing in this stack; allowed are myapp, argocd, monitoring, and what velero.foreignNamespaces declares",
      },
    ]);
  });

  it("refuses the default schedules where their application is not", () => {
    const problems = crossProblems(veleroSchema("prod").parse({}), { ...around, namespaces: [] });
    expect(problems.map(({ path }) => path[1])).to.deep.equal(["daily-backup", "hourly-stateful"]);
  });

  it("no longer takes the namespaces that are foreign by default once a stack declares its own", () => {
    const section = veleroSchema("prod").parse({ ...daily({ namespaces: ["argocd"] }), foreignNamespaces: [] });
    expect(crossProblems(section, around)).to.have.length(1);
  });

  it("leaves a section alone that is not enabled", () => {
    expect(crossProblems(veleroSchema("dev").parse({}), { namespaces: [] })).to.deep.equal([]);
  });

  it("judges a section that failed its own schema as well, whatever it holds", () => {
    const broken = { ...daily({ namespaces: ["nowhere", 3], ttl: "x" }), replication: { region: 7 } };
    expect(crossProblems(broken, around)).to.have.length(1);
    for (const nonsense of [null, 3, [], { schedules: 3 }, { schedules: { daily: null } }]) {
      expect(crossProblems(nonsense, around)).to.deep.equal([]);
    }
  });

  it("refuses a standby in the stack's own region or in another partition", () => {
    const standby = (region: string) => crossProblems({ replication: { region } }, around);
    expect(standby("eu-central-1")).to.deep.equal([]);
    expect(standby("eu-west-1")[0]?.message).to.include("the stack's own region");
    expect(standby("cn-north-1")[0]?.message).to.include("another partition");
    expect(standby("eu-west-1")[0]?.path).to.deep.equal(["replication", "region"]);
    expect(crossProblems({ replication: { region: "eu-west-1" } }, { namespaces: [] })).to.deep.equal([]);
  });
});
