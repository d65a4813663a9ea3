import type { ApplicationConfig } from "./config/types.ts";
import { labelsOf, mainService, releaseService, selectorLabels, stableService } from "./names.ts";

/** A Service of an application. */
export interface ServicePlan {
  /** What it is for, within the application. */
  readonly role: "service" | "stable" | "canary" | "preview";
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: {
    readonly type: "ClusterIP";
    readonly selector: Record<string, string>;
    readonly ports: readonly {
      readonly name: string;
      readonly port: number;
      readonly targetPort: number;
      readonly protocol: string;
    }[];
  };
  /** Whether Argo Rollouts points it at one version's pods, by a selector that is then its own. */
  readonly steered: boolean;
}

/** Label of the Services that Prometheus finds an application's pods by: exactly one of them for each version. */
export const SCRAPED_LABEL = "eks-platform/scraped";

/**
 * The Services of an application. The first is there whatever the strategy, under the same name: for rolling updates and
 * canaries it takes in every pod, of a blue-green release it is the active one. A canary has two more, by which the load
 * balancer splits traffic and Prometheus tells the versions apart.
 */
export function servicesOf(app: ApplicationConfig): readonly ServicePlan[] {
  const { kind } = app.strategy;
  const service = (role: ServicePlan["role"], name: string, steered: boolean, scraped: boolean): ServicePlan => ({
    role,
    name,
    labels: { ...labelsOf(app.name), ...(scraped && app.metrics && { [SCRAPED_LABEL]: "true" }) },
    spec: { type: "ClusterIP", selector: { ...selectorLabels(app.name) }, ports: portsOf(app) },
    steered,
  });
  switch (kind) {
    case "rolling":
      return [service("service", mainService(app.name), false, true)];
    case "canary":
      return [
        service("service", mainService(app.name), false, false),
        service("stable", stableService(app.name), true, true),
        service("canary", releaseService(app.name, kind), true, true),
      ];
    case "blue-green":
      return [
        service("service", mainService(app.name), true, true),
        service("preview", releaseService(app.name, kind), true, true),
      ];
  }
}

/** Name of the port, among a Service's, that metrics are served on. */
export function metricsPortName({ metrics, containerPort }: ApplicationConfig): string {
  return metrics && metrics.port !== containerPort ? "metrics" : "http";
}

function portsOf({ containerPort, servicePort, metrics }: ApplicationConfig): ServicePlan["spec"]["ports"] {
  return [
    { name: "http", port: servicePort, targetPort: containerPort, protocol: "TCP" },
    ...(metrics && metrics.port !== containerPort
      ? [{ name: "metrics", port: metrics.port, targetPort: metrics.port, protocol: "TCP" }]
      : []),
  ];
}
