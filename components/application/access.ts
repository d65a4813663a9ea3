import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../shared/iam.ts";
import { PodIdentityRole } from "../shared/podIdentityRole.ts";
import { type ApplicationContext, metadata } from "./args.ts";
import type { PodIdentity } from "./config/types.ts";
import { labelsOf, roleName } from "./names.ts";
import { networkPolicySpec } from "./networkPolicy.ts";

/** Who the application is and whom it may talk to. Pods wait for all of it. */
export function makeAccess(context: ApplicationContext): pulumi.Resource[] {
  const { name, parent, config } = context;
  const labels = labelsOf(config.name);
  const serviceAccount = new kubernetes.core.v1.ServiceAccount(
    `${name}-service-account`,
    { metadata: metadata(config, config.name, labels), automountServiceAccountToken: false },
    { parent },
  );
  const policy = new kubernetes.networking.v1.NetworkPolicy(
    `${name}-network-policy`,
    {
      metadata: metadata(config, config.name, labels),
      spec: networkPolicySpec(config, {
        ranges: context.loadBalancerRanges,
        scrapers: { own: context.serviceMonitors, namespace: context.scrapedFrom },
        namesOnNodes: context.namesOnNodes,
      }),
    },
    { parent },
  );
  return [serviceAccount, policy, ...(config.podIdentity ? [makeRole(context, config.podIdentity)] : [])];
}

function makeRole(
  { name, parent, config, scope, clusterName, cluster }: ApplicationContext,
  { statements }: PodIdentity,
): PodIdentityRole {
  const document = policyDocument(
    ...statements.map(({ actions, resources, conditions }) => ({
      Effect: "Allow" as const,
      Action: actions,
      Resource: resources,
      ...(conditions && { Condition: conditions }),
    })),
  );
  return new PodIdentityRole(
    `${name}-role`,
    {
      scope,
      clusterName,
      cluster,
      roleName: roleName(clusterName, config.name),
      description: `What the application ${config.name} may do in AWS`,
      namespace: config.namespace,
      serviceAccount: config.name,
      policies: { access: document },
    },
    { parent },
  );
}
