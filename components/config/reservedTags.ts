/**
 * Tag keys by which AWS and the cluster's controllers know what is theirs: EKS, the VPC CNI, the drivers of volumes, Karpenter
 * and the load balancer controller set them, look for them, and delete by them. Sources: AWS Load Balancer Controller docs,
 * "Ingress annotations" and "Subnet auto-discovery"; Karpenter docs, v1.14, "NodeClasses", spec.tags; Amazon VPC CNI plugin
 * for Kubernetes, README; Amazon EKS User Guide, "Organize Amazon EKS resources with tags".
 */
const RESERVED =
  /^eks:|^(?:[^/]+\.)?(?:kubernetes\.io|k8s\.io|k8s\.aws|k8s\.amazonaws\.com|karpenter\.sh|csi\.aws\.com)\//i;

/** What is wrong with the key of a tag that everything of a stack gets; undefined: nothing. */
export function reservedTagProblem(key: string): string | undefined {
  if (!RESERVED.test(key)) return undefined;
  const [prefix = ""] = /^[^:/]+[:/]/.exec(key) ?? [];
  return `begins with "${prefix}", by which EKS and controllers in the cluster tell what is theirs; allowed is a key of your own`;
}
