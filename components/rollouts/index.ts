import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ANALYSIS_TEMPLATES } from "../shared/analysisTemplates.ts";
import { podSecurityLabels } from "../shared/podSecurity.ts";
import { ARGO_ROLLOUTS } from "../shared/versions.ts";
import { analysisTemplateSpec } from "./analysisTemplates.ts";
import type { RolloutsArgs } from "./args.ts";
import { networkPolicySpec } from "./networkPolicy.ts";
import { rolloutsValues } from "./values.ts";

/** Namespace of Argo Rollouts. */
export const ROLLOUTS_NAMESPACE = "argo-rollouts";

/**
 * Argo Rollouts with its dashboard, and the analyses that releases are judged by. Applications with a Rollout must depend
 * on this component: it brings their kind.
 */
export class RolloutsComponent extends pulumi.ComponentResource {
  constructor(name: string, args: RolloutsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:rollouts:RolloutsComponent", name, {}, opts);
    const { config, prometheusAddress } = args;
    const parent = { parent: this };

    const namespace = new kubernetes.core.v1.Namespace(
      `${name}-namespace`,
      { metadata: { name: ROLLOUTS_NAMESPACE, labels: podSecurityLabels("restricted") } },
      parent,
    );
    const networkPolicy = new kubernetes.networking.v1.NetworkPolicy(
      `${name}-network-policy`,
      { metadata: { name: "argo-rollouts", namespace: namespace.metadata.name }, spec: networkPolicySpec(args) },
      parent,
    );
    const release = new kubernetes.helm.v3.Release(
      `${name}-release`,
      {
        name: "argo-rollouts",
        namespace: ROLLOUTS_NAMESPACE,
        chart: ARGO_ROLLOUTS.chart,
        version: ARGO_ROLLOUTS.chartVersion,
        repositoryOpts: { repo: ARGO_ROLLOUTS.repository },
        values: rolloutsValues({
          dashboard: config.dashboard,
          serviceMonitors: args.serviceMonitors,
          loadBalancers: args.loadBalancers,
          notifications: config.notifications,
        }),
        // An upgrade that fails goes back to the version that worked, and leaves nothing half done.
        atomic: true,
        timeout: 600,
      },
      { ...parent, dependsOn: [namespace, networkPolicy] },
    );
    if (prometheusAddress !== undefined) {
      for (const template of ANALYSIS_TEMPLATES) {
        new kubernetes.apiextensions.CustomResource(
          `${name}-analysis-${template}`,
          {
            apiVersion: "argoproj.io/v1alpha1",
            kind: "ClusterAnalysisTemplate",
            metadata: { name: template },
            spec: analysisTemplateSpec(template, config.analysis, prometheusAddress),
          },
          { ...parent, dependsOn: [release] },
        );
      }
    }

    this.registerOutputs({ namespace: ROLLOUTS_NAMESPACE });
  }
}
