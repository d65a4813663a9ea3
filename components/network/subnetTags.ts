import { platformNames } from "../shared/names.ts";

/** Tags that make controllers find the subnets of internet-facing load balancers. Source: AWS Load Balancer Controller docs, "Subnet auto-discovery". */
export function publicSubnetTags(): Record<string, string> {
  return { "kubernetes.io/role/elb": "1" };
}

/**
 * Tags that make controllers find the subnets of internal load balancers and of nodes. Nodes belong into private
 * subnets only, so no other subnet carries the discovery tag.
 * Sources: AWS Load Balancer Controller docs, "Subnet auto-discovery"; Karpenter docs, "NodeClasses".
 */
export function privateSubnetTags(clusterName: string): Record<string, string> {
  return {
    "kubernetes.io/role/internal-elb": "1",
    "karpenter.sh/discovery": platformNames(clusterName).discoveryTag,
  };
}
