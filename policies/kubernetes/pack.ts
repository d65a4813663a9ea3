import type { EnforcementLevel, Policies } from "@pulumi/policy";
import { analysisTemplateEmptyResults } from "./rules/analysis-template-empty-results.ts";
import { autoscalerBounds } from "./rules/autoscaler-bounds.ts";
import { autoscalerTargetExists } from "./rules/autoscaler-target-exists.ts";
import { containerEnvNoSecrets } from "./rules/container-env-no-secrets.ts";
import { containerImagePinned } from "./rules/container-image-pinned.ts";
import { containerLivenessProbe } from "./rules/container-liveness-probe.ts";
import { containerReadinessProbe } from "./rules/container-readiness-probe.ts";
import { disruptionBudgetAllowsEviction } from "./rules/disruption-budget-allows-eviction.ts";
import { gitopsObjectsUnseen } from "./rules/gitops-objects-unseen.ts";
import { helmReleaseKnownChart } from "./rules/helm-release-known-chart.ts";
import { helmReleasePinnedVersion } from "./rules/helm-release-pinned-version.ts";
import { helmReleaseResourceRequests } from "./rules/helm-release-resource-requests.ts";
import { ingressTransportEncryption } from "./rules/ingress-transport-encryption.ts";
import { namespacePodSecurity } from "./rules/namespace-pod-security.ts";
import { nodeClassEncryptedVolumes } from "./rules/node-class-encrypted-volumes.ts";
import { nodeClassImdsv2 } from "./rules/node-class-imdsv2.ts";
import { nodeClassPinnedImage } from "./rules/node-class-pinned-image.ts";
import { nodeClassPublicAddress } from "./rules/node-class-public-address.ts";
import { nodePoolDisruptionBudget } from "./rules/node-pool-disruption-budget.ts";
import { nodePoolExpiry } from "./rules/node-pool-expiry.ts";
import { nodePoolLimits } from "./rules/node-pool-limits.ts";
import { nodePoolRequirements } from "./rules/node-pool-requirements.ts";
import { podHostAccess } from "./rules/pod-host-access.ts";
import { podSecurityRestricted } from "./rules/pod-security-restricted.ts";
import { roleBindingSubjects } from "./rules/role-binding-subjects.ts";
import { roleNoWildcard } from "./rules/role-no-wildcard.ts";
import { rolloutCanaryAnalysis } from "./rules/rollout-canary-analysis.ts";
import { serviceLoadBalancerScope } from "./rules/service-load-balancer-scope.ts";
import { storageClassEncrypted } from "./rules/storage-class-encrypted.ts";
import { veleroLocationEncrypted } from "./rules/velero-location-encrypted.ts";
import { veleroScheduleCron } from "./rules/velero-schedule-cron.ts";
import { veleroScheduleTtl } from "./rules/velero-schedule-ttl.ts";
import { workloadDisruptionBudget } from "./rules/workload-disruption-budget.ts";
import { workloadResourceRequests } from "./rules/workload-resource-requests.ts";
import { workloadSpotInterruption } from "./rules/workload-spot-interruption.ts";
import { workloadTopologySpread } from "./rules/workload-topology-spread.ts";

/** A policy pack as plain data: whoever runs it, the engine's host or the offline preview, starts from here. */
export interface Pack {
  name: string;
  description: string;
  enforcementLevel: EnforcementLevel;
  policies: Policies;
}

export const pack: Pack = {
  name: "eks-platform-kubernetes",
  description: "Guardrails for workloads, Karpenter, Argo Rollouts and Velero on Kubernetes.",
  enforcementLevel: "mandatory",
  policies: [
    workloadResourceRequests,
    helmReleaseResourceRequests,
    helmReleaseKnownChart,
    helmReleasePinnedVersion,
    gitopsObjectsUnseen,
    podSecurityRestricted,
    podHostAccess,
    namespacePodSecurity,
    containerImagePinned,
    containerReadinessProbe,
    containerLivenessProbe,
    containerEnvNoSecrets,
    roleBindingSubjects,
    roleNoWildcard,
    serviceLoadBalancerScope,
    ingressTransportEncryption,
    workloadDisruptionBudget,
    disruptionBudgetAllowsEviction,
    workloadTopologySpread,
    workloadSpotInterruption,
    autoscalerBounds,
    autoscalerTargetExists,
    nodeClassImdsv2,
    nodeClassEncryptedVolumes,
    nodeClassPinnedImage,
    nodeClassPublicAddress,
    storageClassEncrypted,
    nodePoolLimits,
    nodePoolExpiry,
    nodePoolDisruptionBudget,
    nodePoolRequirements,
    rolloutCanaryAnalysis,
    analysisTemplateEmptyResults,
    veleroScheduleCron,
    veleroScheduleTtl,
    veleroLocationEncrypted,
  ],
};
