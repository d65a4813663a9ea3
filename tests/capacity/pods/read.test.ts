import { expect } from "chai";
import { UsageError } from "../../../cli/usageError.ts";
import { parseManifests } from "../../../capacity/model/yaml.ts";
import { matches } from "../../../capacity/pods/selector.ts";
import { MAX_PODS, readPods } from "../../../capacity/pods/read.ts";
import { relax } from "../../../capacity/pods/shape.ts";
import { deployment } from "../support.ts";

const read = (yaml: string) => readPods(parseManifests(yaml, "pods.yaml"), "pods.yaml");
const templated = (kind: string, spec: string): string =>
  `kind: ${kind}\nmetadata: { name: app }\nspec: { ${spec}template: { spec: { containers: [{}] } } }\n`;

describe("reading pods", () => {
  it("counts replicas, one where none are given, and what a Job runs at a time", () => {
    const pods = (yaml: string): number | undefined => read(yaml).workloads[0]?.pods;
    expect(pods("kind: Pod\nmetadata: { name: one }\nspec: { containers: [{}] }\n")).to.equal(1);
    expect(pods(templated("Deployment", "replicas: 7, "))).to.equal(7);
    expect(pods(templated("StatefulSet", ""))).to.equal(1);
    expect(pods(templated("Rollout", "replicas: 3, "))).to.equal(3);
    expect(pods(templated("Job", "parallelism: 5, completions: 2, "))).to.equal(2);
    expect(pods(templated("Job", "parallelism: 5, "))).to.equal(5);
    const cron =
      "kind: CronJob\nmetadata: { name: app }\nspec: { jobTemplate: { spec: { parallelism: 4, template: { spec: { containers: [{}] } } } } }\n";
    expect(pods(cron)).to.equal(4);
  });

  it("takes the items of a List, and says which objects make no pods", () => {
    const { workloads, notes } = read(
      `kind: List\nitems:\n  - { kind: Pod, metadata: { name: a }, spec: { containers: [{}] } }\n  - { kind: Service }\n  - { kind: Service }\n`,
    );
    expect(workloads.map(({ name }) => name)).to.deep.equal(["default/a"]);
    expect(notes.join()).to.include("2 Service");
  });

  it("keeps DaemonSets apart: they wait for no node", () => {
    const { workloads, daemons } = read(`${templated("DaemonSet", "")}---\n${templated("Deployment", "")}`);
    expect(daemons).to.have.length(1);
    expect(workloads).to.have.length(1);
  });

  it("says that volumes and resource claims are not taken into account", () => {
    const { notes } = read(
      "kind: Pod\nmetadata: { name: db }\nspec: { containers: [{}], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }], resourceClaims: [{ name: gpu }] }\n",
    );
    expect(notes).to.have.length(2);
    expect(notes[0]).to.include("Pod default/db: the zones of its volumes");
  });

  it("refuses a file without pods, a bad field, a Rollout without a template, and more pods than it can place", () => {
    const refusal = (yaml: string): string => {
      try {
        read(yaml);
      } catch (error) {
        if (error instanceof UsageError) return error.message;
      }
      throw new Error("expected a refusal");
    };
    expect(refusal("kind: Service\n")).to.include("no pod in it");
    expect(refusal(deployment("web", 1, "{ cpu: plenty }")))
      .to.include("pods.yaml: Deployment web")
      .and.to.include("requests.cpu: allowed is a quantity");
    expect(refusal("kind: Rollout\nspec: { workloadRef: { kind: Deployment, name: web } }\n")).to.include(
      "workloadRef",
    );
    expect(refusal(templated("Deployment", `replicas: ${MAX_PODS + 1}, `))).to.include(`up to ${MAX_PODS}`);
    expect(refusal("kind: Pod\nmetadata: [")).to.include("not valid YAML");
  });
});

describe("label selectors", () => {
  const expression = (operator: "In" | "NotIn" | "Exists" | "DoesNotExist", ...values: string[]) => ({
    matchLabels: {},
    matchExpressions: [{ key: "app", operator, values }],
  });

  it("match by labels and by expressions, an absent label being in no list", () => {
    expect(matches({ matchLabels: { app: "web" }, matchExpressions: [] }, { app: "web", x: "y" })).to.equal(true);
    expect(matches({ matchLabels: { app: "web" }, matchExpressions: [] }, { app: "db" })).to.equal(false);
    expect(matches(expression("In", "web"), { app: "web" })).to.equal(true);
    expect(matches(expression("In", "web"), {})).to.equal(false);
    expect(matches(expression("NotIn", "web"), {})).to.equal(true);
    expect(matches(expression("NotIn", "web"), { app: "web" })).to.equal(false);
    expect(matches(expression("Exists"), {})).to.equal(false);
    expect(matches(expression("DoesNotExist"), {})).to.equal(true);
  });

  it("match everything when empty and nothing when there is none", () => {
    expect(matches({ matchLabels: {}, matchExpressions: [] }, {})).to.equal(true);
    expect(matches(undefined, { app: "web" })).to.equal(false);
  });
});

describe("giving up preferences", () => {
  it("goes in Karpenter's order, heaviest preference first, and ends with what is required", () => {
    const term = (zone: string): string =>
      `{ matchExpressions: [{ key: topology.kubernetes.io/zone, operator: In, values: [${zone}] }] }`;
    const podTerm = (key: string): string =>
      `{ weight: 1, podAffinityTerm: { topologyKey: ${key}, labelSelector: {} } }`;
    const spec = `{ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: soft, whenUnsatisfiable: ScheduleAnyway }, { maxSkew: 1, topologyKey: hard, whenUnsatisfiable: DoNotSchedule }],
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${term("a")}, ${term("b")}] },
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: ${term("c")} }, { weight: 9, preference: ${term("d")} }] },
        podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [${podTerm("together")}] },
        podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [${podTerm("apart")}] } } }`;
    const first = read(deployment("web", 1, "{}", spec)).workloads[0]!.shape;
    let last = first;
    for (let next = relax(last, true); next; next = relax(next, true)) last = next;
    expect(last.givenUp).to.deep.equal([
      "the alternative topology.kubernetes.io/zone In a",
      "preferred pod affinity by together",
      "preferred pod anti-affinity by apart",
      "the preference topology.kubernetes.io/zone In d",
      "the preference topology.kubernetes.io/zone In c",
      "spread over soft (ScheduleAnyway)",
      "the dislike of PreferNoSchedule taints",
    ]);
    expect(last.spreads.map(({ topologyKey }) => topologyKey)).to.deep.equal(["hard"]);
    expect(last.requiredTerms).to.have.length(1);
    expect(relax(first, false)?.givenUp).to.deep.equal(["the alternative topology.kubernetes.io/zone In a"]);
  });
});
