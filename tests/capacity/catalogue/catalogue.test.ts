import { readFileSync } from "node:fs";
import { expect } from "chai";
import { encode, type ReferenceTable } from "../../../capacity/catalogue/encode.ts";
import { decode, readCatalogue } from "../../../capacity/catalogue/read.ts";
import { instanceTypes } from "../../../capacity/model/instanceType.ts";
import { toUnits } from "../../../capacity/model/quantity.ts";
import { itByReference } from "../../support/reference.ts";

const AWS = "karpenter.k8s.aws/instance-";
const PLACE = { region: "us-east-1", zones: ["us-east-1a"] };

/** A table of one type, as Karpenter's documentation has it. */
function table(change: { labels?: Record<string, string>; allocatable?: Record<string, string> } = {}): ReferenceTable {
  return {
    source: "prices of 2026-07-20",
    regions: ["us-east-1"],
    types: {
      "t3.medium": {
        labels: {
          [`${AWS}category`]: "t",
          [`${AWS}generation`]: "3",
          [`${AWS}cpu`]: "2",
          [`${AWS}memory`]: "4096",
          [`${AWS}family`]: "t3",
          "kubernetes.io/arch": "amd64",
          ...change.labels,
        },
        allocatable: { cpu: "1930m", memory: "3246Mi", "ephemeral-storage": "17Gi", pods: "17", ...change.allocatable },
        onDemandUsdPerHour: { "us-east-1": 0.0416 },
      },
    },
  };
}

describe("the catalogue of EC2 types", () => {
  const catalogue = readCatalogue();
  const find = (name: string) => catalogue.types.find((type) => type.name === name);

  it("has over a thousand types, each once, with architecture, size and pods", () => {
    expect(catalogue.types.length).to.be.greaterThan(1000);
    expect(new Set(catalogue.types.map(({ name }) => name)).size).to.equal(catalogue.types.length);
    for (const { name, size } of catalogue.types) {
      expect(size.cpu, name).to.be.greaterThan(0);
      expect(size.memoryMi, name).to.be.greaterThan(0);
      expect(size.eniPods, name).to.be.greaterThan(0);
      expect(["amd64", "arm64"], name).to.include(size.arch);
    }
  });

  it("says where and when its prices are from", () => {
    expect(catalogue.priceRegion).to.equal("us-east-1");
    expect(catalogue.priceDate).to.match(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("knows a plain, a GPU and a metal type", () => {
    expect(find("t3.medium")).to.include({ usdPerHour: 0.0416 });
    expect(find("p4d.24xlarge")?.devices).to.deep.include({ "nvidia.com/gpu": 8 });
    expect(find("p4d.24xlarge")?.labels).to.include({ [`${AWS}gpu-name`]: "a100", [`${AWS}gpu-count`]: "8" });
    expect(find("m5.metal")?.labels).not.to.have.property(`${AWS}hypervisor`);
  });

  it("gives what pods can use of a t3.medium as Karpenter's documentation does", () => {
    const [medium] = instanceTypes([find("t3.medium")!], {}, PLACE);
    expect(medium?.allocatable).to.include({
      cpu: 1930,
      memory: toUnits("memory", "3246Mi"),
      "ephemeral-storage": toUnits("memory", "17Gi"),
      pods: 17,
    });
  });

  it("takes from Graviton types what Linux reserves on them", () => {
    const [graviton] = instanceTypes([find("m7g.large")!], {}, PLACE);
    expect(graviton?.allocatable.memory).to.equal(toUnits("memory", "6844Mi"));
  });

  it("follows a node class's kubelet and volume settings", () => {
    const settings = {
      maxPods: 110,
      storageBytes: 100 * 2 ** 30,
      kubeReserved: { cpu: 200, memory: 2 ** 30 },
      systemReserved: { cpu: 100 },
      evictionHard: { memory: { share: 0.05 }, "ephemeral-storage": { amount: 2 ** 30 } },
    };
    const [medium] = instanceTypes([find("t3.medium")!], settings, PLACE);
    const capacity = (4096 - 308) * 2 ** 20;
    expect(medium?.capacity).to.include({ cpu: 2000, memory: capacity });
    expect(medium?.allocatable).to.include({
      cpu: 1700,
      pods: 110,
      "ephemeral-storage": 98 * 2 ** 30,
      memory: capacity - 2 ** 30 - Math.ceil(capacity * 0.05),
    });
  });

  it("uses the instance store where a class says so and the type has one", () => {
    const [with_, without] = instanceTypes([find("m5d.large")!, find("m5.large")!], { instanceStore: true }, PLACE);
    expect(with_?.capacity["ephemeral-storage"]).to.equal(75e9);
    expect(without?.capacity["ephemeral-storage"]).to.equal(20 * 2 ** 30);
  });

  it("reserves memory on Bottlerocket for as many pods as there may be", () => {
    const [al2023] = instanceTypes([find("m5.large")!], { maxPods: 110 }, PLACE);
    const [bottlerocket] = instanceTypes([find("m5.large")!], { maxPods: 110, reservesForEniPods: false }, PLACE);
    expect(al2023!.allocatable.memory! - bottlerocket!.allocatable.memory!).to.equal((110 - 29) * 11 * 2 ** 20);
  });

  it("is unchanged by writing and reading it again", () => {
    const { families, types } = encode(table());
    const read = decode(families, types);
    expect(read.types).to.have.length(1);
    expect(read.types[0]?.labels).to.include(table().types["t3.medium"]!.labels);
    expect(read.types[0]?.usdPerHour).to.equal(0.0416);
  });

  it("is not made from a table with a label it has no column for", () => {
    expect(() => encode(table({ labels: { [`${AWS}quantum`]: "yes" } }))).to.throw(
      "no column for karpenter.k8s.aws/instance-quantum",
    );
  });

  it("is not made from figures that Karpenter's rules do not give", () => {
    expect(() => encode(table({ allocatable: { memory: "3247Mi" } }))).to.throw("t3.medium: memory is 3247Mi");
  });

  const published = "ec2/instance-types.json";
  itByReference("agrees with the reference table in every label, amount and price", published, (file) => {
    const reference = JSON.parse(readFileSync(file, "utf8")) as ReferenceTable;
    const made = instanceTypes(catalogue.types, {}, PLACE);
    expect(catalogue.types.map(({ name }) => name)).to.deep.equal(Object.keys(reference.types).sort());
    for (const [index, type] of catalogue.types.entries()) {
      const row = reference.types[type.name]!;
      expect(type.labels, type.name).to.deep.equal(row.labels);
      expect(type.usdPerHour, type.name).to.equal(row.onDemandUsdPerHour["us-east-1"]);
      const expected = Object.entries(row.allocatable).map(([name, amount]) => [name, toUnits(name, amount)]);
      expect(made[index]!.allocatable, type.name).to.deep.equal(Object.fromEntries(expected));
    }
  });
});
