import { expect } from "chai";
import { daily, ELSEWHERE, refusals, schedule } from "./support.ts";

describe("what a schedule of backups may not say", () => {
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
    ["a name that is no Kubernetes name", { schedules: { Daily_Backup: schedule({}) } }, "schedules.Daily_Backup", ""],
    [
      "a name too long for the names of its backups",
      { schedules: { ["a".repeat(49)]: schedule({}) } },
      `schedules.${"a".repeat(49)}`,
      "",
    ],
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
});
