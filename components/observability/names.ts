import { MONITORING_NAMESPACE } from "../shared/networkRules.ts";

/** Name of the release, which the chart names its objects after. */
export const RELEASE = "kube-prometheus-stack";

/** Account that Alertmanager runs as. */
export const ALERTMANAGER_ACCOUNT = "alertmanager";

/** Names of the receivers that the platform itself brings: nobody, and the topic of the stack's alarms. */
export const NOBODY = "nobody";
export const ALARM_TOPIC = "alarm-topic";

/** Secret with the user and the password of Grafana's administrator. */
export const GRAFANA_ADMIN = { secret: "grafana-admin", userKey: "admin-user", passwordKey: "admin-password" } as const;

/** Namespace Velero and its records live in. */
export const VELERO_NAMESPACE = "velero";

/**
 * ConfigMap in Velero's namespace that says when a restore drill last succeeded: by the time it was created, which
 * kube-state-metrics publishes. A drill that succeeds deletes it and makes it anew.
 */
export const RESTORE_DRILL_RECORD = "restore-drill-last-success";

/** Namespaces whose pods may ask Prometheus: its own, and that of the controller which judges releases. */
export const ASKING_NAMESPACES = [MONITORING_NAMESPACE, "argo-rollouts"] as const;
