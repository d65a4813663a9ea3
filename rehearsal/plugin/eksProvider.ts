import * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider/index.js";
import { EKS_CLUSTER, EKS_CLUSTER_CHILD } from "../../preview/eksCluster.ts";
import { childInputs } from "../../preview/eksClusterInputs.ts";
import type { PlannedResource, PlanValue } from "../../preview/plan.ts";

/** Outputs of the child cluster that the component, and whoever uses it, read. */
const CHILD_OUTPUTS = ["arn", "certificateAuthority", "endpoint", "identities", "platformVersion", "status"] as const;

/**
 * The `eks` provider: its Cluster is a component that makes its child in the engine, where transforms, dependencies and
 * deletion are the engine's own. Which child it makes is the model that the offline preview uses.
 *
 * @param awsVersion version of the `aws` package that the child belongs to
 */
export function eksProvider(version: string, awsVersion: string): Provider {
  pulumi.runtime.registerResourceModule("aws", "iam/role", {
    version: awsVersion,
    construct: (name, _type, urn) => new MadeRole(name, urn),
  });
  return {
    version,
    // The component is made synchronously; what is not known yet is Outputs.
    construct: (name, type, inputs, options): Promise<ConstructResult> => {
      if (type !== EKS_CLUSTER) throw new Error(`the simulated eks provider makes ${EKS_CLUSTER} only, not ${type}`);
      if (inputs.authenticationMode !== "API")
        throw new Error(`${name}: the simulated eks provider makes no aws-auth; set authenticationMode to API`);
      const component = new pulumi.ComponentResource(EKS_CLUSTER, name, {}, options);
      const child = new ChildCluster(`${name}-eksCluster`, inputsOfChild(name, inputs), {
        parent: component,
        version: awsVersion,
      });
      const state = { eksCluster: child, clusterSecurityGroupId: child.securityGroupId() };
      return Promise.resolve({ urn: component.urn, state });
    },
  };
}

/** A role that the program made, as the engine hands a reference to it over. */
class MadeRole extends pulumi.CustomResource {
  declare readonly arn: pulumi.Output<string>;
  constructor(name: string, urn: string) {
    super("aws:iam/role:Role", name, { arn: undefined }, { urn });
  }
}

class ChildCluster extends pulumi.CustomResource {
  declare readonly vpcConfig: pulumi.Output<{ clusterSecurityGroupId: string }>;
  constructor(name: string, inputs: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    super(
      EKS_CLUSTER_CHILD,
      name,
      { ...Object.fromEntries(CHILD_OUTPUTS.map((key) => [key, undefined])), ...inputs },
      opts,
    );
  }
  securityGroupId(): pulumi.Output<string> {
    return this.vpcConfig.apply((config) => config.clusterSecurityGroupId);
  }
}

/** The model moves values about without looking into those that are Outputs here. */
function inputsOfChild(name: string, inputs: pulumi.Inputs): pulumi.Inputs {
  const role: unknown = inputs.serviceRole;
  const urn = "the role";
  const lookup = (): PlannedResource =>
    ({ outputs: { arn: role instanceof MadeRole ? role.arn : undefined } }) as unknown as PlannedResource;
  const given = { ...inputs, ...(role !== undefined && { serviceRole: { urn } }) } as Record<string, PlanValue>;
  return childInputs(name, given, lookup);
}
