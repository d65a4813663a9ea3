import * as kubernetes from "@pulumi/kubernetes";
import { podSecurityLabels } from "../shared/podSecurity.ts";
import type { TracingContext } from "./args.ts";
import { NAMESPACE, SERVICE } from "./names.ts";
import { networkPolicySpec } from "./networkPolicy.ts";

/** The collectors' namespace, closed but for what they need, and the account they run as. */
export function makeNamespace(context: TracingContext) {
  const { name, parent } = context;
  const namespace = new kubernetes.core.v1.Namespace(
    `${name}-namespace`,
    { metadata: { name: NAMESPACE, labels: podSecurityLabels("restricted") } },
    { parent },
  );
  const networkPolicy = new kubernetes.networking.v1.NetworkPolicy(
    `${name}-network-policy`,
    { metadata: { name: NAMESPACE, namespace: namespace.metadata.name }, spec: networkPolicySpec(context) },
    { parent },
  );
  const serviceAccount = new kubernetes.core.v1.ServiceAccount(
    `${name}-service-account`,
    // They ask nothing of the API server.
    { metadata: { name: SERVICE, namespace: namespace.metadata.name }, automountServiceAccountToken: false },
    { parent },
  );
  return { namespace, networkPolicy, serviceAccount };
}
