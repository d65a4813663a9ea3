import { FLUENT_BIT_IMAGE_TAG } from "../shared/versions.ts";
import { COLLECTOR, configText, fluentBitSections, HTTP_PORT, type Section, STATE } from "./fluentBitConfig.ts";

/** What the chart's values depend on. */
export interface FluentBitValuesInput {
  readonly clusterName: string;
  readonly region: string;
  readonly serviceMonitors: boolean;
}

/** Fluent Bit's own server: five errors, or five chunks given up, within a minute make it unhealthy. */
const SERVICE = [
  "Flush 5",
  "Log_Level warn",
  "HTTP_Server On",
  "HTTP_Listen 0.0.0.0",
  `HTTP_Port ${HTTP_PORT}`,
  "Health_Check On",
  "HC_Errors_Count 5",
  "HC_Retry_Failure_Count 5",
  "HC_Period 60",
].join("\n");

/** Values of the chart aws-for-fluent-bit. Its own inputs and outputs are off: they know one log group only. */
export function fluentBitValues(given: FluentBitValuesInput) {
  const sections = fluentBitSections(given);
  const text = (kind: Section["kind"]) => configText(sections.filter((section) => section.kind === kind));
  return {
    fullnameOverride: COLLECTOR,
    image: { tag: FLUENT_BIT_IMAGE_TAG },
    serviceAccount: { create: true, name: COLLECTOR },
    service: { extraService: SERVICE },
    input: { enabled: false },
    filter: { enabled: false },
    cloudWatchLogs: { enabled: false },
    additionalInputs: text("INPUT"),
    additionalFilters: text("FILTER"),
    additionalOutputs: text("OUTPUT"),
    resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    // Every node has logs, whatever its taints.
    tolerations: [{ operator: "Exists" }],
    priorityClassName: "system-node-critical",
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    // Root, because log files are root's; but with none of root's powers.
    containerSecurityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumes: [
      { name: "logs", hostPath: { path: "/var/log" } },
      { name: "state", hostPath: { path: STATE, type: "DirectoryOrCreate" } },
    ],
    volumeMounts: [
      { name: "logs", mountPath: "/var/log", readOnly: true },
      { name: "state", mountPath: STATE },
    ],
    readinessProbe: { httpGet: { path: "/api/v1/health", port: HTTP_PORT, scheme: "HTTP" } },
    serviceMonitor: { enabled: given.serviceMonitors },
  };
}
