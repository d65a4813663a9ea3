import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { BACKUPS_DASHBOARD } from "./backups.ts";
import { type Dashboard, dashboardOf, type DashboardSpec } from "./dashboard.ts";
import { DELIVERY_DASHBOARD } from "./delivery.ts";
import { KARPENTER_DASHBOARD } from "./karpenter.ts";
import { PLATFORM_DASHBOARD } from "./platform.ts";

/** Which dashboards there can be; all but the first are of use only where what they show is installed. */
export type DashboardName = "platform" | "karpenter" | "delivery" | "backups";

const SPECS: Readonly<Record<DashboardName, DashboardSpec>> = {
  platform: PLATFORM_DASHBOARD,
  karpenter: KARPENTER_DASHBOARD,
  delivery: DELIVERY_DASHBOARD,
  backups: BACKUPS_DASHBOARD,
};

/** Names of all dashboards, in the order they are shown. */
export const DASHBOARDS = Object.keys(SPECS) as readonly DashboardName[];

/** Label by which Grafana's sidecar finds ConfigMaps. Source: kube-prometheus-stack's values, `grafana.sidecar.dashboards`. */
export const DASHBOARD_LABEL = { grafana_dashboard: "1" } as const;

/** A dashboard as Grafana loads it. */
export function dashboard(name: DashboardName): Dashboard {
  return dashboardOf(SPECS[name]);
}

/** A dashboard as the text of a JSON file, which any Grafana imports. */
export function dashboardFile(name: DashboardName): { readonly path: string; readonly text: string } {
  return { path: `eks-platform-${name}.json`, text: `${JSON.stringify(dashboard(name), undefined, 2)}\n` };
}

/** What dashboards are put into a cluster with. */
export interface DashboardsContext {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
  /** Namespace in which Grafana's sidecar looks, or any where it looks in all. */
  readonly namespace: pulumi.Input<string>;
  /** Which of them. */
  readonly dashboards: readonly DashboardName[];
  /** What must be there first. Default: nothing beyond the namespace. */
  readonly dependsOn?: readonly pulumi.Resource[];
}

/** The ConfigMaps that Grafana's sidecar loads dashboards from. */
export function makeDashboards(context: DashboardsContext): kubernetes.core.v1.ConfigMap[] {
  const { name, parent, namespace, dashboards, dependsOn = [] } = context;
  return dashboards.map((which) => {
    const { path, text } = dashboardFile(which);
    return new kubernetes.core.v1.ConfigMap(
      `${name}-dashboard-${which}`,
      {
        metadata: { name: `eks-platform-dashboard-${which}`, namespace, labels: DASHBOARD_LABEL },
        data: { [path]: text },
      },
      { parent, dependsOn: [...dependsOn] },
    );
  });
}
