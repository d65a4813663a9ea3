import type { Conditions } from "../../shared/iam.ts";
import type { Autoscaling, DisruptionBudget, Strategy } from "./releaseTypes.ts";

export type * from "./releaseTypes.ts";

/** One application of a stack, checked and with its tier's defaults filled in. */
export interface ApplicationConfig {
  /** What everything it has is called. */
  readonly name: string;
  /** Default: the application's name. */
  readonly namespace: string;
  /** What the stack file says of the namespace's quota in this application; the rest is computed. */
  readonly quota: QuotaInput | undefined;
  /** Reference with a version tag or a digest. */
  readonly image: string;
  /** In place of the image's entry point. Default: empty, which leaves that. */
  readonly command: readonly string[];
  /** In place of the image's arguments. Default: empty, which leaves those. */
  readonly args: readonly string[];
  /** Port the container listens on. Default: 8080. */
  readonly containerPort: number;
  /** Port of its Services. Default: 80. */
  readonly servicePort: number;
  /** Environment variables by name. Default: none. */
  readonly env: Readonly<Record<string, string>>;
  /** Environment variables by name that come from Secrets. Default: none. */
  readonly secretEnv: Readonly<Record<string, SecretReference>>;
  /** In Kubernetes' canonical form. */
  readonly resources: Resources;
  readonly probes: Probes;
  /** User and group id of the process. Default: 10001. */
  readonly user: number;
  /** Directories with an empty volume: everything else is read-only. Default: /tmp. */
  readonly writablePaths: readonly string[];
  /** Default: none. */
  readonly files: readonly FileCopy[];
  /** The number of replicas; with autoscaling, the lower bound. Default: 3 in prod, 2 in staging, 1 in dev. */
  readonly replicas: number;
  /** Undefined: nothing scales it. Default: scaled in prod. */
  readonly autoscaling: Autoscaling | undefined;
  /** How a new version replaces the old one. Default: canary in prod where Argo Rollouts is on, rolling elsewhere. */
  readonly strategy: Strategy;
  /** Undefined where one replica runs: a budget would either block every drain or protect nothing. */
  readonly disruptionBudget: DisruptionBudget | undefined;
  /** Whether pods must be spread over zones and hosts or only should. Default: zones required in prod, all else preferred. */
  readonly spread: { readonly zones: SpreadMode; readonly hosts: SpreadMode };
  /** Default: standard. */
  readonly priority: Priority;
  /** Seconds a pod has to stop. Default: 45. */
  readonly terminationGracePeriodSeconds: number;
  /** Seconds of those for which it goes on serving. Default: 15. */
  readonly preStopSeconds: number;
  /** Karpenter node pool that the pods run on. Undefined: any that admits them. */
  readonly nodePool: string | undefined;
  /** Labels the pods' nodes must have. Default: none. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly tolerations: readonly Toleration[];
  /** Undefined: no role, and no credentials. */
  readonly podIdentity: PodIdentity | undefined;
  /** Undefined: no load balancer. */
  readonly ingress: Ingress | undefined;
  readonly networkPolicy: NetworkAccess;
  /** Undefined: it has none. */
  readonly metrics: Metrics | undefined;
}

/** Limits of a namespace; what is left out is computed from its applications. */
export interface QuotaInput {
  /** Pods at once. */
  readonly pods?: number | undefined;
  /** Sum of the cpu requests, as a Kubernetes quantity. */
  readonly cpu?: string | undefined;
  /** Sum of the memory requests, as a Kubernetes quantity. */
  readonly memory?: string | undefined;
  /** Sum of the memory limits, as a Kubernetes quantity. */
  readonly memoryLimits?: string | undefined;
}

/** A value in a Secret of the application's namespace, which the platform refers to and does not make. */
export interface SecretReference {
  /** Name of the Secret. */
  readonly secret: string;
  /** Key in it. */
  readonly key: string;
}

/** What the container asks for and may use, as Kubernetes quantities. */
export interface Resources {
  /** Default: 100m and 128Mi. */
  readonly requests: { readonly cpu: string; readonly memory: string };
  /** Default: 500m and 256Mi. */
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** An HTTP probe of the container's port. */
export interface Probe {
  /** Path that answers 2xx or 3xx while all is well. Default: `/`. */
  readonly path: string;
  /** Seconds between two probes. Default: 10; 5 for startup. */
  readonly periodSeconds: number;
  /** Seconds after which one counts as failed. Default: 3. */
  readonly timeoutSeconds: number;
  /** Failures in a row that count. Default: 3 for readiness, 6 for liveness, 30 for startup. */
  readonly failureThreshold: number;
}

/** The probes of the container. */
export interface Probes {
  /** Whether it gets traffic. */
  readonly readiness: Probe;
  /** Whether it is restarted. */
  readonly liveness: Probe;
  /** What both others wait for. Undefined: they wait for nothing. */
  readonly startup: Probe | undefined;
}

/** Files taken out of another image before the container starts. */
export interface FileCopy {
  /** Image that has them, by a version tag or a digest. */
  readonly image: string;
  /** Directory in that image. */
  readonly from: string;
  /** Directory in the container. */
  readonly to: string;
}

/** Whether a pod that would stand unevenly waits for a better place, or starts all the same. */
export const SPREAD_MODES = ["required", "preferred"] as const;
export type SpreadMode = (typeof SPREAD_MODES)[number];

/** Which of the platform's two priority classes the pods have. */
export const PRIORITIES = ["standard", "important"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A taint that the pods put up with. */
export interface Toleration {
  /** Key of the taint. */
  readonly key: string;
  /** Any value of the key when left out. */
  readonly value?: string | undefined;
  /** Default: NoSchedule. */
  readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}

/** An IAM role of the application's own service account. */
export interface PodIdentity {
  readonly statements: readonly {
    /** IAM actions such as s3:GetObject. */
    readonly actions: readonly string[];
    /** ARNs, or `*` where conditions narrow it. */
    readonly resources: readonly string[];
    /** Default: none. */
    readonly conditions?: Conditions | undefined;
  }[];
}

/** An Application Load Balancer of the application's own. */
export interface Ingress {
  /** Host names it answers to. */
  readonly hosts: readonly string[];
  /** Whether it is reached from the network or from the internet. Default: internal. */
  readonly scheme: "internal" | "internet-facing";
  /** ARN of the ACM certificate. Undefined: plain HTTP. */
  readonly certificateArn: string | undefined;
  /** Security policy of the HTTPS listener. Default: ELBSecurityPolicy-TLS13-1-2-2021-06. */
  readonly sslPolicy: string;
  /** Path prefix that belongs to the application. Default: `/`. */
  readonly path: string;
  /** Path the load balancer asks. Default: that of the readiness probe. */
  readonly healthCheckPath: string;
  /** Seconds after which an idle connection is closed. Default: 60. */
  readonly idleTimeoutSeconds: number;
  /** ARN of the web ACL before it. Undefined: none. */
  readonly webAclArn: string | undefined;
}

/** What the network policy lets through beyond DNS, the load balancer, Prometheus and Pod Identity. */
export interface NetworkAccess {
  /** Who may reach the container's port. Default: nobody. */
  readonly from: readonly PeerSelector[];
  /** Which pods the application may reach, on which ports. Default: none. */
  readonly to: readonly (PeerSelector & { readonly ports: readonly number[] })[];
  /** Which IPv4 ranges it may reach, on which ports. Default: none. */
  readonly toCidrs: readonly { readonly cidr: string; readonly ports: readonly number[] }[];
}

/** Pods on the other side. */
export interface PeerSelector {
  readonly namespace: string;
  /** Name of an application; all pods of the namespace when left out. */
  readonly application?: string | undefined;
}

/** Where the application's Prometheus metrics are, and what they are called. */
export interface Metrics {
  /** Default: /metrics. */
  readonly path: string;
  /** Default: the container's port. */
  readonly port: number;
  /** Counter of HTTP requests. Default: `<application>_http_requests_total`, hyphens as underscores. */
  readonly requestsMetric: string;
  /** Histogram of their durations in seconds, without `_bucket`. Default: `<application>_http_request_duration_seconds`. */
  readonly durationMetric: string;
  /** Label with the HTTP status. Default: status_code. */
  readonly statusLabel: string;
  /** Label with the Service's name. Default: service. */
  readonly serviceLabel: string;
}
