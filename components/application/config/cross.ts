import type { Tier } from "../../shared/tiers.ts";
import { listOf, mapOf, textOf, type Untyped } from "../../shared/untyped.ts";
import { roleName, ROLE_NAME_MAX } from "../names.ts";
import { templatesOf } from "./rules.ts";

/** A node pool as far as pods have to know it. */
export interface NodePoolFacts {
  readonly name: string;
  readonly taints: readonly { readonly key: string; readonly value?: string | undefined; readonly effect: string }[];
}

/** The sections of a stack that applications depend on. Those of type `unknown` are as they stand in the stack file. */
export interface ApplicationSections {
  readonly tier: Tier;
  readonly clusterName: unknown;
  readonly applications: unknown;
  readonly rollouts: unknown;
  readonly loadBalancerController: unknown;
  /** Whether the platform runs a Prometheus of its own. */
  readonly ownPrometheus: boolean;
  /** Karpenter's node pools; none where it is off. */
  readonly nodePools: readonly NodePoolFacts[];
}

/** Something wrong between two sections; the path begins at the platform's object. */
export interface CrossProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Whether any application of the list asks for a load balancer: the controller's default. */
export function asksForIngress(applications: unknown): boolean {
  return listOf(applications)
    .map(mapOf)
    .some(({ enabled, ingress }) => enabled !== false && ingress !== undefined);
}

/** Whether Argo Rollouts is on. */
export function rolloutsOn(tier: Tier, rollouts: unknown): boolean {
  const { enabled } = mapOf(rollouts);
  return typeof enabled === "boolean" ? enabled : tier === "prod";
}

/** What is wrong between the applications and the rest of the stack. */
export function applicationProblems(sections: ApplicationSections): CrossProblem[] {
  return listOf(sections.applications).flatMap((value, index) => {
    const application = mapOf(value);
    if (application.enabled === false) return [];
    return [
      ...ingressProblems(application, sections),
      ...strategyProblems(application, sections),
      ...poolProblems(application, sections),
      ...roleProblems(application, sections),
    ].map(({ path, message }) => ({ path: ["applications", index, ...path], message }));
  });
}

function ingressProblems({ ingress }: Untyped, { loadBalancerController }: ApplicationSections): CrossProblem[] {
  if (ingress === undefined || mapOf(loadBalancerController).enabled !== false) return [];
  return [
    {
      path: ["ingress"],
      message:
        "needs the load balancer controller, which loadBalancerController.enabled turns off; allowed is to leave that key out",
    },
  ];
}

function strategyProblems(
  application: Untyped,
  { tier, rollouts, ownPrometheus }: ApplicationSections,
): CrossProblem[] {
  const on = rolloutsOn(tier, rollouts);
  const strategy =
    application.strategy === undefined
      ? { kind: tier === "prod" && on ? "canary" : "rolling" }
      : mapOf(application.strategy);
  const kind = textOf(strategy.kind);
  if (kind !== "canary" && kind !== "blue-green") return [];
  if (!on) {
    return [
      {
        path: ["strategy", "kind"],
        message: 'needs Argo Rollouts, which is off here; allowed is "rolling", or rollouts.enabled: true',
      },
    ];
  }
  const asked = templatesOf(strategy);
  if (asked.length === 0 || ownPrometheus || textOf(mapOf(rollouts).prometheusAddress) !== undefined) return [];
  return [
    {
      path: ["strategy"],
      message: `runs the analysis ${[...new Set(asked)].join(", ")} with no Prometheus to ask; allowed is the platform's own, or one at rollouts.prometheusAddress`,
    },
  ];
}

function poolProblems({ nodePool, tolerations }: Untyped, { nodePools }: ApplicationSections): CrossProblem[] {
  const name = textOf(nodePool);
  if (name === undefined) return [];
  const pool = nodePools.find((one) => one.name === name);
  if (!pool) {
    const known = nodePools.map((one) => one.name).join(", ");
    return [
      {
        path: ["nodePool"],
        message: `is no node pool of this stack; allowed: ${known === "" ? "none, for it has no Karpenter node pools" : known}`,
      },
    ];
  }
  const tolerated = listOf(tolerations).map(mapOf);
  return pool.taints
    .filter((taint) => taint.effect !== "PreferNoSchedule")
    .filter(
      (taint) =>
        !tolerated.some(
          ({ key, value, effect }) =>
            key === taint.key &&
            (effect ?? "NoSchedule") === taint.effect &&
            (value === undefined || value === (taint.value ?? "")),
        ),
    )
    .map(({ key, value, effect }) => ({
      path: ["tolerations"],
      message: `do not put up with the taint ${key}${value === undefined ? "" : `=${value}`}:${effect} of the node pool ${name}, so no pod would ever start; allowed is to add it`,
    }));
}

function roleProblems({ podIdentity, name }: Untyped, { clusterName }: ApplicationSections): CrossProblem[] {
  const [cluster, application] = [textOf(clusterName), textOf(name)];
  if (podIdentity === undefined || cluster === undefined || application === undefined) return [];
  const role = roleName(cluster, application);
  if (role.length <= ROLE_NAME_MAX) return [];
  return [
    {
      path: ["name"],
      message: `makes the role name ${role} of ${role.length} characters; IAM allows ${ROLE_NAME_MAX}, so allowed is a name that is ${role.length - ROLE_NAME_MAX} shorter`,
    },
  ];
}
