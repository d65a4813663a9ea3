/** Namespace of cert-manager, where nothing else runs. */
export const NAMESPACE = "cert-manager";

/** Name of the release, which the chart names its objects after. */
export const RELEASE = "cert-manager";
