/** Kinds a drill leaves out of a restore beside the real thing, and what they would do there. */
export const NOT_RESTORED: Readonly<Record<string, string>> = {
  services: "would take load balancers and node ports",
  endpoints: "belong to Services",
  "endpointslices.discovery.k8s.io": "belong to Services",
  "ingresses.networking.k8s.io": "would take load balancers, and the hosts of the real ones",
  "httproutes.gateway.networking.k8s.io": "would take the hosts of the real ones",
  "gateways.gateway.networking.k8s.io": "would take load balancers",
  "targetgroupbindings.elbv2.k8s.aws": "would put drill pods behind the real load balancers",
  "networkpolicies.networking.k8s.io": "would open what the drill shuts: policies add up",
  "policyendpoints.networking.k8s.aws": "belong to network policies",
  "cronjobs.batch": "would run again what the real ones run",
  "jobs.batch": "would run again what the real ones ran",
  "leases.coordination.k8s.io": "are held by whoever leads, not kept",
  "scaledobjects.keda.sh": "would consume the real queues",
  "scaledjobs.keda.sh": "would consume the real queues",
  "horizontalpodautoscalers.autoscaling": "would scale what is to be compared",
  "externalsecrets.external-secrets.io": "would overwrite restored Secrets from outside",
  "pushsecrets.external-secrets.io": "would write to secret stores outside",
  "certificates.cert-manager.io": "would ask for certificates of the real hosts",
  "certificaterequests.cert-manager.io": "would ask for certificates of the real hosts",
  "orders.acme.cert-manager.io": "would ask for certificates of the real hosts",
  "challenges.acme.cert-manager.io": "would ask for certificates of the real hosts",
  "applications.argoproj.io": "would have Argo CD deploy a second time",
  "applicationsets.argoproj.io": "would have Argo CD deploy a second time",
  "appprojects.argoproj.io": "belong to Argo CD's own namespace",
  "rollouts.argoproj.io": "would shift traffic between Services that are left out",
  "analysisruns.argoproj.io": "would query and judge a second time",
  "experiments.argoproj.io": "would start pods of their own",
  "prometheuses.monitoring.coreos.com": "would scrape and alert a second time",
  "alertmanagers.monitoring.coreos.com": "would notify a second time",
  "thanosrulers.monitoring.coreos.com": "would alert a second time",
  "servicemonitors.monitoring.coreos.com": "would have the real Prometheus scrape the drill",
  "podmonitors.monitoring.coreos.com": "would have the real Prometheus scrape the drill",
  "probes.monitoring.coreos.com": "would have the real Prometheus probe a second time",
  "scrapeconfigs.monitoring.coreos.com": "would have the real Prometheus scrape a second time",
  "prometheusrules.monitoring.coreos.com": "would have the real Prometheus alert a second time",
  "alertmanagerconfigs.monitoring.coreos.com": "would have the real Alertmanager notify a second time",
};

/** Kinds that Velero itself never restores. Source: velero-io/velero v1.18.2, pkg/controller/restore_controller.go. */
const NEVER_RESTORED = [
  "nodes",
  "events",
  "events.events.k8s.io",
  "backups.velero.io",
  "restores.velero.io",
  "resticrepositories.velero.io",
  "csinodes.storage.k8s.io",
  "volumeattachments.storage.k8s.io",
  "backuprepositories.velero.io",
];

/** Kinds that are restored but not compared, because something rewrites them on the way or right after. */
const NOT_COMPARED: Readonly<Record<string, string>> = {
  pods: "their controllers replace them; they must become ready instead",
  "replicasets.apps": "Deployments prune old ones",
  "controllerrevisions.apps": "made by their controllers",
  "volumesnapshots.snapshot.storage.k8s.io": "restored under new names, for the claims to be filled from",
};

/** Objects that every namespace has by itself. */
const EVERYWHERE = new Set(["configmaps/kube-root-ca.crt", "serviceaccounts/default"]);

/** Pods of Jobs would run again what the Jobs did; they carry one of these labels. */
const OF_JOBS = ["batch.kubernetes.io/job-name", "job-name"] as const;

/** Namespaces that are never restored in a drill: the cluster's own and Velero's. */
export const NEVER_DRILLED: readonly string[] = ["kube-system", "kube-public", "kube-node-lease", "velero"];

/** Whether objects of a kind are compared after a restore that left out `left`. */
export function isCompared(resource: string, name: string, left: readonly string[]): boolean {
  return (
    !left.includes(resource) &&
    !NEVER_RESTORED.includes(resource) &&
    !(resource in NOT_COMPARED) &&
    !EVERYWHERE.has(`${resource}/${name}`)
  );
}

/** Selects everything but what Jobs made. */
export const NOT_OF_JOBS = { matchExpressions: OF_JOBS.map((key) => ({ key, operator: "DoesNotExist" })) };

/** Whether an object is one that Jobs made. */
export function isOfJob(labels: Readonly<Record<string, string>> | undefined): boolean {
  return OF_JOBS.some((key) => labels !== undefined && key in labels);
}
