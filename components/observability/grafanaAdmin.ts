import * as kubernetes from "@pulumi/kubernetes";
import * as random from "@pulumi/random";
import type { ObservabilityContext } from "./args.ts";
import { GRAFANA_ADMIN } from "./names.ts";

/** Characters of the administrator's password. */
const PASSWORD_LENGTH = 32;

/** The Secret that Grafana takes its administrator from. The password is made once, and lives in the state and in here. */
export function makeGrafanaAdmin(
  { name, parent }: ObservabilityContext,
  namespace: kubernetes.core.v1.Namespace,
): kubernetes.core.v1.Secret {
  const password = new random.RandomPassword(
    `${name}-grafana-password`,
    { length: PASSWORD_LENGTH, special: false },
    { parent },
  );
  return new kubernetes.core.v1.Secret(
    `${name}-grafana-admin`,
    {
      metadata: { name: GRAFANA_ADMIN.secret, namespace: namespace.metadata.name },
      type: "Opaque",
      stringData: { [GRAFANA_ADMIN.userKey]: "admin", [GRAFANA_ADMIN.passwordKey]: password.result },
    },
    { parent },
  );
}
