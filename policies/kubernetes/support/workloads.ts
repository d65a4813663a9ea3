import { addressOf, AUTOSCALER_KINDS, boundsOf, SCALABLE_KINDS, targetOf } from "./autoscalers.ts";
import { Malformed, NotKnown } from "./findings.ts";
import { labelOf, namespaceOf } from "./objects.ts";
import type { KubernetesObject } from "./objects.ts";
import { podTemplates } from "./podTemplates.ts";
import type { PodTemplate } from "./podTemplates.ts";

/** The kinds that {@link indexWorkloads} needs to see. */
export const WORKLOAD_KINDS: ReadonlySet<string> = new Set([...SCALABLE_KINDS, ...AUTOSCALER_KINDS]);

/** A workload of the stack: what makes a number of like pods. Its members read, and throw, when they are asked. */
export interface Workload {
  readonly object: KubernetesObject;
  /** "Deployment web". */
  readonly label: string;
  /** @throws NotKnown, Malformed */
  readonly namespace: () => string;
  /** The pods it makes; of a Rollout with a `workloadRef`, the Deployment's. Undefined when nobody describes them. */
  readonly template: () => PodTemplate | undefined;
  /** Labels of its pods. @throws NotKnown, Malformed */
  readonly labels: () => ReadonlyMap<string, string>;
  /**
   * The fewest replicas it runs with when nothing is wrong: its autoscaler's lower bound, where it has one, or else
   * its own `replicas`, 1 by default. @throws NotKnown, Malformed
   */
  readonly replicas: () => number;
}

/** A value that is read at most once; an error is remembered and thrown again. */
function once<T>(read: () => T): () => T {
  let state: { value: T } | { error: unknown } | undefined;
  return () => {
    if (state === undefined) {
      try {
        state = { value: read() };
      } catch (error) {
        state = { error };
      }
    }
    if ("error" in state) throw state.error;
    return state.value;
  };
}

/** The address of an object, or undefined where it cannot be told yet. */
function tryAddress(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotKnown || error instanceof Malformed) return undefined;
    throw error;
  }
}

function templateOf(
  object: KubernetesObject,
  byAddress: ReadonlyMap<string, KubernetesObject>,
): PodTemplate | undefined {
  const reference = object.body.at("spec.workloadRef");
  if (object.groupKind !== "argoproj.io/Rollout" || !reference.present()) return podTemplates(object)[0];
  const kind = reference.get("kind").string() ?? "";
  const name = reference.get("name").string() ?? "";
  const referred = byAddress.get(`${namespaceOf(object)}/apps/${kind}/${name}`);
  return referred && podTemplates(referred)[0];
}

/** The workloads among a stack's objects. Linear: autoscalers and referred workloads are found by their address. */
export function indexWorkloads(objects: readonly KubernetesObject[]): Workload[] {
  const byAddress = new Map<string, KubernetesObject>();
  const scalers = new Map<string, KubernetesObject>();
  for (const object of objects) {
    const scaler = AUTOSCALER_KINDS.has(object.groupKind);
    const address = tryAddress(() => (scaler ? targetOf(object).address : addressOf(object)));
    if (address !== undefined) (scaler ? scalers : byAddress).set(address, object);
  }
  return objects
    .filter((object) => SCALABLE_KINDS.has(object.groupKind))
    .map((object) => {
      const template = once(() => templateOf(object, byAddress));
      return {
        object,
        label: labelOf(object),
        namespace: once(() => namespaceOf(object)),
        template,
        labels: once(() => template()?.metadata.get("labels").stringMap() ?? new Map<string, string>()),
        replicas: once(() => {
          const scaler = scalers.get(addressOf(object));
          return scaler === undefined ? (object.body.at("spec.replicas").number() ?? 1) : boundsOf(scaler).minimum;
        }),
      };
    });
}
