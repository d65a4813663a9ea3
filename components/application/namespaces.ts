import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podSecurityLabels } from "../shared/podSecurity.ts";
import type { ApplicationConfig, Priority } from "./config/types.ts";
import { priorityClassName } from "./names.ts";
import { DEFAULT_CONTAINER, type NamespaceConfig, namespacesOf } from "./namespaceQuota.ts";
import { DEFAULT_DENY } from "./networkPolicy.ts";

/** What a NamespacesComponent is made from. */
export interface NamespacesArgs {
  /** Every application of the stack; a namespace that several share is made once. */
  readonly applications: readonly ApplicationConfig[];
}

/** Values of the platform's priority classes; pods of none have 0, Kubernetes' own controllers two thousand million. */
const PRIORITY_VALUES: Readonly<Record<Priority, number>> = { standard: 1_000, important: 10_000 };

/** The namespaces of a stack's applications, each with its quota, its limit range and a closed network, and the priority classes. */
export class NamespacesComponent extends pulumi.ComponentResource {
  constructor(name: string, args: NamespacesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:application:NamespacesComponent", name, {}, opts);

    for (const [priority, value] of Object.entries(PRIORITY_VALUES)) {
      new kubernetes.scheduling.v1.PriorityClass(
        `${name}-priority-${priority}`,
        { metadata: { name: priorityClassName(priority) }, value, description: `Applications of ${priority} priority` },
        { parent: this },
      );
    }
    const namespaces = namespacesOf(args.applications);
    for (const namespace of namespaces) makeNamespace(name, this, namespace);

    this.registerOutputs({ namespaces: namespaces.map((namespace) => namespace.name) });
  }
}

function makeNamespace(name: string, parent: pulumi.Resource, config: NamespaceConfig): void {
  const namespace = new kubernetes.core.v1.Namespace(
    `${name}-${config.name}`,
    {
      metadata: {
        name: config.name,
        labels: {
          ...podSecurityLabels("restricted"),
          "app.kubernetes.io/managed-by": "eks-platform",
          // A new pod counts as ready only once the load balancer sends to it, so an update never outruns its target
          // group. Source: AWS Load Balancer Controller docs, v3, "Pod readiness gate".
          ...(config.behindLoadBalancer && { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" }),
        },
      },
    },
    { parent },
  );
  const inside = { parent, dependsOn: [namespace] };
  new kubernetes.core.v1.ResourceQuota(
    `${name}-${config.name}-quota`,
    { metadata: { name: "applications", namespace: config.name }, spec: { hard: { ...config.hard } } },
    inside,
  );
  new kubernetes.core.v1.LimitRange(
    `${name}-${config.name}-limits`,
    {
      metadata: { name: "containers", namespace: config.name },
      spec: {
        limits: [{ type: "Container", default: DEFAULT_CONTAINER.limits, defaultRequest: DEFAULT_CONTAINER.requests }],
      },
    },
    inside,
  );
  new kubernetes.networking.v1.NetworkPolicy(
    `${name}-${config.name}-default-deny`,
    { metadata: { name: "default-deny", namespace: config.name }, spec: DEFAULT_DENY },
    inside,
  );
}
