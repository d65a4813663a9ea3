import { ACCESS_LISTS } from "../cluster/accessGrants.ts";
import type { AwsScope } from "../shared/aws.ts";
import { listOf, mapOf, mapsOf, textOf, type Untyped } from "../shared/untyped.ts";
import type { CrossProblem } from "./crossRules.ts";

/** An ARN in a stack file, and what AWS wants to be the stack's own in it. */
type NamedArn = { readonly path: readonly (string | number)[]; readonly value: unknown } & (
  | { readonly own: "partition" | "account" }
  /** `beside`: what is in the stack's region, and works with nothing of another one. */
  | { readonly own: "place"; readonly beside: string }
);

/**
 * ARNs of another partition, account or region than AWS would take where they stand. It would say so in the middle of a
 * deployment, or not at all: an access entry for a role that cannot exist is made, and lets nobody in.
 */
export function arnProblems(platform: Untyped, scope: AwsScope): CrossProblem[] {
  return arnsOf(platform).flatMap((named) => {
    const message = arnProblem(named, scope);
    return message === undefined ? [] : [{ path: named.path, message }];
  });
}

function arnsOf(platform: Untyped): NamedArn[] {
  const access = mapOf(mapOf(platform.cluster).access);
  const monitoring = mapOf(platform.monitoring);
  const standby = mapOf(mapOf(mapOf(platform.velero).replication).account);
  return [
    ...ACCESS_LISTS.flatMap((list) =>
      listOf(access[list]).map((value, index) => ({
        path: ["cluster", "access", list, index],
        value,
        own: "partition" as const,
      })),
    ),
    { path: ["permissionsBoundary"], value: platform.permissionsBoundary, own: "account" },
    { path: ["velero", "replication", "account", "roleArn"], value: standby.roleArn, own: "partition" },
    ...(monitoring.enabled === false
      ? []
      : [
          {
            path: ["monitoring", "metricStream", "firehoseArn"],
            value: mapOf(monitoring.metricStream).firehoseArn,
            own: "place" as const,
            beside: "the metrics are",
          },
        ]),
    ...mapsOf(platform.applications).flatMap(([index, { enabled, ingress }]) =>
      // An application that is switched off may wait for its certificate.
      enabled === false
        ? []
        : ["certificateArn", "webAclArn"].map((key) => ({
            path: ["applications", index, "ingress", key],
            value: mapOf(ingress)[key],
            own: "place" as const,
            beside: "the load balancer is",
          })),
    ),
  ];
}

function arnProblem(named: NamedArn, scope: AwsScope): string | undefined {
  const [prefix, partition, , region = "", account] = textOf(named.value)?.split(":") ?? [];
  // What is no ARN at all is the field's own to say.
  if (prefix !== "arn" || account === undefined) return undefined;
  if (partition !== scope.partition) {
    return `is of the partition ${String(partition)}; allowed is one of ${scope.partition}, which ${scope.region} is in`;
  }
  if (named.own === "place" && region !== scope.region) {
    return `is of the region ${region}; allowed is one of ${scope.region}, where ${named.beside}`;
  }
  if (named.own !== "partition" && account !== scope.accountId) {
    return `is of the account ${account}; allowed is one of ${scope.accountId}, the stack's own`;
  }
  return undefined;
}
