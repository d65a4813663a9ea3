import { expect } from "chai";
import {
  applicationProblems,
  type ApplicationSections,
  asksForIngress,
} from "../../../components/application/config.ts";
import { application, INGRESS, type Json } from "./support.ts";

const TAINTED = { name: "team-riker", taints: [{ key: "dedicated", value: "team-riker", effect: "NoSchedule" }] };

function found(changes: Json, sections: Partial<ApplicationSections> = {}): string[] {
  return applicationProblems({
    tier: "prod",
    clusterName: "atlas",
    applications: [application({ name: "first" }), application(changes)],
    rollouts: undefined,
    loadBalancerController: undefined,
    ownPrometheus: true,
    nodePools: [],
    ...sections,
  }).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("an application and the rest of its stack", () => {
  it("go together by default", () => {
    expect(found({ ingress: INGRESS })).to.deep.equal([]);
  });

  it("do not where it asks for an ingress and the controller is turned off", () => {
    expect(found({ ingress: INGRESS }, { loadBalancerController: { enabled: false } }).join()).to.match(
      /^applications\.1\.ingress: needs the load balancer controller/,
    );
    expect(found({ ingress: INGRESS }, { loadBalancerController: { enabled: true } })).to.deep.equal([]);
    expect(found({}, { loadBalancerController: { enabled: false } })).to.deep.equal([]);
  });

  it("do not where it is a canary or blue-green and Argo Rollouts is off", () => {
    for (const kind of ["canary", "blue-green"]) {
      const problem = found({ strategy: { kind } }, { tier: "dev" });
      expect(problem.join()).to.match(/^applications\.1\.strategy\.kind: needs Argo Rollouts/);
      expect(found({ strategy: { kind } }, { tier: "dev", rollouts: { enabled: true } })).to.deep.equal([]);
    }
    expect(found({}, { rollouts: { enabled: false } }), "the default is then rolling").to.deep.equal([]);
  });

  it("do not where its analysis has no Prometheus to ask", () => {
    const problem = found({ strategy: { kind: "blue-green" } }, { ownPrometheus: false }).filter((text) =>
      text.startsWith("applications.1"),
    );
    expect(problem.join()).to.match(/^applications\.1\.strategy: runs the analysis restarts with no Prometheus to ask/);
    expect(found({}, { ownPrometheus: false }), "each application with an analysis").to.have.length(2);
    expect(
      found({}, { ownPrometheus: false, rollouts: { prometheusAddress: "http://prometheus.example:9090" } }),
    ).to.deep.equal([]);
  });

  it("do not where it names a node pool that is none", () => {
    expect(found({ nodePool: "gpu" }).join()).to.match(
      /^applications\.1\.nodePool: is no node pool .* it has no Karpenter node pools/,
    );
    expect(found({ nodePool: "gpu" }, { nodePools: [TAINTED] }).join()).to.match(/allowed: team-riker$/);
  });

  it("do not where it does not put up with its pool's taint", () => {
    const pool = { nodePool: "team-riker" };
    const nodePools = [TAINTED];
    const with_ = (toleration: Json) => found({ ...pool, tolerations: [toleration] }, { nodePools });
    expect(found(pool, { nodePools }).join()).to.match(
      /^applications\.1\.tolerations: do not put up with the taint dedicated=team-riker:NoSchedule/,
    );
    expect(with_({ key: "dedicated", value: "other" })).to.have.length(1);
    expect(with_({ key: "dedicated", effect: "NoExecute" })).to.have.length(1);
    const soft = { name: "team-riker", taints: [{ key: "spot", effect: "PreferNoSchedule" }] };
    expect(found(pool, { nodePools: [soft] }), "a taint that only prefers").to.deep.equal([]);
    expect(with_({ key: "dedicated" })).to.deep.equal([]);
    expect(with_({ key: "dedicated", value: "team-riker", effect: "NoSchedule" })).to.deep.equal([]);
  });

  it("do not where the two names make a role name that IAM refuses", () => {
    const podIdentity = { statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }] };
    const name = "a".repeat(28);
    expect(found({ name, podIdentity }, { clusterName: "c".repeat(32) }).join()).to.match(
      /^applications\.1\.name: .* of 65 characters/,
    );
    expect(found({ name, podIdentity }, { clusterName: "c".repeat(31) })).to.deep.equal([]);
    expect(found({ name }, { clusterName: "c".repeat(39) })).to.deep.equal([]);
  });

  it("say nothing of sections that are no such thing", () => {
    for (const applications of [undefined, 3, "x", [null, 3, [], { strategy: 3, nodePool: {} }]]) {
      expect(found({}, { applications, tier: "dev", rollouts: 3, loadBalancerController: "no" })).to.deep.equal([]);
    }
  });

  it("have a controller by default where any application asks for an ingress", () => {
    expect(asksForIngress([application(), application({ ingress: INGRESS })])).to.equal(true);
    expect(asksForIngress([application()])).to.equal(false);
    expect(asksForIngress(undefined)).to.equal(false);
  });
});
