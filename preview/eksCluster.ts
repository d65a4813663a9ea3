/**
 * `eks.Cluster` is a remote component: the plugin that makes its children runs only in an engine. This model says which
 * children its inputs and transforms give, so that the plan can show them and the policies can judge them.
 */
import { hex } from "./cloud/ids.ts";
import type { CloudScope } from "./cloud/scope.ts";
import type { Answer, Lookup, Registration } from "./monitor.ts";
import { NO_OPTIONS } from "./defaultProviders.ts";
import { childDependencies, childInputs, type Inputs, object, textOf } from "./eksClusterInputs.ts";
import type { PlannedOptions, PlannedResource, PlanValue } from "./plan.ts";
import { applyTransforms } from "./transforms.ts";

/** Type token of the component. */
export const EKS_CLUSTER = "eks:index:Cluster";
/** Type token of the child that is the cluster itself. */
export const EKS_CLUSTER_CHILD = "aws:eks/cluster:Cluster";

/** Answers the registration of the component: its children, and outputs that refer to it. */
export async function answerEksCluster(
  registration: Registration,
  scope: CloudScope,
  options: { readonly unknowns: boolean },
  lookup: Lookup,
): Promise<Answer> {
  const { transforms: _, ...transformed } = await applyTransforms(
    childOf(registration, EKS_CLUSTER_CHILD, `${registration.name}-eksCluster`, {
      inputs: childInputs(registration.name, registration.inputs, lookup),
      propertyDependencies: childDependencies(registration.options.propertyDependencies),
    }),
  );
  const outputs = options.unknowns ? {} : clusterOutputs(transformed.inputs, scope, transformed.urn);
  const child: PlannedResource = {
    ...transformed,
    ...(!options.unknowns && { id: textOf(transformed.inputs.name) }),
    outputs: { ...transformed.inputs, ...outputs },
  };
  return {
    outputs: options.unknowns
      ? {}
      : { clusterSecurityGroupId: object(outputs.vpcConfig).clusterSecurityGroupId ?? null },
    children: [child, ...(await awsAuth(registration))],
    references: { eksCluster: child.urn },
  };
}

/** The deprecated ConfigMap of IAM identities, which the component makes in every mode but API. */
async function awsAuth(component: Registration): Promise<PlannedResource[]> {
  if (component.inputs.authenticationMode === "API") return [];
  const inputs = {
    apiVersion: "v1",
    immutable: false,
    metadata: { name: "aws-auth", namespace: "kube-system", annotations: { "pulumi.com/patchForce": "true" } },
    // Without a node group of its own, and without mappings, the component has nobody to let in.
    data: { mapRoles: "[]\n" },
  };
  const { transforms: _, ...made } = await applyTransforms(
    childOf(component, "kubernetes:core/v1:ConfigMap", `${component.name}-nodeAccess`, {
      inputs,
      propertyDependencies: {},
    }),
  );
  return [{ ...made, outputs: made.inputs }];
}

/** A child as the component registers it, before transforms. */
function childOf(
  component: Registration,
  type: string,
  name: string,
  { inputs, propertyDependencies }: Pick<Registration, "inputs"> & Pick<PlannedOptions, "propertyDependencies">,
): Registration {
  const [stack = "", project = "", parentType = ""] = component.urn.split("::");
  return {
    urn: `${stack}::${project}::${parentType}$${type}::${name}`,
    type,
    name,
    parent: component.urn,
    custom: true,
    modelled: "made by the eks.Cluster component",
    inputs,
    options: {
      ...NO_OPTIONS,
      protect: component.options.protect,
      dependencies: component.options.dependencies,
      propertyDependencies,
    },
    transforms: component.transforms,
  };
}

/** What EKS answers to a cluster with these inputs. */
export function clusterOutputs(inputs: Inputs, scope: CloudScope, seed: string): Record<string, PlanValue> {
  const name = textOf(inputs.name);
  const id = hex(seed, 32).toUpperCase();
  return {
    id: name,
    arn: `arn:${scope.partition}:eks:${scope.region}:${scope.accountId}:cluster/${name}`,
    endpoint: `https://${id}.gr7.${scope.region}.eks.${scope.dnsSuffix}`,
    certificateAuthority: { data: Buffer.from("simulated certificate authority").toString("base64") },
    certificateAuthorities: [{ data: Buffer.from("simulated certificate authority").toString("base64") }],
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.${scope.region}.${scope.dnsSuffix}/id/${id}` }] }],
    platformVersion: "eks.1",
    status: "ACTIVE",
    createdAt: "2026-01-01T00:00:00Z",
    vpcConfig: { ...object(inputs.vpcConfig), clusterSecurityGroupId: `sg-${hex(`${seed}/sg`, 17)}` },
  };
}
