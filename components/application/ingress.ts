import type { ApplicationConfig, Ingress } from "./config/types.ts";
import { mainService } from "./names.ts";

/**
 * Annotations by which the AWS Load Balancer Controller makes the load balancer.
 * Source: AWS Load Balancer Controller docs, v3, "Ingress annotations".
 */
export function ingressAnnotations(app: ApplicationConfig, ingress: Ingress): Record<string, string> {
  const listeners = ingress.certificateArn === undefined ? [{ HTTP: 80 }] : [{ HTTP: 80 }, { HTTPS: 443 }];
  const annotations = {
    scheme: ingress.scheme,
    // Straight to the pods: one hop less, and no node port.
    "target-type": "ip",
    "listen-ports": JSON.stringify(listeners),
    ...(ingress.certificateArn !== undefined && {
      "certificate-arn": ingress.certificateArn,
      "ssl-policy": ingress.sslPolicy,
      "ssl-redirect": "443",
    }),
    "healthcheck-path": ingress.healthCheckPath,
    "success-codes": "200-399",
    "load-balancer-attributes": [
      "routing.http.drop_invalid_header_fields.enabled=true",
      `idle_timeout.timeout_seconds=${ingress.idleTimeoutSeconds}`,
    ].join(","),
    // No longer than the pod itself has to stop.
    "target-group-attributes": `deregistration_delay.timeout_seconds=${app.terminationGracePeriodSeconds}`,
    ...(ingress.webAclArn !== undefined && { "wafv2-acl-arn": ingress.webAclArn }),
  };
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
  );
}

/** Spec of the `networking.k8s.io/v1` Ingress of an application. */
export function ingressSpec(app: ApplicationConfig, ingress: Ingress) {
  // "use-annotation" points the controller at the action that Argo Rollouts writes onto the ingress and rewrites with
  // every weight. Source: Argo Rollouts docs, v1.9, "AWS Load Balancer Controller (ALB)".
  const port = app.strategy.kind === "canary" ? { name: "use-annotation" } : { number: app.servicePort };
  const backend = { service: { name: mainService(app.name), port } };
  return {
    ingressClassName: "alb",
    rules: ingress.hosts.map((host) => ({
      host,
      http: { paths: [{ path: ingress.path, pathType: "Prefix", backend }] },
    })),
  };
}
