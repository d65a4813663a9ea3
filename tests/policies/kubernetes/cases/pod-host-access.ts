import { UNKNOWN } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { collector, deployment, podPatch, release } from "../support/fixtures.ts";

const pod = "spec.template.spec";
const volume = { type: "kubernetes:core/v1:PersistentVolume", name: "data", props: {} };
const onHost = change(deployment, `${pod}.hostNetwork`, true);

export const cases: RuleCases = {
  rule: "pod-host-access",
  passes: {
    "passes a volume of a driver, and one that is allowed": {
      plan: [
        { ...volume, props: { spec: { csi: { driver: "ebs.csi.aws.com", volumeHandle: "vol-0" } } } },
        change({ ...volume, name: "scratch" }, "spec.local.path", "/mnt/scratch"),
      ],
      parameters: { allowedVolumes: ["scratch"] },
    },
    "passes a chart and an operator's object that keep to themselves": [
      release("shop", { hostNetwork: false, hostPath: {}, ports: { http: { hostPort: 0 } }, endpoint: UNKNOWN }),
      collector,
    ],
    "passes a chart on the host's network in kube-system": release("shop", { hostNetwork: true }, "kube-system"),
    "passes a pod that keeps to itself": deployment,
    "passes volumes of other kinds and ports without a host port": change(deployment, `${pod}.volumes`, [
      { name: "cache", emptyDir: {} },
    ]),
    "asks nothing of a pod that keeps to itself in a namespace that is not known": change(
      deployment,
      "metadata.namespace",
      UNKNOWN,
    ),
    "passes the host's network in kube-system": change(onHost, "metadata.namespace", "kube-system"),
    "passes the host's network in a namespace that is allowed": {
      plan: onHost,
      parameters: { allowedNamespaces: ["shop"] },
    },
  },
  refuses: {
    "refuses volumes that are paths of a node": {
      plan: [change(volume, "spec.hostPath.path", "/"), change({ ...volume, name: "local" }, "spec.local.path", "/")],
      says: ["spec.hostPath is set, a path of the node's", "spec.local is set"],
    },
    "refuses the host in a chart's values": {
      plan: release("shop", {
        server: { hostNetwork: true, extraVolumes: [{ name: "root", hostPath: { path: "/" } }] },
        agent: { hostNetwork: { enabled: true }, ports: [{ hostPort: 80 }] },
      }),
      says: [
        "values.server.hostNetwork is on",
        "values.server.extraVolumes[0].hostPath is set",
        "values.agent.hostNetwork is on",
        "values.agent.ports[0].hostPort is 80",
      ],
    },
    "refuses the host in an operator's object": {
      plan: change(change(collector, "spec.hostNetwork", true), "spec.volumes", [{ hostPath: { path: "/" } }]),
      says: ["spec.hostNetwork is on", "spec.volumes[0].hostPath is set"],
    },
    "refuses the host's network in the pods of a set of jobs": {
      plan: {
        type: "kubernetes:jobset.x-k8s.io/v1alpha2:JobSet",
        name: "train",
        props: {
          spec: { replicatedJobs: [{ template: { spec: { template: { spec: { hostNetwork: true } } } } }] },
        },
      },
      says: ["spec.replicatedJobs[0].template.spec.template.spec.hostNetwork is true"],
    },
    "refuses the host's network and paths that a patch writes": {
      plan: podPatch({ hostNetwork: true, volumes: [{ name: "root", hostPath: { path: "/" } }] }),
      says: [`${pod}.hostNetwork is true`, `${pod}.volumes[0].hostPath is set`],
    },
    "refuses the host's network": { plan: onHost, says: [`${pod}.hostNetwork is true`] },
    "refuses the host's network in kube-system when it is not allowed there": {
      plan: change(onHost, "metadata.namespace", "kube-system"),
      parameters: { allowedNamespaces: [] },
      says: ["hostNetwork is true"],
    },
    "refuses a host path": {
      plan: change(deployment, `${pod}.volumes`, [
        { name: "a", emptyDir: {} },
        { name: "b", hostPath: { path: "/etc" } },
      ]),
      says: [`${pod}.volumes[1].hostPath is set`],
    },
    "refuses a host port of a container": {
      plan: change(deployment, `${pod}.containers[0].ports[0].hostPort`, 80),
      says: [`container web: ${pod}.containers[0].ports[0].hostPort is 80`],
    },
    "refuses a host port of an init container": {
      plan: change(deployment, `${pod}.initContainers[0].ports`, [{ containerPort: 80, hostPort: 80 }]),
      says: ["init container migrate"],
    },
    "refuses volumes of the wrong shape": {
      plan: change(deployment, `${pod}.volumes`, { name: "a" }),
      says: [`${pod}.volumes is an object; it must be a list`],
    },
  },
  unclear: {
    "advises on the host's network in values": {
      plan: release("shop", { a: { hostNetwork: UNKNOWN }, b: { hostNetwork: true } }),
      unknown: "values.a.hostNetwork",
      says: ["values.b.hostNetwork is on"],
    },
    "advises on an unknown network and still refuses a host path": {
      plan: change(change(deployment, `${pod}.hostNetwork`, UNKNOWN), `${pod}.volumes`, [{ hostPath: { path: "/" } }]),
      unknown: `${pod}.hostNetwork`,
      says: ["volumes[0].hostPath is set"],
    },
    "advises on an unknown namespace, which may be an allowed one": {
      plan: change(onHost, "metadata.namespace", UNKNOWN),
      unknown: "metadata.namespace",
      says: [],
    },
  },
};
