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

/** The group that `viewerRules` is granted to. */
export const VIEWERS_GROUP = "eks-platform:viewers";

/**
 * Access policy by list.
 *
 * Deployers need all that admins have: whoever installs controllers makes cluster roles, and Kubernetes lets nobody
 * grant what they have not got. Viewers do not get AmazonEKSAdminViewPolicy, which reads Secrets too; what
 * AmazonEKSViewPolicy leaves out, nodes and the platform's own kinds, comes from a role of ours.
 * Source: Amazon EKS User Guide, "Review access policy permissions".
 */
const POLICIES = {
  admins: "AmazonEKSClusterAdminPolicy",
  deployers: "AmazonEKSClusterAdminPolicy",
  viewers: "AmazonEKSViewPolicy",
} as const;

const LISTS = ["admins", "deployers", "viewers"] as const;

/** The access entries of a cluster. */
export function accessGrants(access: AccessConfig, scope: AwsScope): readonly AccessGrant[] {
  return LISTS.flatMap((list) =>
    access[list].map((principalArn) => ({
      key: principalKey(principalArn, scope),
      principalArn,
      policyArn: `arn:${scope.partition}:eks::aws:cluster-access-policy/${POLICIES[list]}`,
      groups: list === "viewers" ? [VIEWERS_GROUP] : [],
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

/** A rule of a Kubernetes role. */
export interface RbacRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What viewers see besides AmazonEKSViewPolicy: nodes, volumes, and what the platform's controllers work on. No Secrets. */
export function viewerRules(): readonly RbacRule[] {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    "": ["nodes", "persistentvolumes"],
    "apiextensions.k8s.io": ["customresourcedefinitions"],
    "argoproj.io": ["rollouts", "analysisruns", "analysistemplates", "clusteranalysistemplates", "experiments"],
    "eks.amazonaws.com": ["nodeclasses"],
    "karpenter.k8s.aws": ["ec2nodeclasses"],
    "karpenter.sh": ["nodepools", "nodeclaims"],
    "metrics.k8s.io": ["nodes", "pods"],
    "snapshot.storage.k8s.io": ["volumesnapshots", "volumesnapshotcontents", "volumesnapshotclasses"],
    "storage.k8s.io": ["storageclasses", "volumeattachments", "csinodes"],
    "velero.io": ["backups", "restores", "schedules", "backupstoragelocations", "volumesnapshotlocations"],
  };
  return Object.entries(kinds).map(([group, resources]) => ({
    apiGroups: [group],
    resources,
    verbs: ["get", "list", "watch"],
  }));
}
