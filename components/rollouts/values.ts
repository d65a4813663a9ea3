import { ARGO_ROLLOUTS } from "../shared/versions.ts";
import type { NotificationsConfig } from "./config.ts";
import { notificationValues } from "./notifications.ts";

/** What the chart's values depend on. */
export interface RolloutsValuesInput {
  readonly dashboard: boolean;
  readonly serviceMonitors: boolean;
  /** Whether releases may shift the traffic of Application Load Balancers. */
  readonly loadBalancers: boolean;
  readonly notifications: NotificationsConfig | undefined;
}

/** Traffic routers that Argo Rollouts knows and the chart has permissions for. Source: chart argo-rollouts 2.41.0, values. */
const OTHER_ROUTERS = [
  "istio",
  "smi",
  "ambassador",
  "awsAppMesh",
  "traefik",
  "apisix",
  "contour",
  "glooPlatform",
  "gatewayAPI",
];

const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};
const POD_SECURITY = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };

/** Lets the controllers run on dedicated system nodes too. Source: Kubernetes' taint for cluster-critical add-ons. */
const TOLERATIONS = [{ key: "CriticalAddonsOnly", operator: "Exists" }];

const SPREAD = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: "ScheduleAnyway",
}));

/** Values of the chart argo-rollouts. */
export function rolloutsValues({ dashboard, serviceMonitors, loadBalancers, notifications }: RolloutsValuesInput) {
  return {
    installCRDs: true,
    // A chart taken away by mistake must not take every Rollout, and with it every pod, along.
    keepCRDs: true,
    podSecurityContext: POD_SECURITY,
    containerSecurityContext: CONTAINER_SECURITY,
    controller: {
      replicas: 2,
      image: { tag: ARGO_ROLLOUTS.imageTag },
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "1", memory: "512Mi" } },
      // Without one of the two the chart writes minAvailable: 0, which protects nothing.
      pdb: { enabled: true, maxUnavailable: 1 },
      metrics: { enabled: true, serviceMonitor: { enabled: serviceMonitors } },
      logging: { format: "json" },
      // The chart adds the label selector.
      topologySpreadConstraints: SPREAD,
      tolerations: TOLERATIONS,
      priorityClassName: "system-cluster-critical",
    },
    providerRBAC: {
      enabled: loadBalancers,
      providers: {
        ...Object.fromEntries(OTHER_ROUTERS.map((router) => [router, false])),
        awsLoadBalancerController: loadBalancers,
      },
    },
    dashboard: {
      enabled: dashboard,
      readonly: true,
      replicas: 1,
      image: { tag: ARGO_ROLLOUTS.imageTag },
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
      podSecurityContext: POD_SECURITY,
      containerSecurityContext: CONTAINER_SECURITY,
      // The chart has no authentication: nothing but port forwarding, which the API server guards, may reach it.
      service: { type: "ClusterIP" },
      ingress: { enabled: false },
      tolerations: TOLERATIONS,
    },
    notifications: notificationValues(notifications),
  };
}
