/** Characters IAM allows in a role name. Source: IAM User Guide, "IAM and STS quotas". */
export const ROLE_NAME_MAX = 64;

/** Name of an application's IAM role. */
export function roleName(clusterName: string, application: string): string {
  return `${clusterName}-app-${application}`;
}

/** Labels that tell an application's pods from all others; they select, so they can never change. */
export function selectorLabels(application: string): { readonly "app.kubernetes.io/name": string } {
  return { "app.kubernetes.io/name": application };
}

/** Labels of everything an application has. Source: Kubernetes docs, "Recommended Labels". */
export function labelsOf(application: string): Record<string, string> {
  return { ...selectorLabels(application), "app.kubernetes.io/managed-by": "eks-platform" };
}

/** Service by which others reach the application, whatever its strategy; of a blue-green release, the active one. */
export function mainService(application: string): string {
  return application;
}

/** Service of a canary's old version. */
export function stableService(application: string): string {
  return `${application}-stable`;
}

/** Service of the version that is being released: a canary's, or a blue-green release's preview. */
export function releaseService(application: string, kind: "canary" | "blue-green"): string {
  return `${application}-${kind === "canary" ? "canary" : "preview"}`;
}

/** Priority class of the platform. */
export function priorityClassName(priority: string): string {
  return `application-${priority}`;
}
