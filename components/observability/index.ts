import * as pulumi from "@pulumi/pulumi";
import { announcementOf, makeAnnouncer } from "./announcer.ts";
import type { ObservabilityArgs, ObservabilityContext, Watched } from "./args.ts";
import { type DashboardName, makeDashboards } from "./dashboards/index.ts";
import { makeGrafanaAdmin } from "./grafanaAdmin.ts";
import { makeNamespace } from "./namespace.ts";
import { MONITORING_NAMESPACE } from "../shared/networkRules.ts";
import { makeRules } from "./prometheusRules.ts";
import { makeRelease } from "./release.ts";

export { MonitoringCrdsComponent } from "./crds.ts";

/**
 * Prometheus, Alertmanager and Grafana in a namespace of their own, and the rules by which the platform watches itself.
 *
 * It must depend on the definitions (`MonitoringCrdsComponent`), on a storage class, and on whatever brings nodes with
 * room for it: where Karpenter runs, on its pools, for nothing here tolerates the taint of the small system nodes.
 */
export class ObservabilityComponent extends pulumi.ComponentResource {
  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:observability:ObservabilityComponent", name, {}, opts);
    const context: ObservabilityContext = { ...args, name, parent: this };

    const { namespace, policies } = makeNamespace(context);
    const grafana = args.config.grafana
      ? [
          makeGrafanaAdmin(context, namespace),
          ...makeDashboards({
            name,
            parent: this,
            namespace: namespace.metadata.name,
            dashboards: dashboardsOf(args.watched),
          }),
        ]
      : [];
    const announcer = announcementOf(context) ? [makeAnnouncer(context), ...(args.topic ?? [])] : [];
    makeRules(context, namespace);
    makeRelease(context, namespace, [...policies, ...grafana, ...announcer]);

    this.registerOutputs({ namespace: MONITORING_NAMESPACE });
  }
}

/** The dashboards that have something to show. */
function dashboardsOf({ karpenter, rollouts, backups }: Watched): readonly DashboardName[] {
  return [
    "platform",
    ...(karpenter ? (["karpenter"] as const) : []),
    ...(rollouts ? (["delivery"] as const) : []),
    ...(backups ? (["backups"] as const) : []),
  ];
}
