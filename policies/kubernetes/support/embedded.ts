import type { Findings } from "./findings.ts";
import { RELEASE_KINDS } from "./helm.ts";
import type { KubernetesObject } from "./objects.ts";
import type { Value } from "./value.ts";

/**
 * Kinds whose pods somebody else makes of what they say, in words much like a pod's: a chart of its values, an operator
 * of its own objects. They hold no pod template that could be judged whole, so they are searched for what is forbidden.
 *
 * Sources: API references of the OpenTelemetry operator v0.151, the Prometheus operator v0.93, Argo Workflows v3.7,
 * Tekton v1, the Spark operator v2, the Kubeflow trainer v1.
 */
const OPERATED = [
  "opentelemetry.io/OpenTelemetryCollector",
  "opentelemetry.io/TargetAllocator",
  "monitoring.coreos.com/Prometheus",
  "monitoring.coreos.com/PrometheusAgent",
  "monitoring.coreos.com/Alertmanager",
  "monitoring.coreos.com/ThanosRuler",
  "argoproj.io/Workflow",
  "argoproj.io/WorkflowTemplate",
  "argoproj.io/ClusterWorkflowTemplate",
  "argoproj.io/CronWorkflow",
  "tekton.dev/Task",
  "tekton.dev/TaskRun",
  "tekton.dev/Pipeline",
  "tekton.dev/PipelineRun",
  "sparkoperator.k8s.io/SparkApplication",
  "sparkoperator.k8s.io/ScheduledSparkApplication",
  "kubeflow.org/MPIJob",
  "kubeflow.org/PyTorchJob",
  "kubeflow.org/TFJob",
];

/** Every kind that is searched, as "group/Kind". */
export const EMBEDDED_KINDS: ReadonlySet<string> = new Set([...RELEASE_KINDS, ...OPERATED]);

/** What is searched of an object of {@link EMBEDDED_KINDS}: a release's values, any other object's spec. */
export function embeddedOf(object: KubernetesObject): Value {
  return object.body.get(RELEASE_KINDS.has(object.groupKind) ? "values" : "spec");
}

/** A field that is met, and the object that holds it. */
export interface Met {
  readonly key: string;
  readonly value: Value;
  readonly holder: Value;
  /** Key of the holder, or of the list that it is an element of. */
  readonly under: string;
}

/**
 * Runs `visit` on every field below a value, each in a check of its own, until it says that it has judged what is below.
 *
 * @param relevant keys under which something unknown matters; under any other it is taken for what it is called.
 */
export function searchEmbedded(
  value: Value,
  findings: Findings,
  relevant: RegExp,
  visit: (met: Met) => boolean | undefined,
  under = "",
): void {
  findings.check(() => {
    if (value.isList()) {
      for (const item of value.list()) {
        if (item.isUnknown() && !relevant.test(under)) continue;
        searchEmbedded(item, findings, relevant, visit, under);
      }
      return;
    }
    if (!value.isObject()) return;
    for (const [key, child] of value.entries()) {
      if (child.isUnknown() && !relevant.test(key)) continue;
      findings.check(() => {
        if (visit({ key, value: child, holder: value, under }) !== true) {
          searchEmbedded(child, findings, relevant, visit, key);
        }
      });
    }
  });
}
