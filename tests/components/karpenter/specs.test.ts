import { EC2NodeClass } from "@kubernetes-models/karpenter/karpenter.k8s.aws/v1/EC2NodeClass";
import { NodePool } from "@kubernetes-models/karpenter/karpenter.sh/v1/NodePool";
import { expect } from "chai";
import { nodeClassSpec } from "../../../components/karpenter/nodeClassSpec.ts";
import { nodePoolSpec, zonedPools } from "../../../components/karpenter/nodePoolSpec.ts";
import { BUDGETS } from "../../../components/karpenter/budgets.ts";
import { crdDirectory, type Manifest, manifestChecker } from "../../support/crds/definitions.ts";
import { EVERYTHING, karpenter } from "./support.ts";

const CONTEXT = {
  role: "atlas-karpenter-node",
  discoveryTag: "atlas",
  volumeKey: "arn:aws:kms:eu-west-1:111122223333:alias/atlas-karpenter-volumes",
  tags: { owner: "platform" },
};
const ZONES = { a: "eu-west-1a", b: "eu-west-1b" };

/** Every class and pool of a stack's `karpenter`, as manifests. */
function manifests(found: unknown): Manifest[] {
  const config = karpenter(found);
  return [
    ...config.nodeClasses.map((nodeClass) => ({
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: nodeClass.name },
      spec: nodeClassSpec(nodeClass, CONTEXT),
    })),
    ...zonedPools(config.nodePools, ZONES).map((zoned) => ({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: zoned.name },
      spec: nodePoolSpec(zoned),
    })),
  ];
}

function spec(found: unknown, kind: "EC2NodeClass" | "NodePool", name: string) {
  const manifest = manifests(found).find(
    (other) => other.kind === kind && (other.metadata as { name: string }).name === name,
  );
  if (!manifest) throw new Error(`no ${kind} ${name}`);
  return manifest.spec as Record<string, unknown>;
}

/** Everything that can be configured, somewhere. */
const FULL = {
  nodeClasses: [
    {
      name: "full",
      amiSelectorTerms: [
        { name: "golden-*", owner: "self" },
        { id: "ami-1" },
        { ssmParameter: "/golden" },
        { tags: { golden: "*" } },
      ],
      amiFamily: "AL2023",
      volume: { sizeGiB: 500, iops: 6000, throughputMiBps: 500 },
      detailedMonitoring: false,
      instanceStorePolicy: "RAID0",
      kubelet: {
        maxPods: 110,
        podsPerCore: 20,
        kubeReserved: { cpu: "100m", memory: "1Gi", "ephemeral-storage": "1Gi", pid: "1000" },
        systemReserved: { cpu: "100m" },
        evictionHard: { "memory.available": "5%" },
        evictionSoft: { "nodefs.available": "10%" },
        evictionSoftGracePeriod: { "nodefs.available": "1m30s" },
        evictionMaxPodGracePeriod: 60,
        imageGCHighThresholdPercent: 80,
        imageGCLowThresholdPercent: 70,
        cpuCFSQuota: true,
      },
      tags: { team: "core" },
      capacityReservationSelectorTerms: [
        { id: "cr-1" },
        { tags: { a: "b" }, ownerID: "111122223333", instanceMatchCriteria: "targeted" },
      ],
    },
  ],
  nodePools: [
    {
      preset: "reserved-first",
      name: "full",
      nodeClass: "full",
      perZone: true,
      requirements: [
        { key: "karpenter.k8s.aws/instance-cpu", operator: "Gte", values: ["4"] },
        { key: "karpenter.k8s.aws/instance-cpu", operator: "Lte", values: ["64"] },
        { key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues: 5 },
        { key: "topology.kubernetes.io/zone", operator: "Exists" },
      ],
      startupTaints: [{ key: "node.cilium.io/agent-not-ready", value: "true", effect: "NoExecute" }],
      labels: { "example.com/team": "core" },
      annotations: { "example.com/note": "kept" },
      disruption: {
        consolidationPolicy: "Balanced",
        budgets: [{ nodes: "1", schedule: "@daily", duration: "10h5m" }, { nodes: "5%" }],
      },
    },
  ],
};

describe("the spec of a node class", () => {
  const of = (name: string) => spec(EVERYTHING, "EC2NodeClass", name);

  it("finds subnets and security groups by the cluster's tag, and names the role", () => {
    const byTag = [{ tags: { "karpenter.sh/discovery": "atlas" } }];
    expect(of("default")).to.deep.include({
      role: "atlas-karpenter-node",
      subnetSelectorTerms: byTag,
      securityGroupSelectorTerms: byTag,
    });
  });
  it("keeps the node's metadata from pods", () => {
    for (const name of ["default", "bottlerocket", "gpu", "fast-scaling", "reserved"]) {
      expect(of(name).metadataOptions).to.deep.equal({
        httpEndpoint: "enabled",
        httpProtocolIPv6: "disabled",
        httpPutResponseHopLimit: 1,
        httpTokens: "required",
      });
    }
  });
  it("has one encrypted volume of 100Gi that goes with the instance", () => {
    expect(of("default").blockDeviceMappings).to.deep.equal([
      {
        deviceName: "/dev/xvda",
        rootVolume: true,
        ebs: {
          volumeSize: "100Gi",
          volumeType: "gp3",
          iops: 3000,
          throughput: 125,
          encrypted: true,
          kmsKeyID: CONTEXT.volumeKey,
          deleteOnTermination: true,
        },
      },
    ]);
  });
  it("has two with Bottlerocket, both encrypted, and reckons storage by the second", () => {
    const mappings = of("bottlerocket").blockDeviceMappings as {
      deviceName: string;
      rootVolume?: boolean;
      ebs: Record<string, unknown>;
    }[];
    expect(
      mappings.map(({ deviceName, rootVolume, ebs }) => [
        deviceName,
        rootVolume,
        ebs.volumeSize,
        ebs.encrypted,
        ebs.kmsKeyID,
      ]),
    ).to.deep.equal([
      ["/dev/xvda", undefined, "4Gi", true, CONTEXT.volumeKey],
      ["/dev/xvdb", true, "100Gi", true, CONTEXT.volumeKey],
    ]);
  });
  it("pins the image", () => {
    expect(of("default").amiSelectorTerms).to.deep.equal([{ alias: "al2023@v20260714" }]);
    expect(of("bottlerocket")).to.deep.include({
      amiFamily: "Bottlerocket",
      amiSelectorTerms: [{ alias: "bottlerocket@v1.64.0" }],
    });
  });
  it("monitors in detail, carries cost tags, and allows 110 pods where scaling is fast", () => {
    expect(of("default")).to.deep.include({ detailedMonitoring: true, tags: { owner: "platform" } });
    expect(of("default")).to.not.have.any.keys("kubelet", "instanceStorePolicy", "capacityReservationSelectorTerms");
    expect(of("fast-scaling").kubelet).to.deep.equal({ maxPods: 110 });
  });
});

describe("the spec of a node pool", () => {
  it("refers to its class and carries the label by which it is chosen", () => {
    const { template } = spec(EVERYTHING, "NodePool", "batch") as {
      template: { metadata: unknown; spec: Record<string, unknown> };
    };
    expect(template.metadata).to.deep.equal({ labels: { "eks-platform/node-pool": "batch" } });
    expect(template.spec.nodeClassRef).to.deep.equal({
      group: "karpenter.k8s.aws",
      kind: "EC2NodeClass",
      name: "default",
    });
    expect(template.spec.taints).to.deep.equal([{ key: "spot", value: "true", effect: "NoSchedule" }]);
  });
  it("says when nodes grow old, how long they drain, and when they are let go", () => {
    const { template, ...rest } = spec({}, "NodePool", "critical") as { template: { spec: Record<string, unknown> } };
    expect(template.spec).to.include({ expireAfter: "Never", terminationGracePeriod: "4h" });
    expect(rest).to.deep.equal({
      limits: { cpu: "100", memory: "400Gi" },
      disruption: {
        consolidationPolicy: "WhenEmpty",
        consolidateAfter: "10m",
        budgets: BUDGETS["business-hours"],
      },
    });
    expect(spec({}, "NodePool", "general").weight).to.equal(10);
  });
  it("is one for each zone when asked, each with its zone and the label of all", () => {
    const names = zonedPools(karpenter(FULL).nodePools, ZONES).map(({ name }) => name);
    expect(names).to.deep.equal(["full-a", "full-b"]);
    const { template } = spec(FULL, "NodePool", "full-b") as {
      template: { metadata: { labels: unknown }; spec: { requirements: { key: string }[] } };
    };
    expect(template.spec.requirements.filter(({ key }) => key === "topology.kubernetes.io/zone")).to.deep.equal([
      { key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-west-1b"] },
    ]);
    expect(template.metadata.labels).to.include({ "eks-platform/node-pool": "full", "example.com/team": "core" });
  });
  it("is refused for each zone where the zones are not known", () => {
    expect(() => zonedPools(karpenter(FULL).nodePools, {})).to.throw("perZone");
  });
});

describe("the manifests of classes and pools", () => {
  for (const [name, found] of Object.entries({
    "of the prod stack": {},
    "of every preset": EVERYTHING,
    "with everything configured": FULL,
  })) {
    it(`${name} pass Karpenter's published models, but for what these do not know yet`, () => {
      for (const manifest of manifests(found)) {
        // The models know neither Gte and Lte nor Balanced, which Karpenter 1.14 has.
        const known = JSON.parse(
          JSON.stringify(manifest)
            .replace(/"(G|L)te"/g, '"$1t"')
            .replace('"Balanced"', '"WhenEmpty"'),
        ) as object;
        const model = manifest.kind === "NodePool" ? new NodePool(known as never) : new EC2NodeClass(known);
        expect(() => {
          model.validate();
        }, JSON.stringify(manifest.metadata)).to.not.throw();
      }
    });
  }

  const directory = crdDirectory();
  if (directory !== undefined) {
    const check = manifestChecker(directory);
    for (const [name, found] of Object.entries({
      "of the prod stack": {},
      "of every preset": EVERYTHING,
      "with everything configured": FULL,
    })) {
      it(`${name} pass Karpenter's definitions and their CEL rules, unknown fields refused`, () => {
        const all = manifests(found);
        expect(all).to.not.be.empty;
        for (const manifest of all) expect(check(manifest), JSON.stringify(manifest.metadata)).to.be.empty;
      });
    }

    const [pool] = manifests({ nodePools: [{ preset: "general" }] }).filter(({ kind }) => kind === "NodePool");
    const broken: Record<string, [RegExp | string, string, string]> = {
      "an operator that is none": ['"operator":"In"', '"operator":"Inn"', "operator"],
      "an unknown field": ['"weight":', '"wait":1,"weight":', "wait"],
      "a label that may not be asked for": [
        "karpenter.k8s.aws/instance-category",
        "karpenter.k8s.aws/instance-pods",
        "restricted",
      ],
      "a schedule without a duration": ['"nodes":"10%"', '"nodes":"10%","schedule":"@daily"', "duration"],
    };
    for (const [name, [from, to, words]] of Object.entries(broken)) {
      it(`would not pass them with ${name}`, () => {
        const text = JSON.stringify(pool);
        expect(text).to.match(from instanceof RegExp ? from : new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
        expect(check(JSON.parse(text.replace(from, to)) as Manifest).join("\n")).to.include(words);
      });
    }
  }
});

describe("the ready sets of budgets", () => {
  const WEEK_MINUTES = 7 * 24 * 60;
  /** Minutes of the week at which a budget is open; the sets use fixed times on lists or ranges of days. */
  const open = ({
    schedule,
    duration,
  }: {
    schedule?: string | undefined;
    duration?: string | undefined;
  }): Set<number> => {
    if (schedule === undefined || duration === undefined)
      return new Set(Array.from({ length: WEEK_MINUTES }, (_, minute) => minute));
    const [, minute = "", hour = "", from = "", to = from] = /^(\d+) (\d+) \* \* (\d)(?:-(\d))?$/.exec(schedule) ?? [];
    const length = Number.parseInt(duration) * 60;
    const starts = Array.from(
      { length: Number(to) - Number(from) + 1 },
      (_, day) => (Number(from) + day) * 1440 + Number(hour) * 60 + Number(minute),
    );
    return new Set(starts.flatMap((start) => Array.from({ length }, (_, passed) => (start + passed) % WEEK_MINUTES)));
  };
  const speaking = (preset: keyof typeof BUDGETS, reason: "Empty" | "Drifted" | "Underutilized") =>
    BUDGETS[preset]
      .filter(({ reasons }) => reasons?.includes(reason))
      .map((budget) => ({ nodes: budget.nodes, open: open(budget) }));
  const at = (day: number, hour: number) => day * 1440 + hour * 60;

  for (const preset of ["steady", "business-hours"] as const) {
    it(`"${preset}" has exactly one word to say on each reason at every minute of the week`, () => {
      for (const reason of ["Empty", "Drifted", "Underutilized"] as const) {
        const budgets = speaking(preset, reason);
        for (let minute = 0; minute < WEEK_MINUTES; minute += 1) {
          const count = budgets.filter((budget) => budget.open.has(minute)).length;
          if (count !== 1) throw new Error(`${reason}: ${count} budgets at minute ${minute} of the week`);
        }
      }
    });
  }
  it('"business-hours" moves nothing for drift or packing by day, a fifth by night and half at weekends', () => {
    const nodes = (reason: "Empty" | "Drifted" | "Underutilized", minute: number) =>
      speaking("business-hours", reason).find((budget) => budget.open.has(minute))?.nodes;
    for (const reason of ["Drifted", "Underutilized"] as const) {
      expect(
        [at(1, 8), at(3, 12), at(5, 17), at(2, 18), at(3, 7), at(5, 18), at(6, 12), at(0, 12), at(1, 7)].map((minute) =>
          nodes(reason, minute),
        ),
      ).to.deep.equal(["0", "0", "0", "20%", "20%", "50%", "50%", "50%", "50%"]);
    }
    expect([at(3, 12), at(2, 18), at(6, 12)].map((minute) => nodes("Empty", minute))).to.deep.equal([
      "10%",
      "20%",
      "50%",
    ]);
  });
});
