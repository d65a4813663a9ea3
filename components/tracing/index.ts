import * as pulumi from "@pulumi/pulumi";
import { platformNames } from "../shared/names.ts";
import { PodIdentityRole } from "../shared/podIdentityRole.ts";
import type { TracingArgs, TracingContext } from "./args.ts";
import { makeCollector } from "./collector.ts";
import { collectorPolicy } from "./iamPolicy.ts";
import { makeMetricsLogGroup } from "./metricsLogGroup.ts";
import { makeNamespace } from "./namespace.ts";
import { NAMESPACE, OTLP_PORTS, SERVICE } from "./names.ts";
import { makeOperator } from "./operator.ts";

/**
 * Collectors that applications send traces and metrics to, and that pass them on to X-Ray and CloudWatch.
 *
 * It must depend on cert-manager, which the operator has its webhook's certificate from, and on whatever brings nodes with
 * room for it: nothing here tolerates the taint of the small system nodes.
 */
export class TracingComponent extends pulumi.ComponentResource {
  /** Where applications send to, by gRPC. */
  readonly endpoint = `http://${SERVICE}.${NAMESPACE}.svc.cluster.local:${OTLP_PORTS.grpc}`;

  /** @throws Error where the stack runs a Kubernetes version without a pinned add-on and names none */
  constructor(name: string, args: TracingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:tracing:TracingComponent", name, {}, opts);
    const context: TracingContext = { ...args, name, parent: this };
    const { scope, clusterName, cluster, config } = args;

    const operator = makeOperator(context);
    const { namespace, networkPolicy, serviceAccount } = makeNamespace(context);
    const logGroup = makeMetricsLogGroup(context);
    const role = new PodIdentityRole(
      `${name}-collector`,
      {
        scope,
        clusterName,
        cluster,
        roleName: platformNames(clusterName).traceCollectorRole,
        description: "Sends applications' traces to X-Ray and their metrics to CloudWatch",
        namespace: NAMESPACE,
        serviceAccount: SERVICE,
        policies: { telemetry: collectorPolicy(scope, clusterName, config.metrics) },
      },
      { parent: this },
    );
    makeCollector(context, namespace, [
      operator,
      role,
      networkPolicy,
      serviceAccount,
      ...(logGroup === undefined ? [] : [logGroup]),
    ]);

    this.registerOutputs({ endpoint: this.endpoint });
  }
}
