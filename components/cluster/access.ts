import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterContext, MadeCluster } from "./args.ts";
import { accessGrants } from "./accessGrants.ts";

/**
 * Who may use the cluster. Nodes are not here: EKS makes the access entries of managed node groups and of Auto Mode.
 *
 * @returns what must be there before anything is done inside the cluster
 */
export function makeAccess(context: ClusterContext, cluster: MadeCluster): pulumi.Resource[] {
  const { name, parent, config, scope } = context;
  return accessGrants(config.access, scope).map((grant) => {
    const entry = new aws.eks.AccessEntry(
      `${name}-access-${grant.key}`,
      {
        clusterName: cluster.name,
        principalArn: grant.principalArn,
        type: "STANDARD",
        ...(grant.groups.length > 0 && { kubernetesGroups: [...grant.groups] }),
      },
      { parent },
    );
    return new aws.eks.AccessPolicyAssociation(
      `${name}-access-${grant.key}`,
      {
        clusterName: cluster.name,
        principalArn: grant.principalArn,
        policyArn: grant.policyArn,
        accessScope: { type: "cluster" },
      },
      { parent, dependsOn: [entry] },
    );
  });
}
