/** Namespace of the collectors, where nothing else runs. */
export const NAMESPACE = "tracing";

/** Name of the collector's object; the operator adds `-collector` for the Deployment and the Service it makes. */
export const COLLECTOR = "otel";

/** Service that applications send to, and the account its pods run as. */
export const SERVICE = `${COLLECTOR}-collector`;

/** Ports of the protocol: gRPC and HTTP. Source: OpenTelemetry, "OTLP Specification", default ports. */
export const OTLP_PORTS = { grpc: 4317, http: 4318 } as const;

/** Ports of the collector's own health and metrics. Source: OpenTelemetry Collector docs, "Internal telemetry"; healthcheckextension. */
export const HEALTH_PORT = 13133;
export const METRICS_PORT = 8888;

/** Labels the operator gives a collector's pods. Source: open-telemetry/opentelemetry-operator, v0.151.0, manifestutils.SelectorLabels. */
export const COLLECTOR_LABELS = {
  "app.kubernetes.io/instance": `${NAMESPACE}.${COLLECTOR}`,
  "app.kubernetes.io/component": "opentelemetry-collector",
} as const;
