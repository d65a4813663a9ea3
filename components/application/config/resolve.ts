import { canonicalQuantity } from "../../shared/quantities.ts";
import type { Tier } from "../../shared/tiers.ts";
import type { ApplicationFields } from "./fields.ts";
import { defaultDisruptionBudget } from "../disruptionBudget.ts";
import { BEHAVIOURS } from "./scaling.ts";
import { strategy as strategySchema } from "./strategy.ts";
import { isScaled, tierDefaults, type TierDefaults } from "./tierDefaults.ts";
import type {
  ApplicationConfig,
  Autoscaling,
  DisruptionBudget,
  Ingress,
  Metrics,
  Resources,
  Strategy,
} from "./types.ts";

/** Fills in what depends on the tier or on other fields. */
export function resolveApplication(found: ApplicationFields, tier: Tier, rollouts: boolean): ApplicationConfig {
  const defaults = tierDefaults(tier);
  const autoscaling = resolveAutoscaling(found, defaults);
  const replicas = autoscaling?.minReplicas ?? found.replicas ?? defaults.replicas;
  return {
    name: found.name,
    namespace: found.namespace ?? found.name,
    quota: found.quota,
    image: found.image,
    command: found.command,
    args: found.args,
    containerPort: found.containerPort,
    servicePort: found.servicePort,
    env: found.env,
    secretEnv: found.secretEnv,
    resources: canonical(found.resources),
    probes: {
      readiness: found.probes.readiness,
      liveness: found.probes.liveness,
      startup: found.probes.startup,
    },
    user: found.user,
    writablePaths: found.writablePaths,
    files: found.files,
    replicas,
    autoscaling,
    strategy: resolveStrategy(found.strategy, tier, rollouts),
    disruptionBudget: (found.disruptionBudget as DisruptionBudget | undefined) ?? defaultDisruptionBudget(replicas),
    spread: { zones: found.spread.zones ?? defaults.zones, hosts: found.spread.hosts ?? "preferred" },
    priority: found.priority,
    terminationGracePeriodSeconds: found.terminationGracePeriodSeconds,
    preStopSeconds: found.preStopSeconds,
    nodePool: found.nodePool,
    nodeSelector: found.nodeSelector,
    tolerations: found.tolerations,
    podIdentity: found.podIdentity,
    ingress: resolveIngress(found),
    networkPolicy: found.networkPolicy,
    metrics: resolveMetrics(found),
  };
}

/**
 * Quantities as Kubernetes writes them. Argo Rollouts rewrites a pod template whose quantities are not in this form, and
 * thereby becomes the owner of its containers: every later server-side apply would conflict
 * (argoproj/argo-rollouts, issue 3281).
 */
function canonical({ requests, limits }: Resources): Resources {
  const both = ({ cpu, memory }: Resources["requests"]) => ({
    cpu: canonicalQuantity(cpu),
    memory: canonicalQuantity(memory),
  });
  return { requests: both(requests), limits: both(limits) };
}

function resolveAutoscaling({ autoscaling }: ApplicationFields, defaults: TierDefaults): Autoscaling | undefined {
  if (!isScaled(autoscaling, defaults)) return undefined;
  const preset = BEHAVIOURS[autoscaling?.behaviour ?? "default"];
  return {
    minReplicas: autoscaling?.minReplicas ?? defaults.minReplicas,
    maxReplicas: autoscaling?.maxReplicas ?? defaults.maxReplicas,
    cpu: autoscaling?.cpu ?? defaults.cpu,
    memory: autoscaling?.memory ?? 80,
    scaleUp: autoscaling?.scaleUp ?? preset.scaleUp,
    scaleDown: autoscaling?.scaleDown ?? preset.scaleDown,
    external: autoscaling?.external ?? [],
  };
}

function resolveStrategy(found: ApplicationFields["strategy"], tier: Tier, rollouts: boolean): Strategy {
  const strategy = found ?? strategySchema.parse({ kind: tier === "prod" && rollouts ? "canary" : "rolling" });
  switch (strategy.kind) {
    case "rolling":
    case "canary":
      return strategy;
    case "blue-green":
      return {
        kind: "blue-green",
        autoPromotion: strategy.autoPromotion,
        autoPromotionSeconds: strategy.autoPromotionSeconds,
        scaleDownDelaySeconds: strategy.scaleDownDelaySeconds,
        previewReplicas: strategy.previewReplicas,
        prePromotionAnalysis: strategy.prePromotionAnalysis,
        postPromotionAnalysis: strategy.postPromotionAnalysis,
      };
  }
}

function resolveIngress({ ingress, probes }: ApplicationFields): Ingress | undefined {
  return (
    ingress && {
      hosts: ingress.hosts,
      scheme: ingress.scheme,
      certificateArn: ingress.certificateArn,
      sslPolicy: ingress.sslPolicy,
      path: ingress.path,
      healthCheckPath: ingress.healthCheckPath ?? probes.readiness.path,
      idleTimeoutSeconds: ingress.idleTimeoutSeconds,
      webAclArn: ingress.webAclArn,
    }
  );
}

function resolveMetrics({ metrics, name, containerPort }: ApplicationFields): Metrics | undefined {
  if (!metrics.enabled) return undefined;
  const prefix = name.replaceAll("-", "_");
  return {
    path: metrics.path,
    port: metrics.port ?? containerPort,
    requestsMetric: metrics.requestsMetric ?? `${prefix}_http_requests_total`,
    durationMetric: metrics.durationMetric ?? `${prefix}_http_request_duration_seconds`,
    statusLabel: metrics.statusLabel,
    serviceLabel: metrics.serviceLabel,
  };
}
