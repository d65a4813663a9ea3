import { expect } from "chai";
import { daily, refusals } from "./support.ts";

describe("what a stack's velero may not say", () => {
  const cases: [string, object, string, string][] = [
    ["an unknown key", { bucket: "mine" }, "", "bucket"],
    ["a lock of no days", { objectLock: { mode: "governance", days: 0 } }, "objectLock.days", "1 day or more"],
    ["a lock without a mode", { objectLock: { days: 3 } }, "objectLock.mode", "governance"],
    [
      "a version kept for no days",
      { retention: { noncurrentVersionDays: 0 } },
      "retention.noncurrentVersionDays",
      "1 day or more",
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
