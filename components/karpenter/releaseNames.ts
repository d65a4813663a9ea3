/** Namespace of the controller: requests from it go through the API server's queue for the system's own. */
export const NAMESPACE = "kube-system";

/** Name of the release, and by it of the deployment and of the service account that gets the role. */
export const RELEASE = "karpenter";

/** Labels the chart gives the controller's pods. Source: karpenter 1.14.1, `templates/_helpers.tpl`. */
export const CONTROLLER_LABELS = { "app.kubernetes.io/name": "karpenter", "app.kubernetes.io/instance": RELEASE };

/** Ports of the controller. Source: karpenter 1.14.1, `values.yaml`. */
export const METRICS_PORT = 8080;
export const HEALTH_PORT = 8081;
