import type { ApplicationConfig, Metrics } from "./config/types.ts";
import { selectorLabels } from "./names.ts";
import { metricsPortName, SCRAPED_LABEL } from "./services.ts";

/** Seconds between two scrapes: four samples fall into the shortest range the analyses ask for. */
const SCRAPE_INTERVAL = "30s";

/**
 * Spec of the `monitoring.coreos.com/v1` ServiceMonitor of an application. Each series gets the label `service`, by
 * which an analysis tells a canary's requests from the others.
 */
export function serviceMonitorSpec(app: ApplicationConfig, { path }: Metrics) {
  return {
    selector: { matchLabels: { ...selectorLabels(app.name), [SCRAPED_LABEL]: "true" } },
    endpoints: [{ port: metricsPortName(app), path, interval: SCRAPE_INTERVAL }],
  };
}
