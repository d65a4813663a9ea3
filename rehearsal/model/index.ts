import { EVENTS } from "./events.ts";
import { CLUSTER } from "./cluster.ts";
import { IAM } from "./iam.ts";
import { KEYS_AND_LOGS } from "./keysAndLogs.ts";
import { groupAndKind, isKnownGroup } from "./kubernetesFacts.ts";
import { kubernetesModel } from "./kubernetes.ts";
import { METRICS } from "./metrics.ts";
import { NETWORK } from "./network.ts";
import { NODES } from "./nodes.ts";
import { RANDOM } from "./random.ts";
import { REPLICATION } from "./replication.ts";
import { STORAGE } from "./storage.ts";
import type { Models, ResourceModel } from "./types.ts";

/** Every type that the simulated cloud knows by name. Kinds of Kubernetes are modelled by rule as well. */
export const MODELS: Models = {
  ...NETWORK,
  ...IAM,
  ...KEYS_AND_LOGS,
  ...CLUSTER,
  ...NODES,
  ...EVENTS,
  ...STORAGE,
  ...REPLICATION,
  ...METRICS,
  ...RANDOM,
};

/** What is checked of a type that nobody modelled: nothing. It is made, and the report names it. */
export const GENERIC: ResourceModel = {};

/** The model of a type. */
export function modelOf(type: string): ResourceModel {
  return MODELS[type] ?? kubernetesModel(type) ?? GENERIC;
}

/** Whether anybody modelled the type. Custom resources whose kind comes from nowhere we know are not modelled. */
export function isModelled(type: string): boolean {
  return type in MODELS || (type.startsWith("kubernetes:") && isKnownGroup(groupAndKind(type).group));
}
