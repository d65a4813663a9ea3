import type { Report } from "../shared/rules.ts";

/** AWS takes 50 tags on a resource; Karpenter adds some seven of its own. Source: Tagging AWS Resources User Guide. */
export const MAX_NODE_TAGS = 40;

/** What is wrong with a tag key of a node, or undefined. Source: EC2NodeClass v1 of Karpenter 1.14.1 (CEL rules). */
export function tagKeyProblem(key: string): string | undefined {
  if (key === "") return "is empty; allowed is a tag key";
  if (
    key.startsWith("kubernetes.io/cluster") ||
    [
      "eks:eks-cluster-name",
      "karpenter.sh/nodepool",
      "karpenter.sh/nodeclaim",
      "karpenter.k8s.aws/ec2nodeclass",
    ].includes(key)
  ) {
    return "is a tag by which Karpenter knows its own instances, and sets itself; allowed is any other key";
  }
  return undefined;
}

/** Reports every key that nodes cannot be tagged with. */
export function checkTags(tags: Readonly<Record<string, unknown>>, report: Report): void {
  for (const key of Object.keys(tags)) {
    const problem = tagKeyProblem(key);
    if (problem !== undefined) report([key], problem);
  }
  if (Object.keys(tags).length > MAX_NODE_TAGS) report([], `allowed are at most ${MAX_NODE_TAGS} tags`);
}
