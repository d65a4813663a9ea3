import { runInNewContext } from "node:vm";
import { ClusterAnalysisTemplate } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/ClusterAnalysisTemplate";
import { expect } from "chai";
import { analysisTemplateSpec } from "../../../components/rollouts/analysisTemplates.ts";
import { rolloutsSchema } from "../../../components/rollouts/config.ts";
import {
  ANALYSIS_ARGUMENTS,
  ANALYSIS_TEMPLATES,
  type AnalysisTemplateName,
} from "../../../components/shared/analysisTemplates.ts";

const ADDRESS = "http://prometheus.example:9090";

function metricOf(name: AnalysisTemplateName, analysis: Record<string, unknown> = {}) {
  const spec = analysisTemplateSpec(name, rolloutsSchema("prod").parse({ analysis }).analysis, ADDRESS);
  const [metric, ...others] = spec.metrics ?? [];
  const prometheus = metric?.provider.prometheus;
  if (!metric || others.length > 0 || !prometheus?.query) throw new Error("not one question to Prometheus");
  return { spec, metric, query: prometheus.query, address: prometheus.address };
}

/** What a condition says of a result, by JavaScript, in which these conditions mean what they mean to Argo Rollouts. */
function verdict(
  name: AnalysisTemplateName,
  result: readonly number[],
  analysis: Record<string, unknown> = {},
): "success" | "failure" | "inconclusive" | "both" {
  const { metric } = metricOf(name, analysis);
  const holds = (condition = "false"): boolean =>
    runInNewContext(condition, { result, len: (list: unknown[]) => list.length, isNaN: Number.isNaN }) as boolean;
  const [success, failure] = [holds(metric.successCondition), holds(metric.failureCondition)];
  if (success && failure) return "both";
  return success ? "success" : failure ? "failure" : "inconclusive";
}

describe("the analyses", () => {
  for (const name of ANALYSIS_TEMPLATES) {
    it(`${name} takes no measurement for inconclusive, never for success`, () => {
      for (const result of [[], [Number.NaN]]) expect(verdict(name, result)).to.equal("inconclusive");
    });

    it(`${name} asks for exactly the arguments it uses`, () => {
      const { spec, query } = metricOf(name);
      const used = [...query.matchAll(/{{args\.([a-z-]+)}}/g)].map(([, argument]) => argument);
      expect(new Set(used)).to.deep.equal(new Set(ANALYSIS_ARGUMENTS[name]));
      expect(spec.args).to.deep.equal(ANALYSIS_ARGUMENTS[name].map((argument) => ({ name: argument })));
    });

    it(`${name} measures five times a minute apart and pauses at the first measurement that says nothing`, () => {
      const { metric, address } = metricOf(name);
      expect(metric).to.include({ name, interval: "60s", count: 5, failureLimit: 1, inconclusiveLimit: 0 });
      expect(address).to.equal(ADDRESS);
    });

    it(`${name} is what the model of its kind allows`, () => {
      const template = new ClusterAnalysisTemplate({ metadata: { name }, spec: metricOf(name).spec });
      expect(() => {
        template.validate();
      }).not.to.throw();
    });
  }

  it("pass a release with 99 good answers of 100, and no fewer", () => {
    expect(verdict("success-rate", [0.99])).to.equal("success");
    expect(verdict("success-rate", [0.9899])).to.equal("failure");
    expect(verdict("success-rate", [0])).to.equal("failure");
    expect(verdict("success-rate", [0.95], { successRate: 0.9 })).to.equal("success");
  });

  it("pass a release that answers in time and does not restart", () => {
    expect(verdict("latency-p99", [0.5])).to.equal("success");
    expect(verdict("latency-p99", [0.51])).to.equal("failure");
    expect(verdict("restarts", [0])).to.equal("success");
    expect(verdict("restarts", [0.9])).to.equal("failure");
    expect(verdict("restarts", [2.2], { restarts: 2 })).to.equal("success");
    expect(metricOf("restarts", { restarts: 0 }).metric.successCondition).to.match(/ result\[0\] < 0\.5$/);
  });

  it("count every answer but server errors as good, and only errors as zero rather than nothing", () => {
    expect(metricOf("success-rate", { windowSeconds: 180 }).query).to.equal(
      '(sum(rate({{args.requests-metric}}{namespace="{{args.namespace}}",{{args.service-label}}="{{args.service}}",{{args.status-label}}!~"5.."}[180s])) or vector(0))' +
        ' / sum(rate({{args.requests-metric}}{namespace="{{args.namespace}}",{{args.service-label}}="{{args.service}}"}[180s]))',
    );
  });
});
