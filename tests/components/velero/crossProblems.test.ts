import { expect } from "chai";
import { crossProblems, veleroSchema } from "../../../components/velero/config.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import { TEST_SCOPE } from "../../support/harness.ts";
import { daily } from "./support.ts";

describe("a stack's velero beside its other sections", () => {
  const around = { namespaces: ["myapp", "monitoring"], scope: TEST_SCOPE };

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
          "is made by nothing in this stack; allowed are myapp, monitoring, and what velero.foreignNamespaces declares",
      },
    ]);
  });

  it("refuses the default schedules where their application is not", () => {
    const problems = crossProblems(veleroSchema("prod").parse({}), { ...around, namespaces: ["monitoring"] });
    expect(problems.map(({ path }) => path[1])).to.deep.equal(["daily-backup", "hourly-stateful"]);
  });

  it("judges a section as the stack file has it where the tier, or the section, turns backups on", () => {
    const of = (section: unknown, tier: Tier) =>
      crossProblems(section, { namespaces: [], tier }).map(({ path }) => path.slice(0, 2).join("."));
    const strange = daily({ namespaces: ["nowhere"] });
    expect(of(strange, "prod")).to.deep.equal(["schedules.daily"]);
    expect(of({ ...strange, enabled: true }, "dev")).to.deep.equal(["schedules.daily"]);
    expect(of(strange, "staging")).to.deep.equal([]);
    expect(of({ ...strange, enabled: false }, "prod")).to.deep.equal([]);
  });

  it("has nothing to say of the default schedules, which are made of what there is", () => {
    expect(crossProblems(undefined, { namespaces: [], tier: "prod" })).to.deep.equal([]);
    const namespaces = (made: string[], section: object = {}) =>
      Object.values(veleroSchema("prod", made).parse(section).schedules).map((schedule) =>
        schedule.kind === "namespaces" ? schedule.namespaces : schedule.kind,
      );
    expect(namespaces(["shop", "monitoring"])).to.deep.equal([
      ["shop", "monitoring"],
      "cluster",
      ["shop", "monitoring"],
    ]);
    expect(namespaces(["shop"], { foreignNamespaces: ["argocd", "legacy", "monitoring"] })).to.deep.equal([
      ["shop", "argocd", "monitoring"],
      "cluster",
      ["shop"],
    ]);
    expect(namespaces([]), "without a namespace Velero would back up everything").to.deep.equal(["cluster"]);
  });

  it("takes a namespace of nobody's word for foreign no longer than the stack declares it", () => {
    const section = veleroSchema("prod").parse(daily({ namespaces: ["argocd"] }));
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
