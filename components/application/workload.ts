import type { ApplicationConfig, RollingStrategy } from "./config/types.ts";
import { selectorLabels } from "./names.ts";
import { podTemplate } from "./podTemplate.ts";

/** Seconds a pod must be ready before it counts, so that one that crashes at once never does. */
const MIN_READY_SECONDS = 10;
/** Seconds without progress after which an update has failed. */
const PROGRESS_DEADLINE_SECONDS = 600;
/** Old versions kept for a way back. */
const REVISION_HISTORY = 5;

/** What a Deployment and a Rollout have in common. */
export function workloadBase(app: ApplicationConfig) {
  return {
    // With an autoscaler, only where it starts: later updates leave the number alone.
    replicas: app.replicas,
    minReadySeconds: MIN_READY_SECONDS,
    progressDeadlineSeconds: PROGRESS_DEADLINE_SECONDS,
    revisionHistoryLimit: REVISION_HISTORY,
    selector: { matchLabels: { ...selectorLabels(app.name) } },
  };
}

/** Spec of the `apps/v1` Deployment of an application with rolling updates. */
export function deploymentSpec(app: ApplicationConfig, { maxSurge, maxUnavailable }: RollingStrategy) {
  return {
    ...workloadBase(app),
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge, maxUnavailable } },
    template: podTemplate(app, "pod-template-hash"),
  };
}

/** What an autoscaler scales, and events are about. */
export function workloadReference(app: ApplicationConfig): {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
} {
  return app.strategy.kind === "rolling"
    ? { apiVersion: "apps/v1", kind: "Deployment", name: app.name }
    : { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: app.name };
}
