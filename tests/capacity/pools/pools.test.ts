import { expect } from "chai";
import { UsageError } from "../../../cli/usageError.ts";
import { SPOT_FLEXIBILITY } from "../../../capacity/pools/poolReport.ts";
import { needs, pool, reportOn, reportOnPool, typesOf } from "../support.ts";

const AWS = "karpenter.k8s.aws/instance-";
const TYPE = "node.kubernetes.io/instance-type";

describe("the types that qualify for a pool", () => {
  it("are all of the catalogue where it requires nothing", () => {
    const { types } = reportOnPool(pool("any", "{ requirements: [] }"));
    expect(types).to.have.length(reportOn([pool("any", "{}")]).catalogueTypes);
  });

  it("are of the families, sizes and generations it names", () => {
    expect(typesOf(needs(`${AWS}family`, "In", "m7g"), needs(`${AWS}size`, "In", "large", "xlarge"))).to.deep.equal([
      "m7g.large",
      "m7g.xlarge",
    ]);
    const sizes = typesOf(
      needs(`${AWS}family`, "In", "m5"),
      needs(`${AWS}cpu`, "Gt", "8"),
      needs(`${AWS}cpu`, "Lte", "32"),
    );
    expect(sizes).to.deep.equal(["m5.4xlarge", "m5.8xlarge"]);
  });

  it("have the label where Exists is asked for, and not where DoesNotExist is", () => {
    const [withDisk, without] = ["Exists", "DoesNotExist"].map((operator) =>
      typesOf(needs(`${AWS}local-nvme`, operator), needs(`${AWS}family`, "In", "m5", "m5d")),
    );
    expect(withDisk).to.include("m5d.large").and.not.to.include("m5.large");
    expect(without).to.include("m5.large").and.not.to.include("m5d.large");
  });

  it("have a number where one is compared with: the documentation's 100 GB of NVMe and 50 Gbps", () => {
    const names = typesOf(needs(`${AWS}local-nvme`, "Gte", "100"), needs(`${AWS}network-bandwidth`, "Gte", "50000"));
    expect(names).to.include("m5dn.24xlarge");
    expect(names).not.to.include("m5dn.large").and.not.to.include("m5n.24xlarge");
  });

  it("satisfy the labels of its template as well", () => {
    const { types } = reportOnPool(
      pool(
        "labelled",
        `{ requirements: [${needs(`${AWS}family`, "In", "m5")}] }`,
        "{}",
        `{ ${AWS}size: large, team: web }`,
      ),
    );
    expect(types.map(({ name }) => name)).to.deep.equal(["m5.large"]);
  });

  it("are ordered by price, and those without one come last", () => {
    const { types } = reportOnPool(pool("hpc", `{ requirements: [${needs(`${AWS}category`, "In", "hpc", "p")}] }`));
    const prices = types.map(({ usdPerHour }) => usdPerHour ?? Number.MAX_VALUE);
    expect(prices).to.deep.equal(prices.toSorted((a, b) => a - b));
    expect(types.at(-1)?.usdPerHour).to.equal(null);
  });

  it("are counted after each requirement in turn", () => {
    const { requirements } = reportOnPool(
      pool("steps", `{ requirements: [${needs(`${AWS}family`, "In", "m5")}, ${needs(`${AWS}size`, "In", "large")}] }`),
    );
    expect(requirements.map(({ typesLeft }) => typesLeft)).to.deep.equal([9, 1]);
  });

  it("read deprecated labels under their current names", () => {
    expect(typesOf(needs("beta.kubernetes.io/instance-type", "In", "m5.large"))).to.deep.equal(["m5.large"]);
  });
});

describe("a pool that qualifies no type", () => {
  it("is told which requirement left none", () => {
    const yaml = pool(
      "odd",
      `{ requirements: [${needs(`${AWS}family`, "In", "m5")}, ${needs(`${AWS}size`, "In", "enormous")}] }`,
    );
    const report = reportOn([yaml]);
    expect(report.pools[0]?.problem).to.include("meets karpenter.k8s.aws/instance-size In enormous");
    expect(report.exitCode).to.equal(1);
  });

  it("is told of minValues it cannot meet", () => {
    const yaml = (least: number): string =>
      pool(
        "varied",
        `{ requirements: [{ key: ${AWS}family, operator: In, values: [m5, m6i, m7i], minValues: ${least} }] }`,
      );
    expect(reportOnPool(yaml(3)).problem).to.equal(null);
    const four = reportOnPool(yaml(4));
    expect(four.problem).to.include("3 values of instance-family remain where minValues asks for 4");
    expect(four.failing).to.equal(true);
  });

  it("is no mistake when it may only use reservations, which the account knows", () => {
    const report = reportOn([
      pool("reserved", `{ requirements: [${needs("karpenter.sh/capacity-type", "In", "reserved")}] }`),
    ]);
    expect(report.pools[0]?.problem).to.include("reservations");
    expect(report.exitCode).to.equal(0);
  });

  it("is no mistake of the pool when its class makes Windows nodes", () => {
    const nodeClass =
      "kind: EC2NodeClass\nmetadata: { name: default }\nspec: { amiSelectorTerms: [{ alias: windows2022@latest }] }\n";
    expect(reportOnPool(pool("windows", "{}"), nodeClass).problem).to.include("Windows");
  });
});

describe("flexibility for spot", () => {
  const five = needs(TYPE, "In", "m5.large", "m5a.large", "m6i.large", "m6a.large", "m7i.large");
  const capacity = (...kinds: string[]): string => needs("karpenter.sh/capacity-type", "In", ...kinds);
  const warnings = (requirements: string): string =>
    reportOnPool(pool("p", `{ requirements: [${requirements}] }`)).warnings.join("\n");

  it("is missed below fifteen types, where spot is allowed", () => {
    expect(SPOT_FLEXIBILITY).to.equal(15);
    expect(warnings(`${five}, ${capacity("spot", "on-demand")}`)).to.include("Spot is allowed with 5 types");
    expect(warnings(five)).to.include("Spot is allowed with 5 types");
    expect(warnings(`${five}, ${capacity("on-demand")}`)).not.to.include("Spot is allowed");
  });

  it("is there from fifteen on", () => {
    const families = (number: number): string =>
      ["m5", "m5a", "m6i", "m6a", "m7i", "m7a", "c5", "c5a", "c6i", "c6a", "c7i", "c7a", "r5", "r6i", "r7i"]
        .slice(0, number)
        .map((family) => `"${family}.large"`)
        .join(", ");
    const of = (number: number): string => warnings(`{ key: ${TYPE}, operator: In, values: [${families(number)}] }`);
    expect(of(14)).to.include("14 types");
    expect(of(15)).not.to.include("Spot is allowed");
  });
});

describe("what else is said of a pool", () => {
  it("puts disruption in words", () => {
    const spec = `{ disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: 5m, budgets: [{ nodes: "20%", reasons: [Underutilized, Empty, Drifted] }, { nodes: "0", reasons: [Drifted], schedule: "0 9 * * mon-fri", duration: 8h }] } }`;
    expect(
      reportOnPool(pool("p", "{ expireAfter: Never, terminationGracePeriod: 1h }", spec)).disruption,
    ).to.deep.equal([
      "nodes are consolidated 5m after they are empty",
      "nodes do not expire",
      "a drain ends after 1h, whatever pods hold it up",
      "at most 20% of nodes at a time",
      "no node at a time because Drifted, for 8h from 0 9 * * mon-fri UTC",
    ]);
  });

  it("knows Karpenter's defaults", () => {
    expect(reportOnPool(pool("p", "{}")).disruption).to.deep.equal([
      "nodes are consolidated at once when they are empty or underutilized",
      "nodes are replaced at an age of 720h, whatever the budgets say",
      "a drain may take as long as pods hold it up",
      "at most 10% of nodes at a time",
    ]);
    expect(reportOnPool(pool("p", "{}", "{ disruption: { consolidateAfter: Never } }")).disruption[0]).to.equal(
      "nodes are not consolidated",
    );
  });

  it("says that a node class is missing, and what stands in for it", () => {
    expect(reportOn([pool("p", "{}")]).notes.join()).to.include("EC2NodeClass default is not among the objects");
  });
});

describe("a pool that cannot be read", () => {
  const refusal = (...yaml: string[]): string => {
    try {
      reportOn(yaml);
    } catch (error) {
      if (error instanceof UsageError) return error.message;
    }
    throw new Error("expected a refusal");
  };

  it("is refused with its file, name and field", () => {
    expect(refusal(pool("typo", `{ requirements: [${needs("a", "in", "b")}] }`)))
      .to.include("pools.yaml: NodePool typo")
      .and.to.include("spec.template.spec.requirements.0.operator");
    expect(refusal(pool("number", `{ requirements: [${needs("a", "Gt", "many")}] }`))).to.include(
      "Gt takes exactly one whole number",
    );
    expect(refusal(pool("limit", "{}", "{ limits: { cpu: lots } }"))).to.include(
      "spec.limits.cpu: allowed is a quantity",
    );
  });

  it("is refused when another has its name, or there is none", () => {
    expect(refusal(pool("twin", "{}"), pool("twin", "{}"))).to.include("two NodePools named twin");
    expect(refusal("kind: Service\n")).to.include("no NodePool in it");
  });
});
