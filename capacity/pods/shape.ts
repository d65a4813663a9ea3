import { currentLabel } from "../model/labels.ts";
import { toRequirement } from "../model/parse.ts";
import { describe, type Requirement } from "../model/requirement.ts";
import { allOf, fromLabels, type Requirements } from "../model/requirements.ts";
import type { Resources } from "../model/resources.ts";
import type { Toleration } from "../model/taints.ts";
import type { PodObject, PodTerm, Spread } from "./podSchema.ts";
import { podRequests } from "./requests.ts";

/** Terms that must hold, and terms that should, heaviest first. */
export interface PodTerms {
  readonly required: readonly PodTerm[];
  readonly preferred: readonly PodTerm[];
}

/** What all pods of one template ask of a node. Karpenter gives preferences up one at a time; each step is a shape of its own. */
export interface PodShape {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly requests: Resources;
  readonly tolerations: readonly Toleration[];
  readonly nodeSelector: readonly Requirement[];
  /** Alternatives: any of them will do, and the first is asked for. */
  readonly requiredTerms: readonly (readonly Requirement[])[];
  /** Heaviest first, and the heaviest is asked for. */
  readonly preferredTerms: readonly (readonly Requirement[])[];
  readonly spreads: readonly Spread[];
  readonly affinity: PodTerms;
  readonly antiAffinity: PodTerms;
  /** What was given up on the way to this shape, in words. */
  readonly givenUp: readonly string[];
  /** What it asks of a node's labels, preference included. */
  readonly requirements: Requirements;
  /** The same without the preference: spread is counted over the zones these allow. */
  readonly strict: Requirements;
}

type Wishes = Omit<PodShape, "requirements" | "strict">;

/** The shape of a pod as it is written. */
export function shapeOf({ metadata, spec }: PodObject, namespace: string): PodShape {
  const { nodeAffinity, podAffinity, podAntiAffinity } = spec.affinity;
  const preferred = nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution;
  return complete({
    namespace,
    labels: metadata.labels,
    requests: podRequests(spec),
    tolerations: spec.tolerations,
    nodeSelector: fromLabels(
      Object.fromEntries(Object.entries(spec.nodeSelector).map(([key, value]) => [currentLabel(key), value])),
    ),
    requiredTerms: nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.map((term) =>
      term.matchExpressions.map(toRequirement),
    ),
    preferredTerms: heaviestFirst(preferred).map(({ preference }) => preference.matchExpressions.map(toRequirement)),
    spreads: spec.topologySpreadConstraints,
    affinity: termsOf(podAffinity),
    antiAffinity: termsOf(podAntiAffinity),
    givenUp: [],
  });
}

/**
 * The shape with one thing less to ask for, in Karpenter's order: the first of several alternatives, preferred pod
 * affinity, preferred anti-affinity, preferred node affinity, spread that may be ignored, and last the dislike of
 * `PreferNoSchedule` taints. Undefined when nothing is left to give up.
 *
 * @param softTaints whether any pool has a `PreferNoSchedule` taint
 */
export function relax(shape: PodShape, softTaints: boolean): PodShape | undefined {
  const [firstTerm, ...otherTerms] = shape.requiredTerms;
  if (firstTerm && otherTerms.length > 0) {
    return lighter(shape, { requiredTerms: otherTerms }, `the alternative ${firstTerm.map(describe).join(", ")}`);
  }
  const [together, ...otherTogether] = shape.affinity.preferred;
  if (together) {
    const affinity = { ...shape.affinity, preferred: otherTogether };
    return lighter(shape, { affinity }, `preferred pod affinity by ${together.topologyKey}`);
  }
  const [apart, ...otherApart] = shape.antiAffinity.preferred;
  if (apart) {
    const antiAffinity = { ...shape.antiAffinity, preferred: otherApart };
    return lighter(shape, { antiAffinity }, `preferred pod anti-affinity by ${apart.topologyKey}`);
  }
  const [preferred, ...otherPreferred] = shape.preferredTerms;
  if (preferred) {
    return lighter(shape, { preferredTerms: otherPreferred }, `the preference ${preferred.map(describe).join(", ")}`);
  }
  const soft = shape.spreads.find(({ whenUnsatisfiable }) => whenUnsatisfiable === "ScheduleAnyway");
  if (soft) {
    const spreads = shape.spreads.filter((spread) => spread !== soft);
    return lighter(shape, { spreads }, `spread over ${soft.topologyKey} (ScheduleAnyway)`);
  }
  if (softTaints && !shape.tolerations.some(toleratesSoft)) {
    const tolerations = [
      ...shape.tolerations,
      { key: "", operator: "Exists", value: "", effect: "PreferNoSchedule" } as const,
    ];
    return lighter(shape, { tolerations }, "the dislike of PreferNoSchedule taints");
  }
  return undefined;
}

function toleratesSoft({ key, operator, effect }: Toleration): boolean {
  return key === "" && operator === "Exists" && effect === "PreferNoSchedule";
}

function lighter(shape: PodShape, change: Partial<Wishes>, what: string): PodShape {
  return complete({ ...shape, ...change, givenUp: [...shape.givenUp, what] });
}

function complete(wishes: Wishes): PodShape {
  const required = wishes.requiredTerms[0] ?? [];
  return {
    ...wishes,
    requirements: allOf(wishes.nodeSelector, wishes.preferredTerms[0] ?? [], required),
    strict: allOf(wishes.nodeSelector, required),
  };
}

function termsOf(affinity: PodObject["spec"]["affinity"]["podAffinity"]): PodTerms {
  return {
    required: affinity.requiredDuringSchedulingIgnoredDuringExecution,
    preferred: heaviestFirst(affinity.preferredDuringSchedulingIgnoredDuringExecution).map(
      (term) => term.podAffinityTerm,
    ),
  };
}

function heaviestFirst<T extends { readonly weight: number }>(terms: readonly T[]): T[] {
  return terms.toSorted((left, right) => right.weight - left.weight);
}
