import { guardsEmptyResult } from "../support/conditions.ts";
import type { Findings } from "../support/findings.ts";
import { resourceRule } from "../support/rule.ts";
import type { Value } from "../support/value.ts";

const CONDITIONS = ["successCondition", "failureCondition"];

function checkMetric(metric: Value, findings: Findings): void {
  if (!metric.at("provider.prometheus").present()) return;
  const given = CONDITIONS.map((name) => metric.get(name)).filter((condition) => condition.given());
  if (given.length === 0) {
    findings.violation(`${metric.path} has neither ${CONDITIONS.join(" nor ")}, so that every result is a success`);
  }
  for (const condition of given) {
    findings.check(() => {
      if (guardsEmptyResult(condition.string() ?? "")) return;
      findings.violation(
        `${condition.path} does not say what an empty result means; begin it with len(result) > 0 &&, or with isNaN for a query that always has one`,
      );
    });
  }
}

/** No traffic, a renamed metric, a typo: a query that finds nothing must not be left to chance. */
export const analysisTemplateEmptyResults = resourceRule({
  name: "analysis-template-empty-results",
  description: "Say in the conditions of every Prometheus metric of an analysis template what an empty result means.",
  enforcementLevel: "mandatory",
  kinds: new Set(["argoproj.io/AnalysisTemplate", "argoproj.io/ClusterAnalysisTemplate", "argoproj.io/AnalysisRun"]),
  parameters: {},
  inspect: (template, findings) => {
    for (const metric of template.body.at("spec.metrics").list()) {
      findings.check(() => {
        checkMetric(metric, findings);
      });
    }
  },
});
