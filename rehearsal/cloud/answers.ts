import { answerAws } from "../../preview/cloud/aws.ts";
import { answerKubernetes } from "../../preview/cloud/kubernetes.ts";
import { answerRandom } from "../../preview/cloud/random.ts";
import type { CloudScope } from "../../preview/cloud/scope.ts";
import { NO_OPTIONS } from "../../preview/defaultProviders.ts";
import { clusterOutputs, EKS_CLUSTER_CHILD } from "../../preview/eksCluster.ts";
import type { Registration } from "../../preview/monitor.ts";
import { type Properties, textAt } from "./values.ts";

/** What is asked for. */
export interface Wish {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** Decides everything generated; another one for each resource that is made, also for one that takes another's place. */
  readonly seed: string;
}

/** What the cloud makes of it: the offline preview's own answer. */
export function answerTo({ type, name, inputs, seed }: Wish, scope: CloudScope): { id: string; outputs: Properties } {
  if (type === EKS_CLUSTER_CHILD) {
    const outputs = { ...inputs, ...clusterOutputs(inputs, scope, seed) };
    return { id: textAt(outputs, "name"), outputs };
  }
  const registration: Registration = {
    urn: seed,
    type,
    name,
    inputs,
    custom: true,
    options: NO_OPTIONS,
    transforms: [],
  };
  const { id = name, outputs } = answer(registration, scope);
  return { id, outputs };
}

function answer(registration: Registration, scope: CloudScope): { readonly id?: string; readonly outputs: Properties } {
  switch (registration.type.split(":")[0]) {
    case "aws":
      return answerAws(registration, scope);
    case "kubernetes":
      return answerKubernetes(registration);
    case "random":
      return answerRandom(registration);
    default:
      throw new Error(`the simulated cloud has no provider for ${registration.type}`);
  }
}
