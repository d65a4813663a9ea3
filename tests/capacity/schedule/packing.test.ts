import { expect } from "chai";
import { deployment, landed, needs, onlyWorkload, place, pool } from "../support.ts";

const AWS = "karpenter.k8s.aws/instance-";
const TYPE = "node.kubernetes.io/instance-type";
const of = (name: string, types: readonly string[], spec = "{}", more = ""): string =>
  pool(name, `{ requirements: [${needs(TYPE, "In", ...types)}]${more} }`, spec);
const M5 = ["m5.large", "m5.xlarge", "m5.2xlarge", "m5.4xlarge"];

describe("packing pods onto nodes", () => {
  it("puts pods together while a type has room for all, and takes the cheapest that has", () => {
    const { nodes } = place([of("p", M5)], [deployment("app", 3, "{ cpu: 1, memory: 1Gi }")]);
    expect(nodes).to.have.length(1);
    expect(nodes[0]).to.deep.include({ instanceType: "m5.xlarge", options: 3, pods: 3 });
  });

  it("begins another node when the largest type is full", () => {
    const { nodes } = place([of("p", M5)], [deployment("app", 20, "{ cpu: 1, memory: 1Gi }")]);
    expect(nodes.map(({ pods }) => pods)).to.deep.equal([15, 5]);
    expect(nodes.map(({ instanceType }) => instanceType)).to.deep.equal(["m5.4xlarge", "m5.2xlarge"]);
  });

  it("places the largest pods first, whatever the order of the file", () => {
    const pods = [deployment("small", 1, "{ cpu: 100m }"), deployment("large", 1, "{ cpu: 15 }")];
    const { nodes } = place([of("p", M5)], pods);
    expect(nodes).to.have.length(1);
    expect(nodes[0]?.workloads.map(({ name }) => name)).to.deep.equal([
      "Deployment default/large",
      "Deployment default/small",
    ]);
  });

  it("adds to the node under way that has the fewest pods", () => {
    const apart =
      "{ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: large } } }] }";
    const pods = [deployment("large", 2, "{ cpu: 1 }", apart), deployment("small", 4, "{ cpu: 100m }")];
    expect(place([of("p", ["m5.large"])], pods).nodes.map(({ pods: number }) => number)).to.deep.equal([3, 3]);
  });

  it("counts the pods a node has addresses for", () => {
    const { nodes } = place([of("p", ["m5.large"])], [deployment("tiny", 30, "{ cpu: 1m }")]);
    expect(nodes.map(({ pods }) => pods)).to.deep.equal([29, 1]);
  });

  it("follows a node class's maxPods", () => {
    const nodeClass =
      "kind: EC2NodeClass\nmetadata: { name: default }\nspec: { amiSelectorTerms: [{ alias: al2023@v20260714 }], kubelet: { maxPods: 10 } }\n";
    const { nodes } = place([of("p", ["m5.large"]), nodeClass], [deployment("tiny", 12, "{ cpu: 1m }")]);
    expect(nodes.map(({ pods }) => pods)).to.deep.equal([10, 2]);
  });

  it("leaves metal and GPUs alone while something plainer will do, unless the pool asks for variety", () => {
    const types = ["g4dn.xlarge", "m5.8xlarge"];
    const small = [deployment("app", 1, "{ cpu: 1 }")];
    expect(place([of("p", types)], small).nodes[0]?.instanceType).to.equal("m5.8xlarge");
    expect(place([of("p", ["a1.metal", "m5.4xlarge"])], small).nodes[0]?.instanceType).to.equal("m5.4xlarge");
    const varied = pool(
      "p",
      `{ requirements: [{ key: ${TYPE}, operator: In, values: [${types.join(", ")}], minValues: 2 }] }`,
    );
    expect(place([varied], small).nodes[0]?.instanceType).to.equal("g4dn.xlarge");
  });

  it("does not narrow a node below its minValues", () => {
    const varied = (least: number): string =>
      pool("p", `{ requirements: [{ key: ${TYPE}, operator: In, values: [${M5.join(", ")}], minValues: ${least} }] }`);
    const pods = [deployment("app", 4, "{ cpu: 1500m }")];
    // Two fit on two of the types, one on all four: asked for three types, two share an xlarge and above.
    expect(place([varied(1)], pods).nodes).to.have.length(1);
    expect(place([varied(3)], pods).nodes.map(({ pods: number }) => number)).to.deep.equal([2, 2]);
    const tooWide = onlyWorkload(place([varied(4)], [deployment("app", 1, "{ cpu: 3 }")]));
    expect(tooWide.refusals[0]?.reason).to.include(
      "3 values of node.kubernetes.io/instance-type remain where minValues asks for 4",
    );
  });

  it("gives every node room for the daemons that suit it", () => {
    const daemons = (spec: string): string =>
      deployment("agent", 1, "{ cpu: 500m }", spec).replace("kind: Deployment", "kind: DaemonSet");
    const pods = deployment("app", 1, "{ cpu: 1500m }");
    const type = (...more: string[]): string | undefined =>
      place(
        [of("p", M5, "{}", ", taints: [{ key: k, effect: NoSchedule }]")],
        [pods.replace("spec: { containers", "spec: { tolerations: [{ operator: Exists }], containers"), ...more],
      ).nodes[0]?.instanceType;
    expect(type()).to.equal("m5.large");
    expect(type(daemons("{}"))).to.equal("m5.large");
    expect(type(daemons("{ tolerations: [{ operator: Exists }] }"))).to.equal("m5.xlarge");
    expect(
      type(daemons("{ tolerations: [{ operator: Exists }], nodeSelector: { kubernetes.io/arch: arm64 } }")),
    ).to.equal("m5.large");
    expect(type(daemons(`{ tolerations: [{ operator: Exists }], nodeSelector: { ${AWS}size: large } }`))).to.equal(
      "m5.xlarge",
    );
  });

  it("gives room to daemons in spite of a PreferNoSchedule taint, and none to those that want another pool's label", () => {
    const daemon = (spec: string): string =>
      deployment("agent", 1, "{ cpu: 500m }", spec).replace("kind: Deployment", "kind: DaemonSet");
    const soft = of("p", M5, "{}", ", taints: [{ key: k, effect: PreferNoSchedule }]");
    const type = (spec: string): string | undefined =>
      place([soft], [deployment("app", 1, "{ cpu: 1500m }"), daemon(spec)]).nodes[0]?.instanceType;
    expect(type("{}")).to.equal("m5.xlarge");
    expect(type("{ nodeSelector: { company.com/team: web } }")).to.equal("m5.large");
  });

  it("says what is too large, and for what", () => {
    const reason = (requests: string): string | undefined =>
      onlyWorkload(place([of("p", M5)], [deployment("app", 1, requests)])).refusals[0]?.reason;
    expect(reason("{ cpu: 16 }")).to.equal(
      "too large: asks for 16 CPU, and the largest of its 4 types has 15.89 for pods",
    );
    expect(reason('{ nvidia.com/gpu: "1" }')).to.equal(
      "too large: asks for 1 nvidia.com/gpu, and none of its 4 types has any",
    );
    const mixed = of("p", ["c5.4xlarge", "r5.xlarge"]);
    const both = onlyWorkload(place([mixed], [deployment("app", 1, "{ cpu: 10, memory: 28Gi }")])).refusals[0]?.reason;
    expect(both).to.equal("too large: none of its 2 types has 10 cpu and 28Gi memory together");
  });
});

describe("limits of a pool", () => {
  const pods = (number: number): string[] => [deployment("app", number, "{ cpu: 1500m }")];

  it("count what nodes have, not what pods ask for", () => {
    const result = place([of("p", ["m5.large"], "{ limits: { cpu: 5 } }")], pods(3));
    expect(result.nodes).to.have.length(2);
    expect(onlyWorkload(result)).to.include({ unplaced: 1 });
    expect(onlyWorkload(result).refusals[0]?.reason).to.equal(
      "limit cpu: 1 of 5 left, and the smallest node this pod fits on takes 2",
    );
  });

  it("may be of memory, nodes or GPUs", () => {
    const limited = (limits: string, type = "m5.large"): number =>
      place([of("p", [type], `{ limits: ${limits} }`)], pods(4)).nodes.length;
    expect(limited("{ memory: 16Gi }")).to.equal(2);
    expect(limited("{ nodes: 3 }")).to.equal(3);
    expect(limited('{ nvidia.com/gpu: "1" }', "g4dn.xlarge")).to.equal(1);
    expect(limited("{ cpu: 0 }")).to.equal(0);
  });

  it("are checked against the largest type a node could be while it is under way, and its real one in the next batch", () => {
    const anti =
      "{ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: app } } }] } } }";
    const { nodes } = place([of("p", M5, "{ limits: { cpu: 18 } }")], [deployment("app", 3, "{ cpu: 500m }", anti)]);
    // 16 of 18 CPUs are spoken for by the first node, 2 by the second; then 14 are left again.
    expect(nodes.map(({ round }) => round)).to.deep.equal([1, 1, 2]);
    expect(nodes.every(({ instanceType }) => instanceType === "m5.large")).to.equal(true);
    expect(nodes.map(({ options }) => options)).to.deep.equal([4, 1, 3]);
  });

  it("send pods to the next pool when they are reached", () => {
    const first = of("first", ["m5.large"], "{ weight: 10, limits: { cpu: 2 } }");
    const result = place([first, of("second", ["m5.large"])], pods(2));
    expect(landed(result)).to.deep.equal({ first: 1, second: 1 });
    expect(onlyWorkload(result).refusals).to.deep.equal([
      { pool: "first", reason: "limit cpu: 0 of 2 left, and the smallest node this pod fits on takes 2" },
    ]);
  });

  it("do not apply to a static pool, which makes no node for a pod", () => {
    const result = place(
      [of("static", ["m5.large"], "{ replicas: 3, limits: { nodes: 3 } }"), of("p", ["m5.large"])],
      pods(1),
    );
    expect(landed(result)).to.deep.equal({ p: 1 });
  });
});
