import type { ObservabilityArgs } from "../../components/observability/args.ts";
import { observabilitySchema } from "../../components/observability/config.ts";

/** A platform that has everything there are rules about; its rules are what the rule unit tests run on. */
export const WATCHED_PLATFORM: ObservabilityArgs = {
  scope: { region: "eu-central-1", accountId: "111122223333", partition: "aws" },
  clusterName: "atlas-prod",
  cluster: "atlas-prod",
  config: observabilitySchema("prod").parse({
    alerts: { runbookBaseUrl: "https://runbooks.example.com" },
    // A month of samples takes promtool the better part of a minute.
    thresholds: { restoreDrillDays: 2 },
  }),
  storageClass: "gp3",
  namesOnNodes: false,
  watched: {
    karpenter: true,
    rollouts: true,
    backups: [
      { name: "daily-backup", longestPeriodHours: 24 },
      { name: "weekly-archive", longestPeriodHours: 168 },
    ],
    applications: [
      {
        name: "checkout",
        namespace: "shop",
        requestsMetric: "http_requests_total",
        statusLabel: "status",
        serviceLabel: "service",
        services: ["checkout-stable", "checkout-canary"],
      },
    ],
  },
};
