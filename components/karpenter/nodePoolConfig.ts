import { z } from "zod";
import { BUDGET_PRESETS, type Budget, BUDGETS, budgetsSchema } from "./budgets.ts";
import { DURATION_PATTERN, LIFETIME_PATTERN } from "./durations.ts";
import { labelKeyProblem, labelValueProblem, POOL_LABEL } from "./labels.ts";
import { objectName } from "./nodeClassConfig.ts";
import { type Consolidation, NODE_POOL_PRESETS, type NodePoolPreset, POOL_PRESETS, type Taint } from "./poolPresets.ts";
import { type Requirement, requirementSchema } from "./requirements.ts";

/** A node pool, checked and with every default filled in. */
export interface NodePoolConfig {
  readonly name: string;
  readonly preset: NodePoolPreset;
  readonly nodeClass: string;
  /** Whether there is one pool for each zone, named `<name>-<letter>`, instead of one for all. */
  readonly perZone: boolean;
  readonly requirements: readonly Requirement[];
  readonly taints: readonly Taint[];
  readonly startupTaints: readonly Taint[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly weight?: number | undefined;
  readonly limits: Readonly<Record<string, string>>;
  readonly expireAfter: string;
  readonly terminationGracePeriod: string;
  readonly disruption: Consolidation & { readonly budgets: readonly Budget[] };
}

/** Characters of a pool's name: it is a label's value, which has 63, and may get a zone's letter. */
const MAX_NAME = 61;

const taintSchema = z.strictObject({
  /** Key of the taint. */
  key: z.string().superRefine((key, context) => {
    const problem = taintKeyProblem(key);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  }),
  /** Value of the taint. Default: none. */
  value: z
    .string("allowed is text; a number or true/false wants quotes")
    .regex(/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/, 'allowed are letters, digits, "-", "_" and "."')
    .max(63, "allowed are at most 63 characters")
    .optional(),
  /** What it does to pods that do not tolerate it. */
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
});

const quantity = z
  .union([z.string(), z.number()], 'allowed is a quantity such as "100" or "400Gi"')
  .transform(String)
  .refine(
    (text) => /^[0-9]+(\.[0-9]+)?([KMGTPE]i|[numkMGTPE])?$/.test(text),
    'allowed is a quantity such as "100" or "400Gi"',
  );

/** One entry of `nodePools`. */
export const nodePoolSchema = z.strictObject({
  /** What the pool starts from. */
  preset: z.enum(NODE_POOL_PRESETS),
  /** Name of the pool. Default: the preset's. */
  name: objectName("the name of a node pool", MAX_NAME).optional(),
  /** Name of the node class. Default: the preset's. */
  nodeClass: z.string().optional(),
  /** One pool for each zone instead of one for all, so that limits and weights count by zone. Default: false. */
  perZone: z.boolean().default(false),
  /** What nodes must be like. Those given replace the preset's of the same key; the preset's others stay. */
  requirements: z.array(requirementSchema).default([]),
  /** Taints, instead of the preset's. */
  taints: z.array(taintSchema).optional(),
  /** Taints that something in the cluster removes when a node is ready. Default: none. */
  startupTaints: z.array(taintSchema).default([]),
  /** Labels of nodes, besides Karpenter's and the pool's own. Default: none. */
  labels: z
    .record(z.string(), z.string("allowed is text; a number or true/false wants quotes"))
    .superRefine((labels, context) => {
      for (const [key, value] of Object.entries(labels)) {
        const problem =
          key === POOL_LABEL
            ? 'is set by "name"; leave it out'
            : (labelKeyProblem(key) ?? labelValueProblem(key, value));
        if (problem !== undefined) context.addIssue({ code: "custom", path: [key], message: problem });
      }
    })
    .default({}),
  /** Annotations of nodes. Default: none. */
  annotations: z.record(z.string(), z.string("allowed is text; a number or true/false wants quotes")).default({}),
  /** 1 to 100; the pool with the highest that fits is used. Default: the preset's. */
  weight: z
    .number()
    .refine(
      (weight) => Number.isInteger(weight) && weight >= 1 && weight <= 100,
      "allowed is a whole number from 1 to 100; leave it out for a pool that is asked last",
    )
    .optional(),
  /** Most of each resource that the pool's nodes may have together; with perZone, of each zone's. Default: the preset's. */
  limits: z
    .record(z.string(), quantity)
    .refine(
      (limits) => ["cpu", "memory", "nodes"].some((key) => limits[key] !== undefined),
      "allowed is at least one of cpu, memory and nodes: a pool without a limit is a bill without one",
    )
    .optional(),
  /** After what age a node is replaced, whatever the budgets say: `720h`, or `Never`. Default: the preset's. */
  expireAfter: z
    .string()
    .regex(LIFETIME_PATTERN, "allowed are hours, minutes and seconds such as 720h, or Never; there is no unit for days")
    .optional(),
  /** How long a node may take to drain; then its pods are killed, whatever their budgets and annotations say. Default: the preset's. */
  terminationGracePeriod: z
    .string()
    .regex(DURATION_PATTERN, "allowed are hours, minutes and seconds such as 1h30m; there is no unit for days")
    .optional(),
  /** When Karpenter takes nodes away of its own accord. */
  disruption: z
    .strictObject({
      /** Which nodes are candidates. Default: the preset's. */
      consolidationPolicy: z.enum(["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"]).optional(),
      /** How long nothing may have been scheduled to or removed from a node before it is one: `30s`, or `Never`. Default: the preset's. */
      consolidateAfter: z
        .string()
        .regex(LIFETIME_PATTERN, "allowed are hours, minutes and seconds such as 30s, or Never")
        .optional(),
      /** A ready set of budgets. Default: the preset's. */
      budgetPreset: z.enum(BUDGET_PRESETS).optional(),
      /** Budgets of one's own, instead of a ready set. */
      budgets: budgetsSchema.optional(),
    })
    .refine(
      (found) => found.budgets === undefined || found.budgetPreset === undefined,
      "allowed is one of budgets and budgetPreset",
    )
    .prefault({}),
});

function taintKeyProblem(key: string): string | undefined {
  return /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(key)
    ? undefined
    : "allowed is a taint key such as spot or example.com/team";
}

/** Puts a pool together from what the stack says and what its preset says. */
export function resolveNodePool(found: z.output<typeof nodePoolSchema>): NodePoolConfig {
  const preset = POOL_PRESETS[found.preset];
  const own = new Set(found.requirements.map(({ key }) => key));
  const { consolidationPolicy, consolidateAfter, budgetPreset, budgets } = found.disruption;
  return {
    name: found.name ?? found.preset,
    preset: found.preset,
    nodeClass: found.nodeClass ?? preset.nodeClass,
    perZone: found.perZone,
    requirements: [...preset.requirements.filter(({ key }) => !own.has(key)), ...found.requirements],
    taints: found.taints ?? preset.taints,
    startupTaints: found.startupTaints,
    labels: found.labels,
    annotations: found.annotations,
    weight: found.weight ?? preset.weight,
    limits: found.limits ?? preset.limits,
    expireAfter: found.expireAfter ?? preset.expireAfter,
    terminationGracePeriod: found.terminationGracePeriod ?? preset.terminationGracePeriod,
    disruption: {
      consolidationPolicy: consolidationPolicy ?? preset.consolidationPolicy,
      consolidateAfter: consolidateAfter ?? preset.consolidateAfter,
      budgets: budgets ?? BUDGETS[budgetPreset ?? preset.budgetPreset],
    },
  };
}
