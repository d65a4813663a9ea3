import { Malformed, NotKnown } from "./findings.ts";
import { readSelector, selects } from "./labels.ts";
import type { Selector } from "./labels.ts";
import { labelOf, namespaceOf } from "./objects.ts";
import type { KubernetesObject } from "./objects.ts";
import type { Value } from "./value.ts";
import type { Workload } from "./workloads.ts";

/** The kind of pod disruption budgets. */
export const BUDGET_KIND = "policy/PodDisruptionBudget";

/** A pod disruption budget whose namespace and selector are known. */
export interface Budget {
  readonly object: KubernetesObject;
  readonly label: string;
  readonly namespace: string;
  readonly selector: Selector;
}

/** Finds the budgets that select a workload, without looking at every budget for each. */
export class BudgetIndex {
  readonly budgets: Budget[] = [];
  /** Budgets by namespace and one of their labels, and by namespace alone those that have none. */
  readonly #byKey = new Map<string, Budget[]>();
  readonly #unclear: NotKnown[] = [];

  /** @param broken is told of a budget that cannot be read. */
  constructor(objects: readonly KubernetesObject[], broken: (object: KubernetesObject, error: Malformed) => void) {
    for (const object of objects) {
      try {
        const namespace = namespaceOf(object);
        const selector = readSelector(object.body.at("spec.selector"));
        if (selector !== undefined) this.budgets.push({ object, label: labelOf(object), namespace, selector });
      } catch (error) {
        if (error instanceof Malformed) broken(object, error);
        else if (error instanceof NotKnown) this.#unclear.push(error.of(labelOf(object)));
        else throw error;
      }
    }
    const uses = new Map<string, number>();
    const keysOf = ({ namespace, selector }: Budget): string[] =>
      [...selector.labels].map(([key, value]) => `${namespace}|${key}=${value}`);
    for (const budget of this.budgets) {
      for (const key of keysOf(budget)) uses.set(key, (uses.get(key) ?? 0) + 1);
    }
    for (const budget of this.budgets) {
      // Its rarest label finds a budget with the fewest false leads: many share "part-of", few share "name".
      const [first, ...rest] = keysOf(budget);
      const rarest = rest.reduce(
        (best, key) => ((uses.get(key) ?? 0) < (uses.get(best) ?? 0) ? key : best),
        first ?? "",
      );
      const key = first === undefined ? `${budget.namespace}|` : rarest;
      const group = this.#byKey.get(key);
      if (group === undefined) this.#byKey.set(key, [budget]);
      else group.push(budget);
    }
  }

  /**
   * The budgets that select a workload's pods, found one by one as they are asked for.
   *
   * @throws NotKnown when the workload's labels are unknown, or when none selects it and one that cannot be read yet may
   * @throws Malformed
   */
  *of(workload: Workload): Generator<Budget, void> {
    const namespace = workload.namespace();
    const labels = workload.labels();
    const keys = [`${namespace}|`, ...[...labels].map(([key, value]) => `${namespace}|${key}=${value}`)];
    let found = false;
    for (const key of keys) {
      for (const budget of this.#byKey.get(key) ?? []) {
        if (!selects(budget.selector, labels)) continue;
        found = true;
        yield budget;
      }
    }
    const [unclear] = this.#unclear;
    if (!found && unclear !== undefined) throw unclear;
  }
}

/** A count or a percentage, as budgets have them. */
interface Amount {
  readonly text: string;
  readonly percent: boolean;
  readonly number: number;
}

/** @throws NotKnown, Malformed */
function amount(value: Value): Amount | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  const match = /^(\d+)(%?)$/.exec(text);
  if (match?.[1] === undefined) {
    throw new Malformed(`${value.path} is "${text}"; it must be a whole number or a percentage`);
  }
  return { text, percent: match[2] === "%", number: Number(match[1]) };
}

/** A percentage of replicas rounds up, in both fields (Kubernetes docs, "Specifying a Disruption Budget"). */
function scaled({ percent, number }: Amount, replicas: number): number {
  return percent ? Math.ceil((number * replicas) / 100) : number;
}

/** Whether a budget keeps any pod from eviction at all. @throws NotKnown, Malformed */
export function protects({ object }: Budget): boolean {
  const minimum = amount(object.body.at("spec.minAvailable"));
  const maximum = amount(object.body.at("spec.maxUnavailable"));
  if (minimum !== undefined) return minimum.number > 0;
  return maximum !== undefined && !(maximum.percent && maximum.number >= 100);
}

/**
 * Why a budget lets no pod of so many replicas be evicted; undefined when it does. Without a number of replicas, only
 * what blocks whatever their number is told.
 *
 * @throws NotKnown, Malformed
 */
export function blockage(object: KubernetesObject, replicas?: number): string | undefined {
  const minimum = object.body.at("spec.minAvailable");
  const maximum = object.body.at("spec.maxUnavailable");
  const available = amount(minimum);
  const unavailable = amount(maximum);
  if (available !== undefined && unavailable !== undefined) {
    return "has both minAvailable and maxUnavailable, which the API server refuses; remove one";
  }
  if (unavailable?.number === 0) return `${maximum.path} is ${unavailable.text}; let at least 1 pod be unavailable`;
  if (available?.percent === true && available.number >= 100) {
    return `${minimum.path} is ${available.text}; use maxUnavailable: 1`;
  }
  if (available === undefined || replicas === undefined || replicas < 1) return undefined;
  const needed = scaled(available, replicas);
  if (needed < replicas) return undefined;
  return `${minimum.path} is ${available.text} of ${replicas === 1 ? "1 replica" : `${replicas} replicas`}; use maxUnavailable: 1 or run more replicas`;
}
