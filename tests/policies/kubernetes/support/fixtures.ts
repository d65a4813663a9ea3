import type { PlannedResource } from "../../../support/policies.ts";

/** A container that every rule about containers accepts. */
export const container = {
  name: "web",
  image: "registry.example.com:5000/shop/web:v1.4.2",
  ports: [{ name: "http", containerPort: 8080 }],
  env: [
    { name: "LOG_LEVEL", value: "info" },
    { name: "DATABASE_PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } },
  ],
  resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "256Mi" } },
  readinessProbe: { httpGet: { path: "/ready", port: "http" } },
  livenessProbe: { httpGet: { path: "/alive", port: "http" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  },
};

/** A pod template that every rule about pods accepts. */
export const template = {
  metadata: { labels: { app: "web", tier: "front" } },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [container],
    initContainers: [
      {
        name: "migrate",
        image: "registry.example.com:5000/shop/migrate@sha256:" + "0123456789abcdef".repeat(4),
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "128Mi" } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      },
    ],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { app: "web" } },
      },
    ],
  },
};

/** A Deployment of three replicas that every rule about single resources accepts. */
export const deployment: PlannedResource = {
  type: "kubernetes:apps/v1:Deployment",
  name: "web",
  props: {
    metadata: { name: "web", namespace: "shop" },
    spec: { replicas: 3, selector: { matchLabels: { app: "web" } }, template },
  },
};

/** The disruption budget of {@link deployment}. */
export const budget: PlannedResource = {
  type: "kubernetes:policy/v1:PodDisruptionBudget",
  name: "web-budget",
  props: {
    metadata: { name: "web", namespace: "shop" },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: "web" } } },
  },
};

/** An autoscaler of {@link deployment}. */
export const autoscaler: PlannedResource = {
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  name: "web-autoscaler",
  props: {
    metadata: { name: "web", namespace: "shop" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      minReplicas: 3,
      maxReplicas: 10,
    },
  },
};

/** A Helm release of a chart. */
export function release(chart: string, values: Record<string, unknown>, namespace = "system"): PlannedResource {
  return { type: "kubernetes:helm.sh/v3:Release", name: chart, props: { chart, namespace, values } };
}

/** Resources that every rule about them accepts. */
export const enough = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "128Mi" } };

/** A patch of {@link deployment} that changes its pods, or those of the kind `type`. */
export function podPatch(spec: Record<string, unknown>, type = "kubernetes:apps/v1:DeploymentPatch"): PlannedResource {
  return {
    type,
    name: "web-patch",
    props: { metadata: { name: "web", namespace: "shop" }, spec: { template: { spec } } },
  };
}

/** An object of an operator that makes pods of it, which every rule accepts. */
export const collector: PlannedResource = {
  type: "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector",
  name: "collector",
  props: {
    metadata: { name: "collector", namespace: "tracing" },
    spec: { mode: "deployment", securityContext: { capabilities: { drop: ["ALL"] } }, env: [] },
  },
};
