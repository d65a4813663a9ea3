import type { Answer, Registration } from "../monitor.ts";
import type { PlanValue } from "../plan.ts";
import { hex, uuid } from "./ids.ts";

type Properties = Readonly<Record<string, PlanValue>>;

function object(value: PlanValue | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

/** Answers the registration of a `kubernetes:*` resource as an API server, or Helm behind its provider, would. */
export function answerKubernetes(registration: Registration): Answer {
  const { inputs, name, type, urn } = registration;
  const generated = `${name}-${hex(urn, 8)}`;
  if (type === "kubernetes:helm.sh/v3:Release") {
    const release = typeof inputs.name === "string" ? inputs.name : generated;
    const namespace = typeof inputs.namespace === "string" ? inputs.namespace : "default";
    const status = {
      name: release,
      namespace,
      chart: inputs.chart ?? null,
      version: inputs.version ?? null,
      revision: 1,
      status: "deployed",
    };
    return { id: `${namespace}/${release}`, outputs: { ...inputs, name: release, namespace, status } };
  }
  const metadata = object(inputs.metadata);
  const objectName = typeof metadata.name === "string" ? metadata.name : generated;
  const namespace = typeof metadata.namespace === "string" ? metadata.namespace : undefined;
  return {
    id: namespace === undefined ? objectName : `${namespace}/${objectName}`,
    outputs: {
      ...inputs,
      metadata: { ...metadata, name: objectName, uid: uuid(urn), resourceVersion: "1", generation: 1 },
    },
  };
}
