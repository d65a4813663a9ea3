import { formatQuantity, parseQuantity } from "../shared/quantities.ts";
import type { ApplicationConfig } from "./config/types.ts";

/** A namespace of applications, with the limits it enforces. */
export interface NamespaceConfig {
  readonly name: string;
  /** Hard limits of its ResourceQuota, by the names Kubernetes gives them. */
  readonly hard: Readonly<Record<string, string>>;
  /** Whether a load balancer sends traffic straight to its pods. */
  readonly behindLoadBalancer: boolean;
}

/** Room for what is started by hand to look into something: pods of the limit range's default size. */
const SPARE_PODS = 2;

/** What a container gets that asks for nothing, and what fits into a spare pod's share of the quota. */
export const DEFAULT_CONTAINER = {
  requests: { cpu: "100m", memory: "128Mi" },
  limits: { cpu: "500m", memory: "256Mi" },
} as const;

/** The most pods an application may have while a release is under way: a Rollout may run both versions in full. */
export function podsDuringRelease(kind: string, mostReplicas: number): number {
  return kind === "rolling" ? mostReplicas + Math.ceil(mostReplicas / 4) : mostReplicas * 2;
}

/** The namespaces of a list of applications, each once, in the order they are first named. */
export function namespacesOf(applications: readonly ApplicationConfig[]): readonly NamespaceConfig[] {
  return [...Map.groupBy(applications, ({ namespace }) => namespace)].map(([name, members]) => ({
    name,
    hard: hardLimits(members),
    behindLoadBalancer: members.some(({ ingress }) => ingress !== undefined),
  }));
}

function hardLimits(members: readonly ApplicationConfig[]): Record<string, string> {
  const given = members.find(({ quota }) => quota !== undefined)?.quota;
  const sized = members.map(({ resources, strategy, autoscaling, replicas }) => ({
    ...resources,
    pods: podsDuringRelease(strategy.kind, autoscaling?.maxReplicas ?? replicas),
  }));
  const everything = [...sized, { ...DEFAULT_CONTAINER, pods: SPARE_PODS }];
  const sum = (size: (one: (typeof everything)[number]) => string, format: "decimal" | "binary"): string =>
    formatQuantity({
      thousandths: everything.reduce(
        (total, one) => total + parseQuantity(size(one)).thousandths * BigInt(one.pods),
        0n,
      ),
      format,
    });
  return {
    pods: String(given?.pods ?? everything.reduce((total, { pods }) => total + pods, 0)),
    "requests.cpu": given?.cpu ?? sum(({ requests }) => requests.cpu, "decimal"),
    "requests.memory": given?.memory ?? sum(({ requests }) => requests.memory, "binary"),
    "limits.memory": given?.memoryLimits ?? sum(({ limits }) => limits.memory, "binary"),
    // Ingresses are the one way in: a Service of these types would open another, past TLS and past the policies.
    "services.loadbalancers": "0",
    "services.nodeports": "0",
  };
}
