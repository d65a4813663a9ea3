import { expect } from "chai";
import { EXPORTERS } from "../../../components/observability/metrics/index.ts";
import { KUBE_STATE_METRICS, WATCHED_KINDS } from "../../../components/observability/metrics/kubeStateMetrics.ts";
import { counter } from "../../../components/observability/metrics/types.ts";
import { knownSeries, queryProblems } from "./promql.ts";

const problems = (expr: string) => queryProblems(expr, knownSeries()).join("; ");

describe("the check of queries", () => {
  it("lets pass what the exporters have", () => {
    for (const expr of [
      "max(karpenter_cluster_state_synced) == 0 or absent(karpenter_cluster_state_synced)",
      'sum by (le, nodepool) (rate(karpenter_nodes_lifetime_duration_seconds_bucket{nodepool="general"}[5m]))',
      'karpenter_pods_startup_duration_seconds{quantile="0.99"}',
      "rate(karpenter_pods_startup_duration_seconds_sum[5m]) / rate(karpenter_pods_startup_duration_seconds_count[5m])",
    ]) {
      expect(problems(expr), expr).to.equal("");
    }
  });
  it("refuses what does not parse, and what asks for nothing", () => {
    expect(problems("sum(rate(up[5m])")).to.match(/^does not parse at/);
    expect(problems("sum by (job) (rate(up[5])")).to.match(/^does not parse at/);
    expect(problems("1 + 1")).to.equal("asks for nothing");
  });
  it("refuses names and labels that no exporter has", () => {
    expect(problems("karpenter_pods_pods_drained_total")).to.match(/which no exporter has/);
    expect(problems("karpenter_pods_bound_duration_seconds")).to.match(/which no exporter has/);
    expect(problems('rollout_info{status="Degraded"}')).to.match(/has no label status/);
    expect(problems("sum by (pool) (karpenter_nodepools_usage)")).to.match(/groups by pool, which nothing/);
  });
  it("refuses a summary as a histogram, a rate of a gauge and a trend of a counter", () => {
    expect(problems("histogram_quantile(0.95, sum by (quantile) (karpenter_pods_startup_duration_seconds))")).to.match(
      /which has no buckets/,
    );
    expect(problems("rate(karpenter_nodepools_usage[5m])")).to.match(/a gauge$/);
    expect(problems("predict_linear(apiserver_request_total[5m], 60)")).to.match(/a counter$/);
  });
  it("knows recording rules by the labels they keep, and other metrics it is told of", () => {
    const known = knownSeries(
      [{ record: "nodepool:usage:max", expr: "max by (nodepool) (karpenter_nodepools_usage)", labels: { of: "pool" } }],
      { http_requests_total: counter("status") },
    );
    expect(queryProblems('nodepool:usage:max{nodepool="a",of="pool"}', known)).to.deep.equal([]);
    expect(queryProblems('nodepool:usage:max{zone="a"}', known).join()).to.match(/has no label zone/);
    expect(queryProblems('rate(http_requests_total{status="500"}[5m])', known)).to.deep.equal([]);
  });
});

describe("the lists of metrics", () => {
  it("name their exporter's version and source, and each metric once", () => {
    const names = EXPORTERS.flatMap(({ metrics }) => Object.keys(metrics));
    expect(new Set(names).size).to.equal(names.length).and.to.be.greaterThan(100);
    for (const { name, version, source } of EXPORTERS) {
      expect(name).to.match(/^[a-z-]+$/);
      expect(version).to.match(/\d/);
      expect(source.length).to.be.greaterThan(20);
    }
  });
  it("ask kube-state-metrics for nothing of kinds that it is told not to watch", () => {
    const kinds = Object.keys(KUBE_STATE_METRICS.metrics).map((name) => /^kube_([a-z]+)/.exec(name)?.[1] ?? "");
    expect(kinds).to.have.length.greaterThan(30);
    for (const kind of kinds) expect(WATCHED_KINDS).to.include(`${kind}s`);
  });
});
