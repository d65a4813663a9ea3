import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { container, deployment, template } from "../support/fixtures.ts";

const resources = "spec.template.spec.containers[0].resources";

/** Every kind that carries a pod template, and where. */
const kinds: Record<string, { type: string; props: (pod: unknown) => Record<string, unknown>; at: string }> = {
  Pod: {
    type: "kubernetes:core/v1:Pod",
    props: (pod) => pod as Record<string, unknown>,
    at: "spec",
  },
  PodTemplate: {
    type: "kubernetes:core/v1:PodTemplate",
    props: (pod) => ({ template: pod }),
    at: "template.spec",
  },
  ReplicationController: inTemplate("core/v1:ReplicationController"),
  StatefulSet: inTemplate("apps/v1:StatefulSet"),
  DaemonSet: inTemplate("apps/v1:DaemonSet"),
  ReplicaSet: inTemplate("apps/v1:ReplicaSet"),
  Job: inTemplate("batch/v1:Job"),
  Rollout: inTemplate("argoproj.io/v1alpha1:Rollout"),
  CronJob: {
    type: "kubernetes:batch/v1:CronJob",
    props: (pod) => ({ spec: { jobTemplate: { spec: { template: pod } } } }),
    at: "spec.jobTemplate.spec.template.spec",
  },
  ScaledJob: {
    type: "kubernetes:keda.sh/v1alpha1:ScaledJob",
    props: (pod) => ({ spec: { jobTargetRef: { template: pod } } }),
    at: "spec.jobTargetRef.template.spec",
  },
  Experiment: {
    type: "kubernetes:argoproj.io/v1alpha1:Experiment",
    props: (pod) => ({ spec: { templates: [{ name: "a", template: pod }] } }),
    at: "spec.templates[0].template.spec",
  },
  AnalysisTemplate: {
    type: "kubernetes:argoproj.io/v1alpha1:AnalysisTemplate",
    props: (pod) => ({
      spec: { metrics: [{ provider: { web: {} } }, { provider: { job: { spec: { template: pod } } } }] },
    }),
    at: "spec.metrics[1].provider.job.spec.template.spec",
  },
  SandboxTemplate: {
    type: "kubernetes:extensions.agents.x-k8s.io/v1alpha1:SandboxTemplate",
    props: (pod) => ({ spec: { podTemplate: pod } }),
    at: "spec.podTemplate.spec",
  },
  DeploymentList: {
    type: "kubernetes:apps/v1:DeploymentList",
    props: (pod) => ({ items: [{ spec: { template: pod } }] }),
    at: "items[0].spec.template.spec",
  },
};

function inTemplate(type: string): (typeof kinds)[string] {
  return { type: `kubernetes:${type}`, props: (pod) => ({ spec: { template: pod } }), at: "spec.template.spec" };
}

function ofKind(kind: string, pod: unknown): PlannedResource {
  const { type, props } = kinds[kind]!;
  return { type, name: kind, props: structuredClone(props(pod)) };
}

export const cases: RuleCases = {
  rule: "workload-resource-requests",
  passes: {
    "passes a Deployment whose containers all say what they need": deployment,
    "passes a Rollout that takes its pods from a Deployment": {
      type: "kubernetes:argoproj.io/v1alpha1:Rollout",
      props: { spec: { workloadRef: { kind: "Deployment", name: "web" } } },
    },
    "passes a partial patch, which says only what it changes": {
      type: "kubernetes:apps/v1:DeploymentPatch",
      props: { spec: { template: { spec: { containers: [{ name: "web" }] } } } },
    },
    "asks for no namespace while none is exempt": change(deployment, "metadata.namespace", UNKNOWN),
    "passes an exempt namespace": {
      plan: change(deployment, resources, undefined),
      parameters: { exemptNamespaces: ["shop"] },
    },
    "passes the namespace of the provider when it is exempt": {
      plan: {
        ...change(change(deployment, resources, undefined), "metadata.namespace", undefined),
        provider: { type: "pulumi:providers:kubernetes", props: { namespace: "lab" } },
      },
      parameters: { exemptNamespaces: ["lab"] },
    },
    ...Object.fromEntries(Object.keys(kinds).map((kind) => [`passes a sized ${kind}`, ofKind(kind, template)])),
  },
  refuses: {
    "refuses a container without a cpu request": {
      plan: change(deployment, `${resources}.requests.cpu`, undefined),
      says: [`container web: ${resources}.requests.cpu is not set`],
    },
    "refuses a container without a memory request, its limit notwithstanding": {
      plan: change(deployment, `${resources}.requests.memory`, undefined),
      says: [`container web: ${resources}.requests.memory is not set`],
    },
    "refuses a container without a memory limit": {
      plan: change(deployment, `${resources}.limits`, undefined),
      says: [`container web: ${resources}.limits.memory is not set`],
    },
    "refuses an init container without resources, and says all that is missing": {
      plan: change(deployment, "spec.template.spec.initContainers[0].resources", undefined),
      says: ["requests.cpu", "requests.memory", "limits.memory"].map(
        (field) => `init container migrate: spec.template.spec.initContainers[0].resources.${field} is not set`,
      ),
    },
    "refuses a second container without a limit": {
      plan: change(deployment, "spec.template.spec.containers[1]", {
        ...container,
        name: "proxy",
        resources: { requests: container.resources.requests },
      }),
      says: ["container proxy: spec.template.spec.containers[1].resources.limits.memory is not set"],
    },
    "refuses a request of nothing": {
      plan: change(deployment, `${resources}.requests.cpu`, "0"),
      says: [`${resources}.requests.cpu is "0"; it must be a quantity above zero`],
    },
    "refuses a quantity that is none": {
      plan: change(deployment, `${resources}.requests.memory`, "256 MB"),
      says: [`${resources}.requests.memory is "256 MB"`],
    },
    "refuses a request above its limit": {
      plan: change(deployment, `${resources}.requests.memory`, "1Gi"),
      says: [`${resources}.requests.memory is above limits.memory`],
    },
    "refuses containers of the wrong shape": {
      plan: change(deployment, "spec.template.spec.containers", "web"),
      says: ["spec.template.spec.containers is a string; it must be a list"],
    },
    "refuses a parameter of the wrong shape, and exempts nothing by it": {
      plan: change(deployment, `${resources}.requests.cpu`, undefined),
      parameters: { exemptNamespaces: "shop" },
      says: ["the policy's parameter exemptNamespaces must be a list of strings", "requests.cpu is not set"],
    },
    "refuses a parameter it does not have": {
      plan: deployment,
      parameters: { exempt: ["shop"] },
      says: ["the policy has no parameter exempt; it has exemptNamespaces"],
    },
    ...Object.fromEntries(
      Object.entries(kinds).map(([kind, { at }]) => [
        `refuses an unsized container of a ${kind}`,
        {
          plan: ofKind(kind, {
            ...template,
            spec: {
              ...template.spec,
              containers: [{ ...container, resources: { requests: container.resources.requests } }],
            },
          }),
          says: [`container web: ${at}.containers[0].resources.limits.memory is not set`],
        },
      ]),
    ),
  },
  unclear: {
    "advises on an unknown request and still refuses what is missing": {
      plan: change(change(deployment, `${resources}.requests.cpu`, UNKNOWN), `${resources}.limits`, undefined),
      unknown: `${resources}.requests.cpu`,
      says: [`${resources}.limits.memory is not set`],
    },
    "advises on unknown containers and still looks at init containers": {
      plan: change(
        change(deployment, "spec.template.spec.containers", UNKNOWN),
        "spec.template.spec.initContainers[0].resources.limits",
        undefined,
      ),
      unknown: "spec.template.spec.containers",
      says: ["initContainers[0].resources.limits.memory is not set"],
    },
    "advises on a spec that is not known at all": {
      plan: change(deployment, "spec", UNKNOWN),
      unknown: "spec",
      says: [],
    },
  },
};
