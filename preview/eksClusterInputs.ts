/**
 * What the `eks.Cluster` component makes of its inputs. The model covers the inputs a platform with its own role, security
 * groups, add-ons and node groups uses, and refuses the others rather than leave out what they would make.
 * Source: pulumi/pulumi-eks 4.3.0, `nodejs/eks/cluster/cluster.ts`, `createCore`.
 */
import { ProgramError } from "./errors.ts";
import type { Lookup } from "./monitor.ts";
import { type PlanValue, Unknown } from "./plan.ts";

/** Inputs of a resource. */
export type Inputs = Readonly<Record<string, PlanValue>>;

/** Inputs without which the component makes further children that this model does not describe. */
const REQUIRED: Readonly<Record<string, PlanValue>> = {
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  useDefaultVpcCni: true,
};

/** Inputs that the child takes over, or that only steer which children there are. */
const MODELLED = new Set([
  ...Object.keys(REQUIRED),
  "authenticationMode",
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

/** The value where it is an object; else an empty one. */
export const object = (value: PlanValue | undefined): Inputs =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown)
    ? (value as Inputs)
    : {};

/** The value where it is a text; else an empty one. */
export const textOf = (value: PlanValue | undefined): string => (typeof value === "string" ? value : "");

/**
 * Inputs of the child `aws:eks/cluster:Cluster` before transforms.
 *
 * @throws ProgramError when the component is given, or not given, what this model needs to be right
 */
export function childInputs(name: string, inputs: Inputs, lookup: Lookup): Record<string, PlanValue> {
  for (const [key, value] of Object.entries(REQUIRED)) {
    if (inputs[key] !== value) {
      throw new ProgramError(
        `${name}: eks.Cluster with ${key} other than ${JSON.stringify(value)} makes children that preview/eksClusterInputs.ts does not model`,
      );
    }
  }
  const strange = Object.keys(inputs).filter((key) => !MODELLED.has(key));
  if (strange.length > 0) {
    throw new ProgramError(
      `${name}: preview/eksClusterInputs.ts does not model the eks.Cluster inputs ${strange.join(", ")}`,
    );
  }
  if (inputs.createOidcProvider === true) {
    throw new ProgramError(
      `${name}: preview/eksClusterInputs.ts does not model createOidcProvider; workloads use Pod Identity`,
    );
  }
  const autoMode = object(inputs.autoMode);
  if (autoMode.enabled === true && autoMode.createNodeRole !== false) {
    throw new ProgramError(
      `${name}: preview/eksClusterInputs.ts does not model the node role that autoMode makes unless createNodeRole is false`,
    );
  }
  const isAuto = autoMode.enabled === true;
  for (const addon of ["corednsAddonOptions", "kubeProxyAddonOptions"]) {
    if (object(inputs[addon]).enabled !== false) {
      throw new ProgramError(
        `${name}: eks.Cluster makes an add-on of its own unless ${addon}.enabled is false; preview/eksClusterInputs.ts does not model it`,
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
    // The component fixes the creator to true whatever it is given; only a transform can change it.
    ...(inputs.authenticationMode !== undefined && {
      accessConfig: {
        authenticationMode: inputs.authenticationMode,
        bootstrapClusterCreatorAdminPermissions: true,
      },
    }),
    tags: { Name: `${name}-eksCluster`, ...object(inputs.clusterTags), ...object(inputs.tags) },
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
export function childDependencies(own: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const handed: Record<string, string[]> = {};
  for (const [input, property] of Object.entries(HANDED_ON)) {
    if (own[input]) handed[property] = [...(handed[property] ?? []), ...own[input]];
  }
  return handed;
}
