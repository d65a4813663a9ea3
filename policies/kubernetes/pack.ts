import type { EnforcementLevel, Policies } from "@pulumi/policy";
import { workloadResourceRequests } from "./rules/workload-resource-requests.ts";

/** A policy pack as plain data: whoever runs it, the engine's host or the offline preview, starts from here. */
export interface Pack {
  name: string;
  description: string;
  enforcementLevel: EnforcementLevel;
  policies: Policies;
}

export const pack: Pack = {
  name: "eks-platform-kubernetes",
  description: "Guardrails for workloads, Karpenter, Argo Rollouts and Velero on Kubernetes",
  enforcementLevel: "mandatory",
  policies: [workloadResourceRequests],
};
