import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterContext, MadeCluster } from "./args.ts";
import { kubeconfig } from "./kubeconfig.ts";

/** The kubeconfig of the cluster as JSON text, a secret. */
export function makeKubeconfig({ scope, deployAccess }: ClusterContext, cluster: MadeCluster): pulumi.Output<string> {
  const proxyUrl = deployAccess.mode === "proxy" ? deployAccess.url : undefined;
  return pulumi.secret(
    pulumi
      .all([cluster.name, cluster.endpoint, cluster.certificateAuthority])
      .apply(([clusterName, endpoint, certificateAuthority]) =>
        JSON.stringify(kubeconfig({ clusterName, region: scope.region, endpoint, certificateAuthority, proxyUrl })),
      ),
  );
}

/**
 * The provider of everything inside the cluster.
 *
 * @param access access entries and ways to the endpoint: without its own, the program is not let in
 */
export function makeProvider(
  { name, parent }: ClusterContext,
  cluster: MadeCluster,
  kubeconfigJson: pulumi.Output<string>,
  access: readonly pulumi.Resource[],
): kubernetes.Provider {
  return new kubernetes.Provider(
    `${name}-kubernetes`,
    {
      kubeconfig: kubeconfigJson,
      // The endpoint is new with every cluster. A name would pass a new cluster of the same name off as the old one.
      clusterIdentifier: cluster.endpoint,
      enableServerSideApply: true,
    },
    { parent, dependsOn: [...access] },
  );
}
