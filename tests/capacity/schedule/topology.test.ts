import { expect } from "chai";
import { deployment, needs, onlyWorkload, place, pool } from "../support.ts";

const ZONE = "topology.kubernetes.io/zone";
const HOST = "kubernetes.io/hostname";
const CAPACITY = "karpenter.sh/capacity-type";
const SMALL = "{ cpu: 500m, memory: 512Mi }";
const ABC = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
const inZones = (...zones: readonly string[]): string =>
  pool("p", `{ requirements: [${needs(ZONE, "In", ...zones)}] }`);
const OPEN = inZones(...ABC);

const spread = (key: string, more = "whenUnsatisfiable: DoNotSchedule", name = "app", maxSkew = 1): string =>
  `{ topologySpreadConstraints: [{ maxSkew: ${maxSkew}, topologyKey: ${key}, ${more}, labelSelector: { matchLabels: { app: ${name} } } }] }`;
const podTerm = (kind: "podAffinity" | "podAntiAffinity", key: string, app: string): string =>
  `{ affinity: { ${kind}: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: ${key}, labelSelector: { matchLabels: { app: ${app} } } }] } } }`;

/** Value -> pods, for what each node is sure to be. */
function podsBy(
  nodes: readonly { zones: readonly string[]; capacityType: string; pods: number }[],
  key: "zone" | "capacityType",
): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const node of nodes) {
    const value = key === "zone" ? node.zones.join() : node.capacityType;
    sum[value] = (sum[value] ?? 0) + node.pods;
  }
  return sum;
}

describe("topology spread", () => {
  it("keeps zones within one pod of each other", () => {
    const { nodes } = place([OPEN], [deployment("app", 8, SMALL, spread(ZONE))]);
    expect(Object.keys(podsBy(nodes, "zone")).sort()).to.deep.equal(ABC);
    expect(Object.values(podsBy(nodes, "zone"))).to.have.members([3, 3, 2]);
    expect(nodes).to.have.length(3);
  });

  it("is counted over every zone the pod may be in, whichever it prefers", () => {
    const prefers = `{ matchExpressions: [${needs(ZONE, "In", "eu-west-1b")}] }`;
    const spec = `{ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: ${prefers} }] } }, ${spread(ZONE).slice(1)}`;
    const { nodes } = place([OPEN], [deployment("app", 2, SMALL, spec)]);
    expect(podsBy(nodes, "zone")).to.deep.equal({ "eu-west-1b": 1, "eu-west-1a": 1 });
  });

  it("keeps hosts to maxSkew pods each, as a new host can always be made", () => {
    const on = (maxSkew: number): number[] =>
      place(
        [OPEN],
        [deployment("app", 5, SMALL, spread(HOST, "whenUnsatisfiable: DoNotSchedule", "app", maxSkew))],
      ).nodes.map(({ pods }) => pods);
    expect(on(1)).to.deep.equal([1, 1, 1, 1, 1]);
    expect(on(2)).to.have.members([2, 2, 1]);
  });

  it("spreads over capacity types", () => {
    const { nodes } = place([OPEN], [deployment("app", 4, SMALL, spread(CAPACITY))]);
    expect(podsBy(nodes, "capacityType")).to.deep.equal({ "on-demand": 2, spot: 2 });
  });

  it("counts only the zones the pod's own node affinity allows", () => {
    const two = `{ nodeSelector: { ${ZONE}: eu-west-1b }, ${spread(ZONE).slice(1)}`;
    const { nodes } = place([OPEN], [deployment("app", 3, SMALL, two)]);
    expect(podsBy(nodes, "zone")).to.deep.equal({ "eu-west-1b": 3 });
  });

  it("stops where one more pod would exceed maxSkew", () => {
    // One pool has the zones, another the room: zone c can only take what tolerates its taint.
    const b = pool(
      "b",
      `{ requirements: [${needs(ZONE, "In", "eu-west-1b")}], taints: [{ key: closed, effect: NoSchedule }] }`,
    );
    const result = place([inZones("eu-west-1a"), b], [deployment("app", 3, SMALL, spread(ZONE))]);
    const workload = onlyWorkload(result);
    expect(workload.unplaced).to.equal(2);
    expect(workload.refusals).to.deep.include({
      pool: "p",
      reason: `spread over ${ZONE} with maxSkew 1 leaves no place on its nodes (pods counted: eu-west-1a 1)`,
    });
  });

  it("leaves out zones behind taints the pod does not tolerate where nodeTaintsPolicy is Honor", () => {
    const b = pool(
      "b",
      `{ requirements: [${needs(ZONE, "In", "eu-west-1b")}], taints: [{ key: closed, effect: NoSchedule }] }`,
    );
    const pods = [
      deployment("app", 3, SMALL, spread(ZONE, "whenUnsatisfiable: DoNotSchedule, nodeTaintsPolicy: Honor")),
    ];
    expect(onlyWorkload(place([inZones("eu-west-1a"), b], pods)).unplaced).to.equal(0);
  });

  it("waits for enough zones where minDomains asks for more than there are", () => {
    const pods = (minDomains: number): string[] => [
      deployment("app", 4, SMALL, spread(ZONE, `whenUnsatisfiable: DoNotSchedule, minDomains: ${minDomains}`)),
    ];
    expect(onlyWorkload(place([inZones("eu-west-1a", "eu-west-1b")], pods(2))).unplaced).to.equal(0);
    // With a zone missing the emptiest counts as empty: one pod in each, no more.
    expect(onlyWorkload(place([inZones("eu-west-1a", "eu-west-1b")], pods(3))).unplaced).to.equal(2);
  });

  it("is given up where it may be ignored", () => {
    const b = pool(
      "b",
      `{ requirements: [${needs(ZONE, "In", "eu-west-1b")}], taints: [{ key: closed, effect: NoSchedule }] }`,
    );
    const workload = onlyWorkload(
      place(
        [inZones("eu-west-1a"), b],
        [deployment("app", 3, SMALL, spread(ZONE, "whenUnsatisfiable: ScheduleAnyway"))],
      ),
    );
    expect(workload.unplaced).to.equal(0);
    expect(workload.givenUp).to.deep.equal([`spread over ${ZONE} (ScheduleAnyway)`]);
  });
});

describe("pod anti-affinity", () => {
  it("by host puts each pod on a node of its own", () => {
    const { nodes } = place([OPEN], [deployment("app", 3, SMALL, podTerm("podAntiAffinity", HOST, "app"))]);
    expect(nodes.map(({ pods }) => pods)).to.deep.equal([1, 1, 1]);
  });

  it("by zone takes one batch a pod, as the first may end up in any zone, and stops after the last zone", () => {
    const result = place([OPEN], [deployment("app", 4, SMALL, podTerm("podAntiAffinity", ZONE, "app"))]);
    expect(result.nodes.map(({ round }) => round)).to.deep.equal([1, 2, 3]);
    expect(onlyWorkload(result).unplaced).to.equal(1);
    expect(onlyWorkload(result).refusals[0]?.reason).to.include(`pod anti-affinity by ${ZONE} leaves no place`);
  });

  it("keeps away pods that have no such rule themselves", () => {
    const pods = [
      deployment("alone", 1, "{ cpu: 1 }", podTerm("podAntiAffinity", HOST, "web")),
      deployment("web", 2, SMALL),
    ];
    const { nodes } = place([OPEN], pods);
    expect(nodes.map(({ workloads }) => workloads.map(({ name }) => name))).to.have.deep.members([
      ["Deployment default/alone"],
      ["Deployment default/web"],
    ]);
  });

  it("waits for a pod's node where that may still be in any zone, and takes another zone then", () => {
    const pods = [
      deployment("alone", 1, SMALL, podTerm("podAntiAffinity", ZONE, "web")),
      deployment("web", 1, "{ cpu: 1 }"),
    ];
    const { nodes } = place([OPEN], pods);
    expect(nodes.map(({ round, zones }) => [round, zones])).to.deep.equal([
      [1, ABC],
      [2, ["eu-west-1b", "eu-west-1c"]],
    ]);
  });

  it("does not concern pods of another namespace", () => {
    const web = deployment("web", 1, SMALL).replace("name: web }", "name: web, namespace: shop }");
    const { nodes } = place(
      [OPEN],
      [deployment("alone", 1, "{ cpu: 1 }", podTerm("podAntiAffinity", HOST, "web")), web],
    );
    expect(nodes).to.have.length(1);
  });
});

describe("pod affinity", () => {
  it("by host draws pods to the node of those they name", () => {
    const backend = deployment("backend", 1, "{ cpu: 1 }", `{ nodeSelector: { ${ZONE}: eu-west-1b } }`);
    const { nodes } = place([OPEN], [deployment("web", 2, SMALL, podTerm("podAffinity", ZONE, "backend")), backend]);
    expect(podsBy(nodes, "zone")).to.deep.equal({ "eu-west-1b": 3 });
  });

  it("is tried again in the same batch once those it names are placed", () => {
    const web = deployment("web", 1, "{ cpu: 2 }", podTerm("podAffinity", ZONE, "backend"));
    const backend = deployment("backend", 1, SMALL, `{ nodeSelector: { ${ZONE}: eu-west-1b } }`);
    const { nodes } = place([OPEN], [web, backend]);
    expect(podsBy(nodes, "zone")).to.deep.equal({ "eu-west-1b": 2 });
    expect(nodes.every(({ round }) => round === 1)).to.equal(true);
  });

  it("to itself lets the first pod begin anywhere, and the others follow", () => {
    const one = pool(
      "p",
      `{ requirements: [${needs(ZONE, "In", ...ABC)}, ${needs("node.kubernetes.io/instance-type", "In", "m5.8xlarge")}] }`,
    );
    const { nodes } = place([one], [deployment("app", 4, "{ cpu: 20 }", podTerm("podAffinity", ZONE, "app"))]);
    expect(nodes.map(({ zones }) => zones)).to.deep.equal([
      ["eu-west-1a"],
      ["eu-west-1a"],
      ["eu-west-1a"],
      ["eu-west-1a"],
    ]);
  });

  it("to pods that are nowhere keeps a pod waiting", () => {
    const workload = onlyWorkload(
      place([OPEN], [deployment("web", 1, SMALL, podTerm("podAffinity", ZONE, "backend"))]),
    );
    expect(workload.unplaced).to.equal(1);
    expect(workload.refusals[0]?.reason).to.equal(
      `pod affinity by ${ZONE} leaves no place on its nodes (no pod it counts is placed)`,
    );
  });
});
