import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podSecurityLabels } from "../shared/podSecurity.ts";
import { CERT_MANAGER_CHART } from "../shared/versions.ts";
import type { CertManagerArgs } from "./args.ts";
import { NAMESPACE, RELEASE } from "./names.ts";
import { networkPolicySpec } from "./networkPolicy.ts";
import { certManagerValues } from "./values.ts";

/** Seconds for three deployments that may have to wait for a node, and for the job that tries them. */
const TIMEOUT_SECONDS = 900;

/**
 * cert-manager: whoever asks for a certificate by its kinds must depend on this component, for its webhook has to be there
 * both when they are made and when they are deleted.
 */
export class CertManagerComponent extends pulumi.ComponentResource {
  constructor(name: string, args: CertManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:cert-manager:CertManagerComponent", name, {}, opts);

    const namespace = new kubernetes.core.v1.Namespace(
      `${name}-namespace`,
      { metadata: { name: NAMESPACE, labels: podSecurityLabels("restricted") } },
      { parent: this },
    );
    const networkPolicy = new kubernetes.networking.v1.NetworkPolicy(
      `${name}-network-policy`,
      {
        metadata: { name: RELEASE, namespace: namespace.metadata.name },
        spec: networkPolicySpec(args),
      },
      { parent: this },
    );
    new kubernetes.helm.v3.Release(
      `${name}-release`,
      {
        name: RELEASE,
        namespace: namespace.metadata.name,
        chart: CERT_MANAGER_CHART.chart,
        version: CERT_MANAGER_CHART.version,
        ...(CERT_MANAGER_CHART.repository !== undefined && { repositoryOpts: { repo: CERT_MANAGER_CHART.repository } }),
        values: certManagerValues(args),
        atomic: true,
        timeout: TIMEOUT_SECONDS,
      },
      { parent: this, dependsOn: [networkPolicy] },
    );

    this.registerOutputs({ namespace: NAMESPACE });
  }
}
