import { CAPACITY_TYPE, HOSTNAME } from "../model/labels.ts";
import { finiteValues, intersection, isEmpty, requirement, type Requirement } from "../model/requirement.ts";
import { allOf, conflictBetween, type Requirements, valueOf } from "../model/requirements.ts";
import { type Taint, untolerated } from "../model/taints.ts";
import type { PodTerm, Spread } from "../pods/podSchema.ts";
import type { PodShape } from "../pods/shape.ts";
import type { Template } from "../pools/template.ts";
import { TopologyGroup, type TopologyRule } from "./topologyGroup.ts";

/** Every topology rule of a set of pods, with what it has counted (kubernetes-sigs/karpenter, `Topology`). */
export class Topology {
  readonly #templates: readonly Template[];
  readonly #groups = new Map<string, TopologyGroup>();
  /** Required anti-affinity seen from the other side: it also keeps away pods that have no such rule themselves. */
  readonly #inverse = new Map<string, { readonly group: TopologyGroup; readonly owners: Set<PodShape> }>();
  readonly #ofShape = new WeakMap<PodShape, readonly TopologyGroup[]>();
  readonly #hosts: string[] = [];

  /** @param shapes all pods that will be placed: a rule counts pods from the first one on */
  constructor(templates: readonly Template[], shapes: readonly PodShape[]) {
    this.#templates = templates;
    for (const shape of shapes) {
      this.groupsOf(shape);
      for (const term of shape.antiAffinity.required) {
        const rule = termRule("anti-affinity", term, shape);
        const id = identity(rule);
        const known = this.#inverse.get(id) ?? { group: this.#make(rule, shape), owners: new Set() };
        known.owners.add(shape);
        this.#inverse.set(id, known);
      }
    }
  }

  /** The rules a pod brings with it; the same rule of several pods is one. */
  groupsOf(shape: PodShape): readonly TopologyGroup[] {
    const known = this.#ofShape.get(shape);
    if (known) return known;
    const groups = rulesOf(shape).map((rule) => {
      const id = identity(rule);
      const group = this.#groups.get(id) ?? this.#make(rule, shape);
      this.#groups.set(id, group);
      return group;
    });
    this.#ofShape.set(shape, groups);
    return groups;
  }

  /** Whether no rule concerns the pod: then placing others never changes what is possible for it. */
  isFree(shape: PodShape): boolean {
    return this.groupsOf(shape).length === 0 && this.#keepingAway(shape).length === 0;
  }

  /**
   * What the rules leave of a node's labels for a pod.
   *
   * @returns the node's requirements narrowed, or the rule that leaves nothing
   */
  narrow(shape: PodShape, taints: readonly Taint[], node: Requirements): Requirements | TopologyGroup {
    const keepingAway = this.#keepingAway(shape).filter((group) => group.counted(shape, taints, node));
    let narrowed = node;
    for (const group of [...this.groupsOf(shape), ...keepingAway]) {
      const { key } = group.rule;
      const domains = group.next(shape, valueOf(shape.strict, key), valueOf(node, key));
      if (isEmpty(domains)) return group;
      const wanted = new Map([[key, domains]]);
      if (conflictBetween(narrowed, wanted)) return group;
      narrowed = allOf(narrowed.values(), [domains]);
    }
    return narrowed;
  }

  /** Counts a pod that was placed on a node that can still be any of its domains. */
  record(shape: PodShape, original: PodShape, taints: readonly Taint[], node: Requirements): void {
    for (const group of this.#groups.values()) {
      if (!group.counted(shape, taints, node)) continue;
      const domains = finiteValues(valueOf(node, group.rule.key));
      // A pod that must be alone blocks every domain it may end up in; others count only where they are known to be.
      if (group.rule.kind === "anti-affinity" || domains.length === 1) group.record(domains);
    }
    for (const { group, owners } of this.#inverse.values()) {
      if (owners.has(original)) group.record(finiteValues(valueOf(node, group.rule.key)));
    }
  }

  /** Makes a new node's name known to the rules by host. */
  addHost(hostname: string): void {
    this.#hosts.push(hostname);
    for (const group of [...this.#groups.values(), ...[...this.#inverse.values()].map((entry) => entry.group)]) {
      if (group.rule.key === HOSTNAME) group.register(hostname);
    }
  }

  #keepingAway(shape: PodShape): TopologyGroup[] {
    return [...this.#inverse.values()].map(({ group }) => group).filter((group) => group.selects(shape));
  }

  #make(rule: TopologyRule, shape: PodShape): TopologyGroup {
    if (rule.key === HOSTNAME) return new TopologyGroup(rule, this.#hosts);
    const honoursTaints = rule.filter.tolerations !== undefined;
    const domains = this.#templates
      .filter(({ pool }) => !honoursTaints || untolerated(pool.taints, shape.tolerations).length === 0)
      .flatMap((template) => domainsOf(template, rule.key));
    return new TopologyGroup(rule, [...new Set(domains)].sort());
  }
}

/** The values of a label that nodes of a pool could have. */
function domainsOf({ pool, every }: Template, key: string): readonly string[] {
  const own = valueOf(pool.requirements, key);
  const seen = new Set<Requirement>();
  for (const { requirements } of every) {
    const value = requirements.get(key);
    if (value) seen.add(value);
  }
  return [...finiteValues(own), ...[...seen].flatMap((value) => finiteValues(intersection(value, own)))].filter(
    (domain) => key !== CAPACITY_TYPE || domain !== "reserved",
  );
}

function rulesOf(shape: PodShape): TopologyRule[] {
  const terms = (kind: "affinity" | "anti-affinity", { required, preferred }: PodShape["affinity"]): TopologyRule[] =>
    [...required, ...preferred].map((term) => termRule(kind, term, shape));
  return [
    ...shape.spreads.map((spread) => spreadRule(spread, shape)),
    ...terms("affinity", shape.affinity),
    ...terms("anti-affinity", shape.antiAffinity),
  ];
}

function spreadRule(spread: Spread, shape: PodShape): TopologyRule {
  const { labelSelector, matchLabelKeys, maxSkew, minDomains, topologyKey } = spread;
  const pinned = matchLabelKeys.flatMap((key) => {
    const value = shape.labels[key];
    return value === undefined ? [] : [{ key, operator: "In" as const, values: [value] }];
  });
  const terms = shape.requiredTerms.length > 0 ? shape.requiredTerms : [[]];
  return {
    kind: "spread",
    key: topologyKey,
    selector: labelSelector && { ...labelSelector, matchExpressions: [...labelSelector.matchExpressions, ...pinned] },
    namespaces: [shape.namespace],
    maxSkew,
    minDomains,
    filter: {
      alternatives:
        spread.nodeAffinityPolicy === "Honor" ? terms.map((term) => allOf(shape.nodeSelector, term)) : undefined,
      tolerations: spread.nodeTaintsPolicy === "Honor" ? shape.tolerations : undefined,
    },
  };
}

function termRule(kind: "affinity" | "anti-affinity", term: PodTerm, shape: PodShape): TopologyRule {
  const { labelSelector, namespaces, namespaceSelector, topologyKey } = term;
  const everywhere =
    namespaceSelector !== undefined &&
    Object.keys(namespaceSelector.matchLabels).length + namespaceSelector.matchExpressions.length === 0;
  const named = namespaces.length === 0 && namespaceSelector === undefined ? [shape.namespace] : namespaces;
  return {
    kind,
    key: topologyKey,
    selector: labelSelector,
    namespaces: everywhere ? undefined : named,
    maxSkew: Number.POSITIVE_INFINITY,
    minDomains: undefined,
    filter: { alternatives: undefined, tolerations: undefined },
  };
}

function identity(rule: TopologyRule): string {
  return JSON.stringify(rule, (_key, value: unknown) => {
    if (value instanceof Map) return [...value.values()] as unknown[];
    return value instanceof Set ? [...value] : value === Number.POSITIVE_INFINITY ? "any" : value;
  });
}

/** What a node made for a pool starts with: its name, for the rules by host. */
export function hostRequirement(hostname: string): Requirement {
  return requirement(HOSTNAME, "In", [hostname]);
}
