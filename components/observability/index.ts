import * as pulumi from "@pulumi/pulumi";
import type { ObservabilityArgs, ObservabilityContext } from "./args.ts";
import { makeGrafanaAdmin } from "./grafanaAdmin.ts";
import { makeNamespace } from "./namespace.ts";
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
    const admin = args.config.grafana ? [makeGrafanaAdmin(context, namespace)] : [];
    makeRules(context, namespace);
    makeRelease(context, namespace, [...policies, ...admin]);

    this.registerOutputs({});
  }
}
