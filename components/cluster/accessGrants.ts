import type { AwsScope } from "../shared/aws.ts";
import type { AccessConfig } from "./config.ts";

/** One principal's way into the cluster. */
export interface AccessGrant {
  /** Names the principal among all others, and stays the same when others come and go. */
  readonly key: string;
  readonly principalArn: string;
  /** EKS access policy for the whole cluster. */
  readonly policyArn: string;
  /** Kubernetes groups besides. */
  readonly groups: readonly string[];
}

/** The lists of principals in a stack's `cluster.access`. */
export const ACCESS_LISTS = ["admins", "deployers", "readers", "viewers"] as const;

/** The groups that the rules of a list without full access are granted to. */
export const ACCESS_GROUPS = { readers: "eks-platform:readers", viewers: "eks-platform:viewers" } as const;

/**
 * Access policy by list.
 *
 * Deployers need all that admins have: whoever installs controllers makes cluster roles, and Kubernetes lets nobody
 * grant what they have not got. What AmazonEKSViewPolicy leaves out comes from roles of ours: nodes and the platform's
 * own kinds for viewers, whatever a stack has for readers. AmazonEKSAdminViewPolicy reads every resource with its
 * subresources, and a `get` of those of nodes and pods runs commands in containers, so nobody has it.
 * Sources: Amazon EKS User Guide, "Review access policy permissions"; Kubernetes documentation, "Kubelet
 * authentication/authorization".
 */
const POLICIES = {
  admins: "AmazonEKSClusterAdminPolicy",
  deployers: "AmazonEKSClusterAdminPolicy",
  readers: "AmazonEKSViewPolicy",
  viewers: "AmazonEKSViewPolicy",
} as const;

/** The access entries of a cluster. */
export function accessGrants(access: AccessConfig, scope: AwsScope): readonly AccessGrant[] {
  return ACCESS_LISTS.flatMap((list) =>
    access[list].map((principalArn) => ({
      key: principalKey(principalArn, scope),
      principalArn,
      policyArn: `arn:${scope.partition}:eks::aws:cluster-access-policy/${POLICIES[list]}`,
      groups: list === "readers" || list === "viewers" ? [ACCESS_GROUPS[list]] : [],
    })),
  );
}

/** `role-deploy` for a role of the stack's own account, `role-444455556666-deploy` for one of another. */
function principalKey(arn: string, scope: AwsScope): string {
  const [, , , , account = "", path = ""] = arn.split(":");
  const kind = path.slice(0, path.indexOf("/"));
  const name = path.slice(path.lastIndexOf("/") + 1);
  return account === scope.accountId ? `${kind}-${name}` : `${kind}-${account}-${name}`;
}
