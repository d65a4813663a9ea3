import type { ApplicationConfig } from "./config/types.ts";
import { SCRAPED_LABEL, servicesOf } from "./services.ts";

/** An application whose answers are measured, as rules about it need it. */
export interface MeasuredApplication {
  readonly name: string;
  readonly namespace: string;
  /** Counter of its requests. */
  readonly requestsMetric: string;
  /** Label with the HTTP status of the answer. */
  readonly statusLabel: string;
  /** Label with the Service that was asked. */
  readonly serviceLabel: string;
  /** The Services that users are answered by: not the preview of a blue-green release, which nobody but its analysis asks. */
  readonly services: readonly string[];
}

/** The applications of a stack that have metrics. */
export function measuredApplications(applications: readonly ApplicationConfig[]): MeasuredApplication[] {
  return applications.flatMap((app) => {
    if (!app.metrics) return [];
    const { requestsMetric, statusLabel, serviceLabel } = app.metrics;
    const services = servicesOf(app)
      .filter(({ role, labels }) => labels[SCRAPED_LABEL] !== undefined && role !== "preview")
      .map(({ name }) => name);
    return [{ name: app.name, namespace: app.namespace, requestsMetric, statusLabel, serviceLabel, services }];
  });
}
