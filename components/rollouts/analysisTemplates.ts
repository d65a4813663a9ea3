import type { IClusterAnalysisTemplate } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/ClusterAnalysisTemplate";
import { ANALYSIS_ARGUMENTS, type AnalysisArgument, type AnalysisTemplateName } from "../shared/analysisTemplates.ts";
import type { AnalysisConfig } from "./config.ts";

/** Spec of an `argoproj.io/v1alpha1` ClusterAnalysisTemplate. */
export type AnalysisTemplateSpec = IClusterAnalysisTemplate["spec"];

/** The reference to an argument, which Argo Rollouts fills in before it asks. */
function arg(name: AnalysisArgument): string {
  return `{{args.${name}}}`;
}

/**
 * What each analysis asks and when it passes. Every query gives one number, nothing, or NaN; nothing and NaN are
 * neither success nor failure, which makes the measurement, and with it the run, inconclusive: the release pauses for a
 * person, because a version nobody has used has not been tested.
 */
const QUESTIONS: Readonly<
  Record<AnalysisTemplateName, (config: AnalysisConfig) => { readonly query: string; readonly good: string }>
> = {
  "success-rate": ({ windowSeconds, successRate }) => {
    const series = (extra: string) =>
      `${arg("requests-metric")}{namespace="${arg("namespace")}",${arg("service-label")}="${arg("service")}"${extra}}[${windowSeconds}s]`;
    const all = series("");
    const good = series(`,${arg("status-label")}!~"5.."`);
    return {
      // Where every answer is an error no good series exists, and the quotient would be empty instead of zero.
      query: `(sum(rate(${good})) or vector(0)) / sum(rate(${all}))`,
      good: `result[0] >= ${successRate}`,
    };
  },
  "latency-p99": ({ windowSeconds, latencyP99Seconds }) => ({
    query: `histogram_quantile(0.99, sum by (le) (rate(${arg("duration-metric")}_bucket{namespace="${arg("namespace")}",${arg("service-label")}="${arg("service")}"}[${windowSeconds}s])))`,
    good: `result[0] <= ${latencyP99Seconds}`,
  }),
  restarts: ({ windowSeconds, restarts }) => ({
    query: `sum(increase(kube_pod_container_status_restarts_total{namespace="${arg("namespace")}",pod=~"${arg("rollout")}-${arg("pod-hash")}-.*"}[${windowSeconds}s]))`,
    // Increases are extrapolated, so a single restart may be seen as a fraction more or less than one.
    good: `result[0] < ${restarts + 0.5}`,
  }),
};

/** The ClusterAnalysisTemplate of a name. */
export function analysisTemplateSpec(
  name: AnalysisTemplateName,
  config: AnalysisConfig,
  prometheusAddress: string,
): AnalysisTemplateSpec {
  const { query, good } = QUESTIONS[name](config);
  const measured = "len(result) > 0 && !isNaN(result[0])";
  return {
    args: ANALYSIS_ARGUMENTS[name].map((argument) => ({ name: argument })),
    metrics: [
      {
        name,
        interval: `${config.intervalSeconds}s`,
        count: config.count,
        failureLimit: config.failureLimit,
        inconclusiveLimit: 0,
        successCondition: `${measured} && ${good}`,
        failureCondition: `${measured} && !(${good})`,
        provider: { prometheus: { address: prometheusAddress, query } },
      },
    ],
  };
}
