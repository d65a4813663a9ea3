import { UNKNOWN } from "../../../support/policies.ts";
import { change, named } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { autoscaler, deployment } from "../support/fixtures.ts";

const target = "spec.scaleTargetRef";
const rollout = { ...deployment, type: "kubernetes:argoproj.io/v1alpha1:Rollout" };
const ofRollout = change(autoscaler, target, { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "web" });
const scaledObject = {
  type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
  name: "scaler",
  props: { metadata: { name: "web", namespace: "shop" }, spec: { scaleTargetRef: { name: "web" } } },
};
const missing = "which the stack does not declare";

export const cases: RuleCases = {
  rule: "autoscaler-target-exists",
  passes: {
    "passes a Deployment of the same namespace": [deployment, autoscaler],
    "takes the resource's own name where the workload has no other": [
      change(deployment, "metadata.name", undefined),
      autoscaler,
    ],
    "passes a Rollout by its own API": [rollout, ofRollout],
    "takes a ScaledObject's target for a Deployment": [deployment, scaledObject],
    "says nothing of kinds that it does not know": change(autoscaler, target, {
      apiVersion: "example.com/v1",
      kind: "Fleet",
      name: "web",
    }),
    "passes a target that its parameter names": {
      plan: autoscaler,
      parameters: { externalTargets: ["shop/apps/Deployment/web"] },
    },
  },
  refuses: {
    "refuses a target that nobody declares": {
      plan: [deployment, change(autoscaler, `${target}.name`, "api")],
      says: [`spec.scaleTargetRef is shop/apps/Deployment/api (namespace, group, kind, name), ${missing}`],
    },
    "refuses a target in another namespace": {
      plan: [deployment, change(autoscaler, "metadata.namespace", "lab")],
      says: ["lab/apps/Deployment/web"],
    },
    "refuses a Deployment for a Rollout": { plan: [rollout, autoscaler], says: [missing] },
    "refuses a Rollout under the API of Deployments": {
      plan: [rollout, change(ofRollout, `${target}.apiVersion`, "apps/v1")],
      says: ["shop/apps/Rollout/web"],
    },
    "refuses a target without a kind": {
      plan: [deployment, change(autoscaler, `${target}.kind`, undefined)],
      says: [missing],
    },
    "refuses a ScaledObject without its target": { plan: scaledObject, says: [missing] },
    "refuses two autoscalers of one workload": {
      plan: [deployment, autoscaler, scaledObject],
      says: ["ScaledObject scaler scales shop/apps/Deployment/web, and so does HorizontalPodAutoscaler web-autoscaler"],
    },
    "refuses a target of the wrong shape": {
      plan: [deployment, change(autoscaler, target, "web")],
      says: ["spec.scaleTargetRef is a string; it must be an object"],
    },
  },
  unclear: {
    "advises on an unknown target and still refuses another autoscaler": {
      plan: [
        deployment,
        change(autoscaler, `${target}.name`, UNKNOWN),
        change(named(autoscaler, "other"), `${target}.name`, "gone"),
      ],
      unknown: "HorizontalPodAutoscaler web-autoscaler: spec.scaleTargetRef.name",
      says: ["shop/apps/Deployment/gone"],
    },
    "advises where a workload's name is unknown, which may be the target": {
      plan: [change(deployment, "metadata.name", UNKNOWN), autoscaler],
      unknown: "HorizontalPodAutoscaler web-autoscaler: Deployment web: metadata.name",
      says: [],
    },
  },
};
