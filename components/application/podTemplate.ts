import { NODE_POOL_LABEL } from "../shared/nodePools.ts";
import type { ApplicationConfig, Probe, SpreadMode } from "./config/types.ts";
import { labelsOf, priorityClassName, selectorLabels } from "./names.ts";

/** Label by which a controller tells the pods of one version from those of another. */
export type HashLabel = "pod-template-hash" | "rollouts-pod-template-hash";

/** What the restricted profile asks of each container. Source: Kubernetes docs, "Pod Security Standards". */
const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** The pods of an application: the same under a Deployment and under a Rollout, but for the label of their version. */
export function podTemplate(app: ApplicationConfig, hashLabel: HashLabel) {
  return { metadata: { labels: labelsOf(app.name) }, spec: podSpec(app, hashLabel) };
}

function podSpec(app: ApplicationConfig, hashLabel: HashLabel) {
  const nodeSelector = { ...app.nodeSelector, ...(app.nodePool !== undefined && { [NODE_POOL_LABEL]: app.nodePool }) };
  return {
    serviceAccountName: app.name,
    // Pod Identity brings a token of its own; the API server's is nobody's business here.
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: priorityClassName(app.priority),
    terminationGracePeriodSeconds: app.terminationGracePeriodSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: app.user,
      runAsGroup: app.user,
      fsGroup: app.user,
      seccompProfile: { type: "RuntimeDefault" as const },
    },
    topologySpreadConstraints: [
      spread(app.name, "topology.kubernetes.io/zone", app.spread.zones, hashLabel),
      spread(app.name, "kubernetes.io/hostname", app.spread.hosts, hashLabel),
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              topologyKey: "kubernetes.io/hostname",
              labelSelector: { matchLabels: { ...selectorLabels(app.name) } },
            },
          },
        ],
      },
    },
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(app.tolerations.length > 0 && {
      tolerations: app.tolerations.map(({ key, value, effect }) =>
        value === undefined
          ? { key, operator: "Exists" as const, effect }
          : { key, operator: "Equal" as const, value, effect },
      ),
    }),
    ...(app.files.length > 0 && { initContainers: app.files.map((_, index) => copier(app, index)) }),
    containers: [mainContainer(app)],
    volumes: [
      ...app.writablePaths.map((_, index) => ({ name: `writable-${index}`, emptyDir: {} })),
      ...app.files.map((_, index) => ({ name: `files-${index}`, emptyDir: {} })),
    ],
  };
}

function mainContainer(app: ApplicationConfig) {
  const { metrics } = app;
  return {
    name: app.name,
    image: app.image,
    ...(app.command.length > 0 && { command: [...app.command] }),
    ...(app.args.length > 0 && { args: [...app.args] }),
    ports: [
      { name: "http", containerPort: app.containerPort, protocol: "TCP" as const },
      ...(metrics && metrics.port !== app.containerPort
        ? [{ name: "metrics", containerPort: metrics.port, protocol: "TCP" as const }]
        : []),
    ],
    ...(Object.keys({ ...app.env, ...app.secretEnv }).length > 0 && { env: environment(app) }),
    resources: { requests: { ...app.resources.requests }, limits: { ...app.resources.limits } },
    readinessProbe: httpProbe(app.probes.readiness),
    livenessProbe: httpProbe(app.probes.liveness),
    ...(app.probes.startup && { startupProbe: httpProbe(app.probes.startup) }),
    // Load balancers and kube-proxies go on sending for a while after a pod was told to stop.
    lifecycle: { preStop: { sleep: { seconds: app.preStopSeconds } } },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [
      ...app.writablePaths.map((mountPath, index) => ({ name: `writable-${index}`, mountPath })),
      ...app.files.map(({ to }, index) => ({ name: `files-${index}`, mountPath: to, readOnly: true })),
    ],
  };
}

/** Copies a directory of another image into a volume. It runs under the same profile, whoever its image would run as. */
function copier(app: ApplicationConfig, index: number) {
  const { image, from } = app.files[index] ?? { image: "", from: "" };
  return {
    name: `files-${index}`,
    image,
    command: ["cp", "-R", `${from}/.`, "/files"],
    resources: { requests: { ...app.resources.requests }, limits: { ...app.resources.limits } },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [{ name: `files-${index}`, mountPath: "/files" }],
  };
}

function environment(app: ApplicationConfig) {
  return [
    ...Object.entries(app.env).map(([name, value]) => ({ name, value })),
    ...Object.entries(app.secretEnv).map(([name, { secret, key }]) => ({
      name,
      valueFrom: { secretKeyRef: { name: secret, key } },
    })),
  ];
}

function httpProbe({ path, periodSeconds, timeoutSeconds, failureThreshold }: Probe) {
  return { httpGet: { path, port: "http" }, periodSeconds, timeoutSeconds, failureThreshold };
}

function spread(application: string, topologyKey: string, mode: SpreadMode, hashLabel: HashLabel) {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: mode === "required" ? ("DoNotSchedule" as const) : ("ScheduleAnyway" as const),
    labelSelector: { matchLabels: { ...selectorLabels(application) } },
    // Each version is spread by itself: the old one's pods, which go anyway, must not keep the new one's out of a zone.
    matchLabelKeys: [hashLabel],
  };
}
