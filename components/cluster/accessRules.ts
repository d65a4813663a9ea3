/** A rule of a Kubernetes role. */
export interface RbacRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What viewers see besides AmazonEKSViewPolicy: nodes, volumes, and what the platform's controllers work on. No Secrets. */
export function viewerRules(): readonly RbacRule[] {
  return looking({
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
  });
}

/**
 * What comparing a stack's state with the cluster takes: every kind that a stack makes, what Pulumi looks at beside it,
 * and Secrets, in which Helm keeps its releases. The kinds of the core are named one by one, since its subresources
 * `nodes/proxy`, `pods/exec` and the like are no reading; the subresources of the other groups are.
 */
export function readerRules(): readonly RbacRule[] {
  const core = ["configmaps", "endpoints", "events", "limitranges", "namespaces", "nodes", "persistentvolumeclaims"];
  const all = [
    ...["admissionregistration", "apiextensions", "discovery", "events", "networking", "rbac.authorization"],
    ...["scheduling", "snapshot.storage", "storage"],
  ].map((group) => `${group}.k8s.io`);
  const groups = [
    ...["apps", "argoproj.io", "autoscaling", "batch", "cert-manager.io", "eks.amazonaws.com", "karpenter.k8s.aws"],
    ...["karpenter.sh", "monitoring.coreos.com", "policy", "velero.io", ...all],
  ];
  return looking({
    "": [
      ...core,
      ...["persistentvolumes", "pods", "replicationcontrollers", "resourcequotas", "secrets", "serviceaccounts"],
      "services",
    ],
    ...Object.fromEntries(groups.map((group) => [group, ["*"]])),
  });
}

function looking(kinds: Readonly<Record<string, readonly string[]>>): readonly RbacRule[] {
  return Object.entries(kinds).map(([group, resources]) => ({
    apiGroups: [group],
    resources,
    verbs: ["get", "list", "watch"],
  }));
}
