import { z } from "zod";
import { HOSTNAME, NODE_CLASS, NODE_POOL } from "./labels.ts";
import { labelsSchema, quantitySchema, readObject, requirementSchema, toRequirement } from "./parse.ts";
import { toUnits } from "./quantity.ts";
import type { Requirement } from "./requirement.ts";
import { allOf, fromLabels, type Requirements } from "./requirements.ts";
import type { Resources } from "./resources.ts";
import { type Taint, TAINT_EFFECTS } from "./taints.ts";

const taintSchema = z.object({
  key: z.string().min(1),
  value: z.string().default(""),
  effect: z.enum(TAINT_EFFECTS),
});

const budgetSchema = z.object({
  nodes: z.union([z.string(), z.int()]).transform(String),
  reasons: z.array(z.string()).optional(),
  schedule: z.string().optional(),
  duration: z.string().optional(),
});

const nodePoolSchema = z.object({
  metadata: z.object({ name: z.string().min(1) }),
  spec: z.object({
    weight: z.int().default(0),
    replicas: z.int().optional(),
    limits: z.record(z.string(), quantitySchema).default({}),
    disruption: z
      .object({
        consolidationPolicy: z.string().optional(),
        consolidateAfter: z.string().optional(),
        budgets: z.array(budgetSchema).optional(),
      })
      .default({}),
    template: z.object({
      metadata: z.object({ labels: labelsSchema }).default({ labels: {} }),
      spec: z.object({
        nodeClassRef: z.object({ name: z.string().min(1) }),
        requirements: z.array(requirementSchema).default([]),
        taints: z.array(taintSchema).default([]),
        expireAfter: z.string().default("720h"),
        terminationGracePeriod: z.string().optional(),
      }),
    }),
  }),
});

/** When Karpenter may take a node of a pool away. */
export interface Disruption {
  readonly consolidationPolicy: string;
  readonly consolidateAfter: string;
  readonly expireAfter: string;
  readonly terminationGracePeriod: string | undefined;
  readonly budgets: readonly z.infer<typeof budgetSchema>[];
}

/** What of a NodePool decides which nodes it makes. Startup taints go before pods arrive, so they are not in it. */
export interface NodePool {
  readonly name: string;
  readonly nodeClass: string;
  /** Highest first; unset is 0. */
  readonly weight: number;
  /** Set: a static pool, which keeps that many nodes whatever pods there are. */
  readonly replicas: number | undefined;
  /** As the pool states them, in order. */
  readonly stated: readonly Requirement[];
  /** With the labels of the template and those Karpenter adds. */
  readonly requirements: Requirements;
  readonly taints: readonly Taint[];
  /** `nodes` counts nodes. */
  readonly limits: Resources;
  readonly disruption: Disruption;
}

/**
 * Reads a NodePool, `karpenter.sh/v1`. Defaults are those of Karpenter's own schema, v1.14.
 *
 * @throws UsageError when a field it needs is missing or malformed
 */
export function readNodePool(object: unknown, origin: string): NodePool {
  const { metadata, spec } = readObject(nodePoolSchema, object, origin);
  const { name } = metadata;
  const { template, disruption } = spec;
  const labels = { ...template.metadata.labels, [NODE_POOL]: name, [NODE_CLASS]: template.spec.nodeClassRef.name };
  const stated = template.spec.requirements.map(toRequirement).filter(({ key }) => key !== HOSTNAME);
  return {
    name,
    nodeClass: template.spec.nodeClassRef.name,
    weight: spec.weight,
    replicas: spec.replicas,
    stated,
    requirements: allOf(stated, fromLabels(labels)),
    taints: template.spec.taints,
    limits: Object.fromEntries(
      Object.entries(spec.limits).map(([resource, quantity]) => [resource, toUnits(resource, quantity) ?? 0]),
    ),
    disruption: {
      consolidationPolicy: disruption.consolidationPolicy ?? "WhenEmptyOrUnderutilized",
      consolidateAfter: disruption.consolidateAfter ?? "0s",
      expireAfter: template.spec.expireAfter,
      terminationGracePeriod: template.spec.terminationGracePeriod,
      budgets: disruption.budgets ?? [{ nodes: "10%" }],
    },
  };
}

/**
 * The order Karpenter tries pools in: the highest weight first, and of equal ones the name later in the alphabet
 * (kubernetes-sigs/karpenter, `OrderByWeight`).
 */
export function byWeight(left: NodePool, right: NodePool): number {
  if (left.weight !== right.weight) return right.weight - left.weight;
  return left.name < right.name ? 1 : left.name > right.name ? -1 : 0;
}
