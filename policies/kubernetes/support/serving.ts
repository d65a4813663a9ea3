import { eachContainer } from "./containers.ts";
import type { Container } from "./containers.ts";
import type { Findings } from "./findings.ts";
import type { KubernetesObject } from "./objects.ts";

/** Kinds whose containers serve, when they open a port. */
export const SERVING_KINDS: ReadonlySet<string> = new Set([
  "apps/Deployment",
  "apps/StatefulSet",
  "apps/ReplicaSet",
  "extensions/Deployment",
  "argoproj.io/Rollout",
]);

/**
 * Runs `visit` on every container that serves: one that opens a port and goes on running, which an init container does
 * only as a sidecar (`restartPolicy: Always`).
 */
export function eachServingContainer(
  object: KubernetesObject,
  findings: Findings,
  visit: (container: Container) => void,
): void {
  eachContainer(object, findings, (container) => {
    if (container.value.get("ports").list().length === 0) return;
    if (container.role === "init container" && container.value.get("restartPolicy").string() !== "Always") return;
    visit(container);
  });
}

const HANDLERS = ["httpGet", "tcpSocket", "exec", "grpc"];

/** What is wrong with a container's probe; undefined when it is there and asks something. @throws NotKnown, Malformed */
export function probeProblem({ label, value }: Container, name: string): string | undefined {
  const probe = value.get(name);
  if (!probe.present()) return `${label}: ${probe.path} is not set`;
  const asks = HANDLERS.some((handler) => probe.get(handler).given());
  return asks ? undefined : `${label}: ${probe.path} has none of ${HANDLERS.join(", ")}, so it asks nothing`;
}
