import { publishedLabel } from "../metrics/kubeStateMetrics.ts";

/** Short names of the labels that say what kind of node it is, as Karpenter's own metrics have them. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  nodepool: "karpenter.sh/nodepool",
  capacity_type: "karpenter.sh/capacity-type",
  instance_type: "node.kubernetes.io/instance-type",
  zone: "topology.kubernetes.io/zone",
};

const LABELLED = Object.entries(SHORT_NAMES).reduce(
  (series, [name, label]) => `label_replace(${series}, "${name}", "$1", "${publishedLabel(label)}", "(.*)")`,
  `kube_node_labels{${publishedLabel("karpenter.sh/nodepool")}=~"$nodepool"}`,
);

/** One series of value 1 for each node of the chosen pools, with the labels above. */
export const NODES = `max by (node, ${Object.keys(SHORT_NAMES).join(", ")}) (${LABELLED})`;
