/**
 * `eks.Cluster` is a remote component: the plugin that makes its children runs only in an engine. This model says which
 * child cluster its inputs and transforms give, so that the plan can show it and the policies can judge it. It covers
 * the inputs a platform with its own role, security groups, add-ons and node groups uses, and refuses the others rather
 * than leave out what they would make.
 * Source: pulumi/pulumi-eks 4.3.0, `nodejs/eks/cluster/cluster.ts`, `createCore`.
 */
import { hex } from "./cloud/ids.ts";
import type { CloudScope } from "./cloud/scope.ts";
import { ProgramError } from "./errors.ts";
import type { Answer, Lookup, Registration } from "./monitor.ts";
import { NO_OPTIONS } from "./defaultProviders.ts";
import { type PlannedResource, type PlanValue, Unknown } from "./plan.ts";
import { applyTransforms } from "./transforms.ts";

/** Type token of the component. */
export const EKS_CLUSTER = "eks:index:Cluster";
/** Type token of the child that is the cluster itself. */
export const EKS_CLUSTER_CHILD = "aws:eks/cluster:Cluster";

type Inputs = Readonly<Record<string, PlanValue>>;

/** Inputs without which the component makes further children that this model does not describe. */
const REQUIRED: Readonly<Record<string, PlanValue>> = {
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  useDefaultVpcCni: true,
  authenticationMode: "API",
};

/** Inputs that the child takes over, or that only steer which children there are. */
const MODELLED = new Set([
  ...Object.keys(REQUIRED),
  "name",
  "version",
  "serviceRole",
  "vpcId",
  "subnetIds",
  "endpointPrivateAccess",
  "endpointPublicAccess",
  "publicAccessCidrs",
  "enabledClusterLogTypes",
  "encryptionConfigKeyArn",
  "kubernetesServiceIpAddressRange",
  "ipFamily",
  "autoMode",
  "bootstrapSelfManagedAddons",
  "deletionProtection",
  "upgradePolicy",
  "clusterTags",
  "tags",
  "createOidcProvider",
  "corednsAddonOptions",
  "kubeProxyAddonOptions",
  "providerCredentialOpts",
  "proxy",
]);

const object = (value: PlanValue | undefined): Inputs =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown)
    ? (value as Inputs)
    : {};

const textOf = (value: PlanValue | undefined): string => (typeof value === "string" ? value : "");

/**
 * Inputs of the child `aws:eks/cluster:Cluster` before transforms.
 *
 * @throws ProgramError when the component is given, or not given, what this model needs to be right
 */
export function childInputs(name: string, inputs: Inputs, lookup: Lookup): Record<string, PlanValue> {
  for (const [key, value] of Object.entries(REQUIRED)) {
    if (inputs[key] !== value) {
      throw new ProgramError(
        `${name}: eks.Cluster with ${key} other than ${JSON.stringify(value)} makes children that preview/eksCluster.ts does not model`,
      );
    }
  }
  const strange = Object.keys(inputs).filter((key) => !MODELLED.has(key));
  if (strange.length > 0) {
    throw new ProgramError(
      `${name}: preview/eksCluster.ts does not model the eks.Cluster inputs ${strange.join(", ")}`,
    );
  }
  if (inputs.createOidcProvider === true) {
    throw new ProgramError(
      `${name}: preview/eksCluster.ts does not model createOidcProvider; workloads use Pod Identity`,
    );
  }
  const autoMode = object(inputs.autoMode);
  if (autoMode.enabled === true && autoMode.createNodeRole !== false) {
    throw new ProgramError(
      `${name}: preview/eksCluster.ts does not model the node role that autoMode makes unless createNodeRole is false`,
    );
  }
  const isAuto = autoMode.enabled === true;
  for (const addon of ["corednsAddonOptions", "kubeProxyAddonOptions"]) {
    if (object(inputs[addon]).enabled !== false) {
      throw new ProgramError(
        `${name}: eks.Cluster makes an add-on of its own unless ${addon}.enabled is false; preview/eksCluster.ts does not model it`,
      );
    }
  }
  const network = {
    ...(inputs.kubernetesServiceIpAddressRange !== undefined && {
      serviceIpv4Cidr: inputs.kubernetesServiceIpAddressRange,
    }),
    ipFamily: inputs.ipFamily ?? "ipv4",
    ...(isAuto && { elasticLoadBalancing: { enabled: true } }),
  };
  const hasNetwork = isAuto || inputs.kubernetesServiceIpAddressRange !== undefined || inputs.ipFamily !== undefined;
  return {
    ...given({
      name: inputs.name,
      version: inputs.version,
      enabledClusterLogTypes: inputs.enabledClusterLogTypes,
      deletionProtection: inputs.deletionProtection,
      upgradePolicy: inputs.upgradePolicy,
    }),
    roleArn: lookup(textOf(object(inputs.serviceRole).urn))?.outputs.arn ?? Unknown.instance,
    vpcConfig: given({
      subnetIds: inputs.subnetIds,
      endpointPrivateAccess: inputs.endpointPrivateAccess,
      endpointPublicAccess: inputs.endpointPublicAccess,
      publicAccessCidrs: inputs.publicAccessCidrs,
    }),
    ...(inputs.encryptionConfigKeyArn !== undefined && {
      encryptionConfig: { provider: { keyArn: inputs.encryptionConfigKeyArn }, resources: ["secrets"] },
    }),
    ...(hasNetwork && { kubernetesNetworkConfig: network }),
    ...(isAuto && {
      computeConfig: { enabled: true, nodePools: ["general-purpose", "system"], ...object(autoMode.computeConfig) },
      storageConfig: { blockStorage: { enabled: true } },
    }),
    bootstrapSelfManagedAddons: isAuto ? false : (inputs.bootstrapSelfManagedAddons ?? true),
    // The component fixes this to true whatever it is given; only a transform can change it.
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
    tags: { Name: `${name}-eksCluster`, ...object(inputs.tags), ...object(inputs.clusterTags) },
  };
}

function given(values: Readonly<Record<string, PlanValue | undefined>>): Record<string, PlanValue> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, PlanValue] => entry[1] !== undefined),
  );
}

/** Input of the component -> input of the child that its value ends up in, where a value may come from a resource. */
const HANDED_ON: Readonly<Record<string, string>> = {
  encryptionConfigKeyArn: "encryptionConfig",
  serviceRole: "roleArn",
  subnetIds: "vpcConfig",
  publicAccessCidrs: "vpcConfig",
  name: "name",
  tags: "tags",
  clusterTags: "tags",
  autoMode: "computeConfig",
};

/** In an engine the component's Outputs carry their dependencies into the child's inputs. */
function childDependencies(own: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const handed: Record<string, string[]> = {};
  for (const [input, property] of Object.entries(HANDED_ON)) {
    if (own[input]) handed[property] = [...(handed[property] ?? []), ...own[input]];
  }
  return handed;
}

/** Answers the registration of the component: its child, and outputs that refer to it. */
export async function answerEksCluster(
  registration: Registration,
  scope: CloudScope,
  options: { readonly unknowns: boolean },
  lookup: Lookup,
): Promise<Answer> {
  const stackPrefix = registration.urn.split("::").slice(0, 2).join("::");
  const qualified = `${registration.urn.split("::")[2] ?? ""}$${EKS_CLUSTER_CHILD}`;
  const childName = `${registration.name}-eksCluster`;
  const planned: Registration = {
    urn: `${stackPrefix}::${qualified}::${childName}`,
    type: EKS_CLUSTER_CHILD,
    name: childName,
    parent: registration.urn,
    custom: true,
    modelled: "made by the eks.Cluster component",
    inputs: childInputs(registration.name, registration.inputs, lookup),
    options: {
      ...NO_OPTIONS,
      protect: registration.options.protect,
      dependencies: registration.options.dependencies,
      propertyDependencies: childDependencies(registration.options.propertyDependencies),
    },
    transforms: registration.transforms,
  };
  const { transforms: _, ...transformed } = await applyTransforms(planned);
  const outputs = options.unknowns ? {} : clusterOutputs(transformed.inputs, scope, planned.urn);
  const child: PlannedResource = {
    ...transformed,
    ...(!options.unknowns && { id: textOf(transformed.inputs.name) }),
    outputs: { ...transformed.inputs, ...outputs },
  };
  return {
    outputs: options.unknowns
      ? {}
      : { clusterSecurityGroupId: object(outputs.vpcConfig).clusterSecurityGroupId ?? null },
    children: [child],
    references: { eksCluster: child.urn },
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
