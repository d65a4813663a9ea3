/** What the chart's values depend on. The VPC's id comes on top: it may not be known before deployment. */
export interface ControllerValuesInput {
  readonly clusterName: string;
  readonly region: string;
  readonly serviceAccount: string;
  /** Tags of every load balancer, target group and security group the controller makes. */
  readonly tags: Readonly<Record<string, string>>;
  readonly serviceMonitors: boolean;
}

/** Values of the chart aws-load-balancer-controller. */
export function controllerValues({
  clusterName,
  region,
  serviceAccount,
  tags,
  serviceMonitors,
}: ControllerValuesInput) {
  return {
    clusterName,
    // Given rather than asked of the instance metadata, which pods cannot reach.
    region,
    serviceAccount: { create: true, name: serviceAccount },
    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "1", memory: "256Mi" } },
    priorityClassName: "system-cluster-critical",
    podSecurityContext: { fsGroup: 65534, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": "aws-load-balancer-controller" } },
      },
    ],
    // This webhook would make the controller the default for every Service of type LoadBalancer, and would refuse every
    // new Service of any kind while the controller is down.
    enableServiceMutatorWebhook: false,
    // A certificate made anew with each rendering would restart the webhook, and fail calls, for nothing.
    keepTLSSecret: true,
    defaultTargetType: "ip",
    defaultLoadBalancerScheme: "internal",
    ingressClassConfig: { default: false },
    clusterSecretsPermissions: { allowAllSecrets: false },
    // The classic WAF is at its end and Shield Advanced a subscription of its own.
    enableShield: false,
    enableWaf: false,
    enableWafv2: true,
    defaultTags: { ...tags },
    serviceMonitor: { enabled: serviceMonitors },
  };
}
