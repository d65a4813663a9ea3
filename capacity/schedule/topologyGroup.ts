import { HOSTNAME } from "../model/labels.ts";
import { allows, finiteValues, intersection, isEmpty, requirement, type Requirement } from "../model/requirement.ts";
import { conflictBetween, type Requirements } from "../model/requirements.ts";
import { type Taint, type Toleration, untolerated } from "../model/taints.ts";
import { type LabelSelector, matches } from "../pods/selector.ts";
import type { PodShape } from "../pods/shape.ts";

export type TopologyKind = "spread" | "affinity" | "anti-affinity";

/** Which nodes a spread counts pods on; affinity counts all. */
export interface NodeFilter {
  /** Any of them must hold; undefined counts nodes whatever their labels. */
  readonly alternatives: readonly Requirements[] | undefined;
  /** Undefined counts nodes whatever their taints. */
  readonly tolerations: readonly Toleration[] | undefined;
}

/** What makes two topology rules one and the same. */
export interface TopologyRule {
  readonly kind: TopologyKind;
  /** Label whose values are the domains: a zone, a host, a capacity type. */
  readonly key: string;
  readonly selector: LabelSelector | undefined;
  /** Undefined: every namespace. */
  readonly namespaces: readonly string[] | undefined;
  readonly maxSkew: number;
  readonly minDomains: number | undefined;
  readonly filter: NodeFilter;
}

/** How many pods that a rule selects are in each domain, and where the rule lets another go (kubernetes-sigs/karpenter, `TopologyGroup`). */
export class TopologyGroup {
  readonly rule: TopologyRule;
  readonly #counts = new Map<string, number>();

  /** @param domains the domains there can be, sorted; hosts come as nodes are made */
  constructor(rule: TopologyRule, domains: Iterable<string>) {
    this.rule = rule;
    for (const domain of domains) this.#counts.set(domain, 0);
  }

  /** Pods by domain, for messages. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** A domain that came to be, a new node's name for instance. */
  register(domain: string): void {
    if (!this.#counts.has(domain)) this.#counts.set(domain, 0);
  }

  /** One more selected pod in each of the domains. */
  record(domains: readonly string[]): void {
    for (const domain of domains) this.#counts.set(domain, (this.#counts.get(domain) ?? 0) + 1);
  }

  /** Whether the rule's selector takes the pod. */
  selects({ namespace, labels }: PodShape): boolean {
    const { namespaces, selector } = this.rule;
    return (namespaces === undefined || namespaces.includes(namespace)) && matches(selector, labels);
  }

  /** Whether a pod on a node like this is one the rule counts. */
  counted(shape: PodShape, taints: readonly Taint[], node: Requirements): boolean {
    const { alternatives, tolerations } = this.rule.filter;
    return (
      this.selects(shape) &&
      (tolerations === undefined || untolerated(taints, tolerations).length === 0) &&
      (alternatives === undefined || alternatives.some((wanted) => !conflictBetween(node, wanted, NONE)))
    );
  }

  /**
   * The domains a pod may go to on a node, as a requirement of the key; an empty one when there is none.
   *
   * @param pod what the pod itself allows of the key
   * @param node what the node still can be
   */
  next(shape: PodShape, pod: Requirement, node: Requirement): Requirement {
    if (this.rule.kind === "spread") return this.#nextSpread(shape, pod, node);
    return this.rule.kind === "affinity" ? this.#nextTogether(shape, pod, node) : this.#nextApart(pod, node);
  }

  #nextSpread(shape: PodShape, pod: Requirement, node: Requirement): Requirement {
    const { key, maxSkew } = this.rule;
    const self = this.selects(shape) ? 1 : 0;
    const host = this.#hostOf(node);
    // A new host is always possible, so that the emptiest host always counts as empty.
    if (host !== undefined) return this.#only((this.#counts.get(host) ?? 0) + self <= maxSkew ? [host] : []);
    const smallest = this.#smallestCount(pod);
    let best: string | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const [domain, count] of this.#counts) {
      const after = count + self;
      if (!allows(node, domain) || after - smallest > maxSkew || after >= fewest) continue;
      [best, fewest] = [domain, after];
    }
    return best === undefined ? requirement(key, "DoesNotExist") : requirement(key, "In", [best]);
  }

  /** Pods in the emptiest domain the pod allows. */
  #smallestCount(pod: Requirement): number {
    const { minDomains } = this.rule;
    const counts = [...this.#counts].filter(([domain]) => allows(pod, domain)).map(([, count]) => count);
    if (minDomains !== undefined && counts.length < minDomains) return 0;
    return Math.min(...counts);
  }

  #nextTogether(shape: PodShape, pod: Requirement, node: Requirement): Requirement {
    const { key } = this.rule;
    const occupied = (domain: string): boolean => (this.#counts.get(domain) ?? 0) > 0 && allows(pod, domain);
    const nobody = ![...this.#counts.keys()].some(occupied);
    // The first of a group that is drawn to itself may start anywhere.
    const begins = this.selects(shape) && nobody;
    const host = this.#hostOf(node);
    if (host !== undefined) return this.#only(allows(pod, host) && (occupied(host) || begins) ? [host] : []);
    const there = [...this.#counts.keys()].filter((domain) => occupied(domain) && allows(node, domain));
    if (there.length > 0 || !begins) return this.#only(there);
    const both = intersection(pod, node);
    const first = [...this.#counts.keys()].find((domain) => allows(both, domain));
    return first === undefined ? requirement(key, "DoesNotExist") : requirement(key, "In", [first]);
  }

  #nextApart(pod: Requirement, node: Requirement): Requirement {
    const host = this.#hostOf(node);
    if (host !== undefined) return this.#only((this.#counts.get(host) ?? 0) === 0 ? [host] : []);
    return this.#only(
      [...this.#counts]
        .filter(([domain, count]) => count === 0 && allows(node, domain) && allows(pod, domain))
        .map(([domain]) => domain),
    );
  }

  #hostOf(node: Requirement): string | undefined {
    if (this.rule.key !== HOSTNAME || isEmpty(node)) return undefined;
    const hosts = finiteValues(node);
    return hosts.length === 1 ? hosts[0] : undefined;
  }

  #only(domains: readonly string[]): Requirement {
    return domains.length === 0
      ? requirement(this.rule.key, "DoesNotExist")
      : requirement(this.rule.key, "In", domains);
  }
}

/** A node that is counted must define the label that is asked for. */
const NONE: ReadonlySet<string> = new Set();
