import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "./cases.ts";
import { collector, podPatch } from "./fixtures.ts";

/** Patches of several kinds, each with something that the restricted profile forbids. */
export const privilegedPatches: PlannedResource[] = [
  podPatch(
    { containers: [{ name: "web", securityContext: { allowPrivilegeEscalation: true, runAsNonRoot: false } }] },
    "kubernetes:apps/v1:DaemonSetPatch",
  ),
  {
    type: "kubernetes:core/v1:PodPatch",
    name: "pod",
    props: { spec: { hostPID: true, containers: [{ securityContext: { capabilities: { drop: ["CHOWN"] } } }] } },
  },
  {
    type: "kubernetes:batch/v1:CronJobPatch",
    name: "job",
    props: { spec: { jobTemplate: { spec: { template: { spec: { hostIPC: true } } } } } },
  },
];

/** Objects of operators, each with a privileged container. */
export const privilegedOperators: PlannedResource[] = [
  change(collector, "spec.securityContext.privileged", true),
  {
    type: "kubernetes:argoproj.io/v1alpha1:Workflow",
    name: "build",
    props: { spec: { templates: [{ container: { image: "a:1", securityContext: { privileged: true } } }] } },
  },
  {
    type: "kubernetes:monitoring.coreos.com/v1:Prometheus",
    name: "metrics",
    props: { spec: { containers: [{ name: "a", securityContext: { privileged: true } }] } },
  },
];
