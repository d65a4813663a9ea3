import type { AnalysisTemplateName } from "../../shared/analysisTemplates.ts";
import type { Conditions } from "../../shared/iam.ts";

/** One application of a stack, checked and with its tier's defaults filled in. */
export interface ApplicationConfig {
  readonly name: string;
  readonly namespace: string;
  /** What the stack file says of the namespace's quota in this application; the rest is computed. */
  readonly quota: QuotaInput | undefined;
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** Port the container listens on. */
  readonly containerPort: number;
  /** Port of its Services. */
  readonly servicePort: number;
  readonly env: Readonly<Record<string, string>>;
  readonly secretEnv: Readonly<Record<string, SecretReference>>;
  /** In Kubernetes' canonical form. */
  readonly resources: Resources;
  readonly probes: Probes;
  /** User and group id of the process. */
  readonly user: number;
  /** Directories with an empty volume: everything else is read-only. */
  readonly writablePaths: readonly string[];
  readonly files: readonly FileCopy[];
  /** The number of replicas; with autoscaling, the lower bound. */
  readonly replicas: number;
  readonly autoscaling: Autoscaling | undefined;
  readonly strategy: Strategy;
  /** Undefined where one replica runs: a budget would either block every drain or protect nothing. */
  readonly disruptionBudget: DisruptionBudget | undefined;
  readonly spread: { readonly zones: SpreadMode; readonly hosts: SpreadMode };
  readonly priority: Priority;
  readonly terminationGracePeriodSeconds: number;
  readonly preStopSeconds: number;
  readonly nodePool: string | undefined;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  readonly podIdentity: PodIdentity | undefined;
  readonly ingress: Ingress | undefined;
  readonly networkPolicy: NetworkAccess;
  readonly metrics: Metrics | undefined;
}

/** Limits of a namespace; what is left out is computed from its applications. */
export interface QuotaInput {
  readonly pods?: number | undefined;
  readonly cpu?: string | undefined;
  readonly memory?: string | undefined;
  readonly memoryLimits?: string | undefined;
}

export interface SecretReference {
  readonly secret: string;
  readonly key: string;
}

export interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** An HTTP probe. */
export interface Probe {
  readonly path: string;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export interface Probes {
  readonly readiness: Probe;
  readonly liveness: Probe;
  readonly startup: Probe | undefined;
}

/** Files taken out of another image before the container starts. */
export interface FileCopy {
  readonly image: string;
  readonly from: string;
  readonly to: string;
}

export const SPREAD_MODES = ["required", "preferred"] as const;
export type SpreadMode = (typeof SPREAD_MODES)[number];

/** Which of the platform's two priority classes the pods have. */
export const PRIORITIES = ["standard", "important"] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface Autoscaling {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Per cent of the cpu request, averaged over the pods. */
  readonly cpu: number;
  /** Per cent of the memory request, averaged over the pods. */
  readonly memory: number;
  readonly scaleUp: ScalingRules | undefined;
  readonly scaleDown: ScalingRules | undefined;
  readonly external: readonly ExternalMetric[];
}

export interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly policies: readonly ScalingPolicy[];
}

export interface ScalingPolicy {
  readonly type: "Pods" | "Percent";
  readonly value: number;
  readonly periodSeconds: number;
}

export interface ExternalMetric {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What one pod can bear. */
  readonly averageValue: string;
}

export type Strategy = RollingStrategy | CanaryStrategy | BlueGreenStrategy;

export interface RollingStrategy {
  readonly kind: "rolling";
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
}

export interface CanaryStrategy {
  readonly kind: "canary";
  readonly steps: readonly CanaryStep[];
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
}

/** Exactly one of the three is there. */
export interface CanaryStep {
  readonly setWeight?: number | undefined;
  /** Without a duration: until somebody promotes. */
  readonly pause?: { readonly duration?: string | undefined } | undefined;
  readonly analysis?: Analysis | undefined;
}

export interface Analysis {
  readonly templates: readonly AnalysisTemplateName[];
}

export interface BlueGreenStrategy {
  readonly kind: "blue-green";
  readonly autoPromotion: boolean;
  readonly autoPromotionSeconds: number | undefined;
  readonly scaleDownDelaySeconds: number;
  readonly previewReplicas: number | undefined;
  readonly prePromotionAnalysis: Analysis | undefined;
  readonly postPromotionAnalysis: Analysis | undefined;
}

/** A PodDisruptionBudget says one of the two. */
export type DisruptionBudget =
  | { readonly minAvailable: number; readonly maxUnavailable?: undefined }
  | { readonly maxUnavailable: number | string; readonly minAvailable?: undefined };

export interface Toleration {
  readonly key: string;
  /** Any value of the key when left out. */
  readonly value?: string | undefined;
  readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}

/** An IAM role of the application's own service account. */
export interface PodIdentity {
  readonly statements: readonly {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly conditions?: Conditions | undefined;
  }[];
}

export interface Ingress {
  readonly hosts: readonly string[];
  readonly scheme: "internal" | "internet-facing";
  /** Undefined: plain HTTP. */
  readonly certificateArn: string | undefined;
  readonly sslPolicy: string;
  readonly path: string;
  readonly healthCheckPath: string;
  readonly idleTimeoutSeconds: number;
  readonly webAclArn: string | undefined;
}

/** What the network policy lets through beyond DNS, the load balancer, Prometheus and Pod Identity. */
export interface NetworkAccess {
  readonly from: readonly PeerSelector[];
  readonly to: readonly (PeerSelector & { readonly ports: readonly number[] })[];
  readonly toCidrs: readonly { readonly cidr: string; readonly ports: readonly number[] }[];
}

export interface PeerSelector {
  readonly namespace: string;
  /** Name of an application; all pods of the namespace when left out. */
  readonly application?: string | undefined;
}

/** Where the application's Prometheus metrics are, and what they are called. */
export interface Metrics {
  readonly path: string;
  readonly port: number;
  readonly requestsMetric: string;
  readonly durationMetric: string;
  readonly statusLabel: string;
  readonly serviceLabel: string;
}
