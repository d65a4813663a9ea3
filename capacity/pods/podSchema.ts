import { z } from "zod";
import { labelsSchema, requirementSchema } from "../model/parse.ts";
import { requestingSchema } from "./requests.ts";
import { selectorSchema } from "./selector.ts";

const termSchema = z.object({ matchExpressions: z.array(requirementSchema).default([]) });

const podTermSchema = z.object({
  labelSelector: selectorSchema.optional(),
  topologyKey: z.string().min(1),
  namespaces: z.array(z.string()).default([]),
  namespaceSelector: selectorSchema.optional(),
});
export type PodTerm = z.infer<typeof podTermSchema>;

const podAffinitySchema = z
  .object({
    requiredDuringSchedulingIgnoredDuringExecution: z.array(podTermSchema).default([]),
    preferredDuringSchedulingIgnoredDuringExecution: z
      .array(z.object({ weight: z.int(), podAffinityTerm: podTermSchema }))
      .default([]),
  })
  .default({ requiredDuringSchedulingIgnoredDuringExecution: [], preferredDuringSchedulingIgnoredDuringExecution: [] });

const spreadSchema = z.object({
  maxSkew: z.int().positive(),
  topologyKey: z.string().min(1),
  whenUnsatisfiable: z.enum(["DoNotSchedule", "ScheduleAnyway"]),
  labelSelector: selectorSchema.optional(),
  minDomains: z.int().positive().optional(),
  matchLabelKeys: z.array(z.string()).default([]),
  nodeAffinityPolicy: z.enum(["Honor", "Ignore"]).default("Honor"),
  nodeTaintsPolicy: z.enum(["Honor", "Ignore"]).default("Ignore"),
});
export type Spread = z.infer<typeof spreadSchema>;

const tolerationSchema = z.object({
  key: z.string().default(""),
  operator: z.enum(["Equal", "Exists", "Lt", "Gt"]).default("Equal"),
  value: z.union([z.string(), z.number(), z.boolean()]).transform(String).default(""),
  effect: z.string().default(""),
});

/** What of a pod's specification decides where it can go. */
const podSpecSchema = requestingSchema.extend({
  nodeSelector: labelsSchema,
  tolerations: z.array(tolerationSchema).default([]),
  topologySpreadConstraints: z.array(spreadSchema).default([]),
  affinity: z
    .object({
      nodeAffinity: z
        .object({
          requiredDuringSchedulingIgnoredDuringExecution: z
            .object({ nodeSelectorTerms: z.array(termSchema).default([]) })
            .default({ nodeSelectorTerms: [] }),
          preferredDuringSchedulingIgnoredDuringExecution: z
            .array(z.object({ weight: z.int(), preference: termSchema }))
            .default([]),
        })
        .prefault({}),
      podAffinity: podAffinitySchema,
      podAntiAffinity: podAffinitySchema,
    })
    .prefault({}),
  volumes: z.array(z.record(z.string(), z.unknown())).default([]),
  resourceClaims: z.array(z.unknown()).default([]),
});

/** A pod, or the template of one. */
export const podSchema = z.object({
  metadata: z.object({ labels: labelsSchema, namespace: z.string().optional() }).default({ labels: {} }),
  spec: podSpecSchema,
});
export type PodObject = z.infer<typeof podSchema>;
