import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterContext, MadeCluster } from "./args.ts";

/**
 * Lets those who deploy open connections to the private endpoint. It is made with the cluster: everything inside it is
 * made over such a connection, in the same deployment.
 *
 * @returns what must be there before anything is done inside the cluster
 */
export function makeApiAccess(context: ClusterContext, cluster: MadeCluster): pulumi.Resource[] {
  const { name, parent, apiSources } = context;
  return apiSources.map(
    (source) =>
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-api-from-${source.replaceAll(/[^a-z0-9]+/g, "-")}`,
        {
          securityGroupId: cluster.securityGroupId,
          description: "Kubernetes API for those who deploy",
          ...sourceOf(source),
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
        },
        { parent },
      ),
  );
}

function sourceOf(source: string) {
  if (source.startsWith("sg-")) return { referencedSecurityGroupId: source };
  return source.startsWith("pl-") ? { prefixListId: source } : { cidrIpv4: source };
}
