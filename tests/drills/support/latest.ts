import type { Kept } from "./archive.ts";
import { type Finished, Rig, RUN } from "./drill.ts";
import type { Stored } from "./store.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";
/** Namespace that stands in for myapp. */
export const DRILL_NAMESPACE = `myapp-drill-${RUN}`;

/** An object of namespace myapp, as a backup keeps it. */
export const kept = (
  resource: string,
  name: string,
  object: Omit<Stored, "metadata"> & { metadata?: object },
): Kept => ({
  resource,
  namespace: "myapp",
  name,
  object: {
    ...object,
    metadata: { name, namespace: "myapp", uid: "u-1", creationTimestamp: "2026-01-01T00:00:00Z", ...object.metadata },
  },
});
const deployment = () =>
  kept("deployments.apps", "web", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    spec: { replicas: 1, template: { spec: { containers: [{ name: "web", image: "web:1" }] } } },
    status: { replicas: 1 },
  });
/** What a backup of namespace myapp keeps. */
export const everything = (): Kept[] => [
  {
    resource: "namespaces",
    name: "myapp",
    object: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "myapp", labels: { "pod-security.kubernetes.io/enforce": "baseline", team: "a" } },
    },
  },
  deployment(),
  kept("configmaps", "settings", { apiVersion: "v1", kind: "ConfigMap", data: { level: "info" } }),
  kept("configmaps", "kube-root-ca.crt", { apiVersion: "v1", kind: "ConfigMap", data: { "ca.crt": "x" } }),
  kept("secrets", "login", { apiVersion: "v1", kind: "Secret", type: "Opaque", data: { password: "aHVudGVyMg==" } }),
  kept("services", "web", { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } }),
  kept("networkpolicies.networking.k8s.io", "open", {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    spec: {},
  }),
  kept("rolebindings.rbac.authorization.k8s.io", "read", {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    subjects: [{ kind: "ServiceAccount", name: "web", namespace: "myapp" }],
  }),
  kept("pods", "web-1", { apiVersion: "v1", kind: "Pod", spec: {}, status: { phase: "Running" } }),
];

/** A pretended cluster with an hourly schedule. */
export class LatestRig {
  readonly rig: Rig;

  private constructor(rig: Rig) {
    this.rig = rig;
  }

  static async start(): Promise<LatestRig> {
    const drill = new LatestRig(await Rig.start());
    drill.schedule("hourly-stateful", "20 * * * *");
    drill.tamper((items) => items);
    return drill;
  }

  schedule(name: string, cron: string, template: object = {}): void {
    this.rig.api.store.put(`${VELERO}/schedules`, { metadata: { name }, spec: { schedule: cron, template } });
  }

  /** Changes what is restored, on top of what Velero does: it rewrites the subjects of bindings whose namespace is mapped. */
  tamper(change: (items: Kept[]) => Kept[]): void {
    this.rig.api.velero.spoilRestore = (items) => {
      for (const { object } of items) {
        for (const subject of (object.subjects ?? []) as { namespace: string }[]) subject.namespace = DRILL_NAMESPACE;
      }
      return change(items);
    };
  }

  /** A backup that the hourly schedule made. */
  past(name: string, startedAt: string, items = everything(), phase?: string): Promise<void> {
    return this.rig.api.velero.past(name, "hourly-stateful", startedAt, items, phase);
  }

  latest(...more: string[]): Promise<Finished> {
    return this.rig.drill("--context", "staging", "--mode", "latest", ...more);
  }
}
