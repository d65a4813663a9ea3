import { z } from "zod";
import {
  anyPort,
  containerPort,
  directory,
  dnsLabel,
  image,
  NAME_MAX,
  probe,
  quantity,
  secretVariables,
  variables,
} from "./container.ts";
import { nodePool, podIdentity, toleration } from "./identity.ts";
import { autoscaling, disruptionBudget } from "./scaling.ts";
import { strategy } from "./strategy.ts";
import { ingress, metrics, networkPolicy } from "./traffic.ts";
import { PRIORITIES, SPREAD_MODES } from "./types.ts";

/** One application of a stack file. Defaults that depend on the tier are filled in later. */
export const applicationFields = z.strictObject({
  /** Name of the application: of its Deployment or Rollout, Service, service account and everything else it has. */
  name: dnsLabel(NAME_MAX),
  /** Whether it is deployed; one that is not is still checked. Default: true. */
  enabled: z.boolean().default(true),
  /** Namespace it lives in; applications may share one. Default: the application's name. */
  namespace: dnsLabel().optional(),
  /** Limits of the namespace. Default: computed, room for every replica of its applications twice. */
  quota: z
    .strictObject({
      /** Pods at once. */
      pods: z.int().min(1, "allowed is 1 or more").optional(),
      /** Sum of the cpu requests. */
      cpu: quantity.optional(),
      /** Sum of the memory requests. */
      memory: quantity.optional(),
      /** Sum of the memory limits. */
      memoryLimits: quantity.optional(),
    })
    .optional(),
  /** Image, by a version tag or a digest; never latest. */
  image,
  /** Command in place of the image's entry point. Default: the image's. */
  command: z.array(z.string()).default([]),
  /** Arguments in place of the image's. Default: the image's. */
  args: z.array(z.string()).default([]),
  /** Port the container listens on. Default: 8080. */
  containerPort: containerPort.default(8080),
  /** Port of the application's Services. Default: 80. */
  servicePort: anyPort.default(80),
  /** Environment variables. Secrets do not belong here: see secretEnv. Default: none. */
  env: variables.default({}),
  /** Environment variables from Secrets of the namespace, which the platform refers to and does not make. Default: none. */
  secretEnv: secretVariables.default({}),
  /** What the container asks for and may use. Default: requests 100m and 128Mi, limits 500m and 256Mi. */
  resources: z
    .strictObject({
      requests: z.strictObject({ cpu: quantity.default("100m"), memory: quantity.default("128Mi") }).prefault({}),
      limits: z.strictObject({ cpu: quantity.default("500m"), memory: quantity.default("256Mi") }).prefault({}),
    })
    .prefault({}),
  /** HTTP probes of the container's port. Default: readiness and liveness on `/`, no startup probe. */
  probes: z
    .strictObject({
      readiness: probe({ periodSeconds: 10, failureThreshold: 3 }).prefault({}),
      liveness: probe({ periodSeconds: 10, failureThreshold: 6 }).prefault({}),
      startup: probe({ periodSeconds: 5, failureThreshold: 30 }).optional(),
    })
    .prefault({}),
  /** User and group id of the process; never 0. Default: 10001. */
  user: z
    .int()
    .min(1, "allowed is a user id above 0: containers do not run as root")
    .max(2 ** 31 - 1)
    .default(10001),
  /** Directories the process may write to, empty at the start of each pod; all else is read-only. Default: /tmp. */
  writablePaths: z.array(directory).default(["/tmp"]),
  /** Files to take out of another image before the container starts: web content, plugins. Default: none. */
  files: z
    .array(
      z.strictObject({
        /** Image that has the files, and `cp`. */ image,
        /** Directory in that image. */ from: directory,
        /** Directory in the container; what its own image has there is hidden. */ to: directory,
      }),
    )
    .default([]),
  /** Number of replicas, where nothing scales it. Default: 3 in prod, 2 in staging, 1 in dev. */
  replicas: z.int().min(1, "allowed is 1 or more").optional(),
  /** A HorizontalPodAutoscaler on cpu and memory. Default: on in prod, 3 to 10 replicas; off elsewhere. */
  autoscaling: autoscaling.optional(),
  /** How a new version replaces the old one. Default: canary in prod where Argo Rollouts is on, rolling elsewhere. */
  strategy: strategy.optional(),
  /** What a drain must leave. Default: two thirds of the fewest replicas; none for a single replica. */
  disruptionBudget: disruptionBudget.optional(),
  /** Whether pods must be spread evenly or only should. Default: zones required in prod, preferred elsewhere; hosts preferred. */
  spread: z
    .strictObject({ zones: z.enum(SPREAD_MODES).optional(), hosts: z.enum(SPREAD_MODES).optional() })
    .prefault({}),
  /** The pods' priority class: important ones take the place of standard ones when nodes are short. Default: standard. */
  priority: z.enum(PRIORITIES).default("standard"),
  /** Seconds a pod has to stop. Default: 45. */
  terminationGracePeriodSeconds: z
    .int()
    .min(5, "allowed are 5 to 3600 seconds")
    .max(3600, "allowed are 5 to 3600 seconds")
    .default(45),
  /** Seconds a pod goes on serving after it was told to stop, while load balancers forget it. Default: 15. */
  preStopSeconds: z.int().min(1, "allowed are 1 to 600 seconds").max(600, "allowed are 1 to 600 seconds").default(15),
  /** Karpenter node pool that the pods run on. Default: any that admits them. */
  nodePool: nodePool.optional(),
  /** Further labels the pods' nodes must have. Default: none. */
  nodeSelector: z.record(z.string(), z.string()).default({}),
  /** Taints the pods put up with. Default: none. */
  tolerations: z.array(toleration).default([]),
  /** IAM role of the application. Default: none, and no credentials. */
  podIdentity: podIdentity.optional(),
  /** An Application Load Balancer. Default: none. */
  ingress: ingress.optional(),
  /** What the default-deny network policy lets through besides. Default: nothing. */
  networkPolicy: networkPolicy.prefault({}),
  /** The application's Prometheus metrics. Default: /metrics on the container's port. */
  metrics: metrics.prefault({}),
});

/** What an application in a stack file may say. */
export type ApplicationFields = z.output<typeof applicationFields>;
