import { at, isList, isRecord, type Plain, type PlainRecord, text } from "./values.ts";

type Detail = (inputs: PlainRecord) => string;

/**
 * What matters about a Kubernetes object: the images of a workload, the schedule of a job, the chart of a release;
 * for anything else its own name in its namespace, where Pulumi's name does not say it.
 */
export function kubernetesDetail(type: string, inputs: PlainRecord): string {
  const kind = type.split(":").at(-1) ?? "";
  const telling = DETAILS[kind]?.(inputs) ?? "";
  const namespace = text(at(inputs, "metadata.namespace"));
  const name = text(at(inputs, "metadata.name"));
  const where = namespace === "" ? name : `${namespace}/${name}`;
  return telling === "" ? where : telling;
}

const list = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(", ");

const labelled = (value: Plain | undefined, label: string): string =>
  value === undefined ? "" : `${label} ${text(value)}`;

/** `registry/team/web:1.2@sha256:...` as `web:1.2`: the digest is in --show. */
function shortImage(image: string): string {
  return (image.split("/").at(-1) ?? image).replace(/@sha256:.*$/, "");
}

function images(podSpec: Plain | undefined): string {
  const containers = at(podSpec, "containers");
  if (!isList(containers)) return "";
  return containers.map((container) => shortImage(text(at(container, "image")))).join(", ");
}

const workload: Detail = (inputs) => {
  const replicas = at(inputs, "spec.replicas");
  return list(images(at(inputs, "spec.template.spec")), replicas === undefined ? "" : `${text(replicas)} replicas`);
};

const release: Detail = (inputs) => {
  const version = text(inputs.version);
  const chart = (text(inputs.chart).split("/").at(-1) ?? "") + (version === "" ? "" : ` ${version}`);
  return list(chart, labelled(inputs.namespace, "in"));
};

/** `{cpu: "100", memory: "400Gi"}` as `cpu 100, memory 400Gi`. */
function quantities(value: Plain | undefined): string {
  return isRecord(value)
    ? list(...Object.entries(value).map(([resource, quantity]) => `${resource} ${text(quantity)}`))
    : "";
}

function terms(value: Plain | undefined): string {
  return isList(value)
    ? list(...value.map((term) => text(at(term, "alias") ?? at(term, "id") ?? at(term, "name"))))
    : "";
}

const DETAILS: Readonly<Record<string, Detail>> = {
  Deployment: workload,
  StatefulSet: workload,
  DaemonSet: workload,
  ReplicaSet: workload,
  Rollout: workload,
  Pod: (inputs) => images(inputs.spec),
  Job: workload,
  CronJob: (inputs) =>
    list(text(at(inputs, "spec.schedule")), images(at(inputs, "spec.jobTemplate.spec.template.spec"))),
  Schedule: (inputs) => text(at(inputs, "spec.schedule")),
  Release: release,
  Chart: release,
  Service: (inputs) => text(at(inputs, "spec.type")),
  StorageClass: (inputs) => list(text(inputs.provisioner), text(at(inputs, "parameters.type"))),
  VolumeSnapshotClass: (inputs) => text(inputs.driver),
  HorizontalPodAutoscaler: (inputs) =>
    list(labelled(at(inputs, "spec.minReplicas"), "min"), labelled(at(inputs, "spec.maxReplicas"), "max")),
  PodDisruptionBudget: (inputs) =>
    list(
      labelled(at(inputs, "spec.minAvailable"), "min available"),
      labelled(at(inputs, "spec.maxUnavailable"), "max unavailable"),
    ),
  NodePool: (inputs) =>
    list(
      labelled(at(inputs, "spec.weight"), "weight"),
      labelled(at(inputs, "spec.template.spec.nodeClassRef.name"), "class"),
      quantities(at(inputs, "spec.limits")),
    ),
  EC2NodeClass: (inputs) => terms(at(inputs, "spec.amiSelectorTerms")),
};
