import { expect } from "chai";
import { deployment, landed, needs, onlyWorkload, place, pool, reportOn } from "../support.ts";

// The situations of Karpenter's documentation, v1.14, "Scheduling" and "NodePools", with pools and pods of our own.
const ZONE = "topology.kubernetes.io/zone";
const CAPACITY = "karpenter.sh/capacity-type";
const TYPE = "node.kubernetes.io/instance-type";
const AMD64 = needs("kubernetes.io/arch", "In", "amd64");
const ZONES = needs(ZONE, "In", "us-west-2a", "us-west-2b", "us-west-2d");
const OPEN = pool("default", `{ requirements: [${AMD64}, ${ZONES}, ${needs(CAPACITY, "In", "spot", "on-demand")}] }`);
const SMALL = "{ cpu: 500m, memory: 512Mi }";

const affinity = (...terms: string[]): string =>
  `{ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms.map((term) => `{ matchExpressions: [${term}] }`).join(", ")}] } } } }`;
const preference = (...terms: string[]): string =>
  `{ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [${terms.map((term, index) => `{ weight: ${index + 1}, preference: { matchExpressions: [${term}] } }`).join(", ")}] } } }`;

describe("selecting nodes", () => {
  it("gives a pod the zone and capacity type of its nodeSelector", () => {
    const spec = `{ nodeSelector: { ${ZONE}: us-west-2a, ${CAPACITY}: spot } }`;
    const [node] = place([OPEN], [deployment("app", 1, SMALL, spec)]).nodes;
    expect(node).to.deep.include({ zones: ["us-west-2a"], capacityType: "spot" });
  });

  it("intersects the requirements of one term: In a, b and In b leaves b; In a, b and NotIn b leaves a", () => {
    const both = needs(ZONE, "In", "us-west-2a", "us-west-2b");
    const zones = (second: string): readonly string[] | undefined =>
      place([OPEN], [deployment("app", 1, SMALL, affinity(`${both}, ${second}`))]).nodes[0]?.zones;
    expect(zones(needs(ZONE, "In", "us-west-2b"))).to.deep.equal(["us-west-2b"]);
    expect(zones(needs(ZONE, "NotIn", "us-west-2b"))).to.deep.equal(["us-west-2a"]);
  });

  it("takes the first term that works, and the second where the first does not", () => {
    const first = `${needs(ZONE, "In", "us-west-2a", "us-west-2b")}, ${needs(ZONE, "NotIn", "us-west-2b")}`;
    const second = `${needs(CAPACITY, "In", "spot")}, ${needs(ZONE, "In", "us-west-2d")}`;
    const pods = [deployment("app", 1, SMALL, affinity(first, second))];
    expect(place([OPEN], pods).nodes[0]).to.deep.include({ zones: ["us-west-2a"] });

    const without = pool("default", `{ requirements: [${needs(ZONE, "In", "us-west-2b", "us-west-2d")}] }`);
    const result = place([without], pods);
    expect(result.nodes[0]).to.deep.include({ zones: ["us-west-2d"], capacityType: "spot" });
    expect(onlyWorkload(result).givenUp).to.have.length(1);
  });

  it("refuses an instance type that the pool does not list", () => {
    const listed = pool("default", `{ requirements: [${needs(TYPE, "In", "m5.large")}] }`);
    const workload = onlyWorkload(
      place([listed], [deployment("app", 1, SMALL, `{ nodeSelector: { ${TYPE}: c5.large } }`)]),
    );
    expect(workload.unplaced).to.equal(1);
    expect(workload.refusals).to.deep.equal([
      { pool: "default", reason: `the pod wants ${TYPE} In c5.large, the pool has ${TYPE} In m5.large` },
    ]);
  });

  it("refuses a label Karpenter does not know, unless the pool has it or lets any value be", () => {
    const pods = [deployment("app", 1, SMALL, "{ nodeSelector: { company.com/team: web } }")];
    const [refused] = onlyWorkload(place([OPEN], pods)).refusals;
    expect(refused?.reason).to.include("no label company.com/team");
    expect(
      landed(place([pool("any", `{ requirements: [${needs("company.com/team", "Exists")}] }`)], pods)),
    ).to.deep.equal({ any: 1 });
    expect(landed(place([pool("web", "{}", "{}", "{ company.com/team: web }")], pods))).to.deep.equal({ web: 1 });
    const other = onlyWorkload(place([pool("db", "{}", "{}", "{ company.com/team: db }")], pods));
    expect(other.refusals[0]?.reason).to.equal(
      "the pod wants company.com/team In web, the pool has company.com/team In db",
    );
  });

  it("lets a pod be that only wants not to have a label the pool does not know", () => {
    for (const term of [
      needs("company.com/team", "NotIn", "db"),
      "{ key: company.com/team, operator: DoesNotExist }",
    ]) {
      expect(landed(place([OPEN], [deployment("app", 1, SMALL, affinity(term))])), term).to.deep.equal({ default: 1 });
    }
  });

  it("names the label that was probably meant", () => {
    const spec = "{ nodeSelector: { node.kubernetes.io/instance-family: m5 } }";
    const [refused] = onlyWorkload(place([OPEN], [deployment("app", 1, SMALL, spec)])).refusals;
    expect(refused?.reason).to.include("did you mean karpenter.k8s.aws/instance-family?");
  });

  it("keeps teams on nodes of their own with Exists: two values never share a node", () => {
    const teams = pool("teams", `{ requirements: [${needs("company.com/team", "Exists")}] }`);
    const of = (team: string): string => deployment(team, 2, SMALL, `{ nodeSelector: { company.com/team: ${team} } }`);
    const { nodes } = place([teams], [of("a"), of("b")]);
    expect(nodes.map(({ workloads }) => workloads)).to.have.deep.members([
      [{ name: "Deployment default/a", pods: 2 }],
      [{ name: "Deployment default/b", pods: 2 }],
    ]);
  });

  it("asks for a type with a local disk of 100 GB where a pod does", () => {
    const disk = needs("karpenter.k8s.aws/instance-local-nvme", "Gte", "100");
    const [node] = place([OPEN], [deployment("app", 1, SMALL, affinity(disk))]).nodes;
    expect(node?.instanceType).to.match(/^[a-z]+\d[a-z]*d[a-z]*\.|^i|^x/);
  });
});

describe("preferences", () => {
  it("are held to while they can be, the heaviest first", () => {
    const spec = preference(needs(ZONE, "In", "us-west-2a"), needs(ZONE, "In", "us-west-2b"));
    const result = place([OPEN], [deployment("app", 1, SMALL, spec)]);
    expect(result.nodes[0]?.zones).to.deep.equal(["us-west-2b"]);
    expect(onlyWorkload(result).givenUp).to.deep.equal([]);
  });

  it("are given up one at a time where no pool meets them", () => {
    const spec = preference(needs(ZONE, "In", "us-west-2a"), needs(ZONE, "In", "us-west-2c"));
    const named = pool("default", `{ requirements: [${needs(ZONE, "In", "us-west-2a", "us-west-2b")}] }`);
    const result = place([named], [deployment("app", 1, SMALL, spec)]);
    expect(result.nodes[0]?.zones).to.deep.equal(["us-west-2a"]);
    expect(onlyWorkload(result).givenUp).to.deep.equal([`the preference ${ZONE} In us-west-2c`]);
  });

  it("keep pods off a PreferNoSchedule taint only while there is another pool", () => {
    const soft = pool("soft", "{ taints: [{ key: batch, effect: PreferNoSchedule }] }", "{ weight: 100 }");
    const pods = [deployment("app", 1, SMALL)];
    expect(landed(place([soft, OPEN], pods))).to.deep.equal({ default: 1 });
    const alone = place([soft], pods);
    expect(landed(alone)).to.deep.equal({ soft: 1 });
    expect(onlyWorkload(alone).givenUp).to.deep.equal(["the dislike of PreferNoSchedule taints"]);
  });
});

describe("taints and tolerations", () => {
  const gpu = pool(
    "gpu",
    `{ requirements: [${needs("karpenter.k8s.aws/instance-family", "In", "p3")}], taints: [{ key: nvidia.com/gpu, value: "true", effect: NoSchedule }] }`,
  );
  const toleration = '{ tolerations: [{ key: "nvidia.com/gpu", operator: Exists, effect: NoSchedule }] }';

  it("let a pod that tolerates the GPU pool's taint onto it, and keep the others off", () => {
    // The catalogue knows no p3 but p3dn, as the documentation's own table.
    const p3dn = gpu.replace('"p3"', '"p3dn"');
    const request = '{ cpu: 1, memory: 1Gi, nvidia.com/gpu: "1" }';
    expect(landed(place([p3dn], [deployment("tolerates", 1, request, toleration)]))).to.deep.equal({ gpu: 1 });
    const without = onlyWorkload(place([p3dn], [deployment("ordinary", 1, request)]));
    expect(without.refusals).to.deep.equal([
      { pool: "gpu", reason: "taint nvidia.com/gpu=true:NoSchedule is not tolerated" },
    ]);
  });

  it("do not count startup taints: those are gone when pods arrive", () => {
    const starting = pool("starting", "{ startupTaints: [{ key: cilium, effect: NoExecute }] }");
    expect(landed(place([starting], [deployment("app", 1, SMALL)]))).to.deep.equal({ starting: 1 });
  });
});

describe("weighted node pools", () => {
  const reserved = (cpu: number): string =>
    pool(
      "reserved-instance",
      `{ requirements: [${needs(TYPE, "In", "c4.large")}] }`,
      `{ weight: 50, limits: { cpu: ${cpu} } }`,
    );
  const any = pool("default", `{ requirements: [${AMD64}] }`);

  it("use what is reserved first, and the other pool once its limit is reached", () => {
    // A c4.large has two CPUs and room for one such pod.
    const pods = [deployment("app", 5, "{ cpu: 1500m, memory: 1Gi }")];
    expect(landed(place([any, reserved(100)], pods))).to.deep.equal({ "reserved-instance": 5 });
    const tight = place([any, reserved(4)], pods);
    expect(landed(tight)["reserved-instance"]).to.equal(2);
    expect(landed(tight).default).to.equal(3);
    expect(onlyWorkload(tight).refusals[0]?.reason).to.equal(
      "limit cpu: 0 of 4 left, and the smallest node this pod fits on takes 2",
    );
  });

  it("give pods without wishes the heavier pool's architecture, and the lighter pool to those that ask for it", () => {
    const heavy = pool("default", `{ requirements: [${AMD64}] }`, "{ weight: 50 }");
    const arm = pool(
      "arm64-specific",
      `{ requirements: [${needs("kubernetes.io/arch", "In", "arm64")}, ${needs(TYPE, "In", "a1.large", "a1.xlarge")}] }`,
    );
    const pods = [
      deployment("plain", 1, SMALL),
      deployment("arm", 1, SMALL, "{ nodeSelector: { kubernetes.io/arch: arm64 } }"),
    ];
    expect(landed(place([arm, heavy], pods))).to.deep.equal({ default: 1, "arm64-specific": 1 });
  });

  it("put a pod onto a node of the lighter pool that is being made anyway", () => {
    const heavy = pool("heavy", `{ requirements: [${AMD64}] }`, "{ weight: 50 }");
    const arm = pool("arm", `{ requirements: [${needs("kubernetes.io/arch", "In", "arm64")}] }`);
    // The larger pod is placed first and can only be on arm; the small one finds its node under way.
    const pods = [
      deployment("small", 1, SMALL),
      deployment("large", 1, "{ cpu: 2, memory: 4Gi }", "{ nodeSelector: { kubernetes.io/arch: arm64 } }"),
    ];
    expect(landed(place([heavy, arm], pods))).to.deep.equal({ arm: 2 });
  });

  it("of one weight are tried from the end of the alphabet", () => {
    const pools = ["b", "c", "a"].map((name) => pool(name, "{}"));
    expect(reportOn(pools).pools.map(({ name }) => name)).to.deep.equal(["c", "b", "a"]);
    expect(reportOn(pools.toReversed()).pools.map(({ name }) => name)).to.deep.equal(["c", "b", "a"]);
    expect(landed(place(pools, [deployment("app", 1, SMALL)]))).to.deep.equal({ c: 1 });
  });
});
