/**
 * EKS. Immutable inputs: AWS provider 7.x, "Forces new resource"; what needs what: Amazon EKS User Guide ("Amazon EKS node
 * IAM role", "Amazon EKS add-ons", "EKS Pod Identity", "Update existing cluster to new Kubernetes version").
 */
import { textAt, textsAt, valuesAt } from "../cloud/values.ts";
import { roleArn } from "./iam.ts";
import { keyArn } from "./keysAndLogs.ts";
import { associations, hasNat, permissionsOf, routesOut, SECURITY_GROUPS, subnetReference } from "./network.ts";
import type { CloudRecord, Inventory, Models, NeedRule, Reference } from "./types.ts";

export const EKS = "aws:eks/cluster:Cluster";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const ADDON = "aws:eks/addon:Addon";
export const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
export const ACCESS_ENTRY = "aws:eks/accessEntry:AccessEntry";
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** Add-ons that are Deployments: EKS reports them degraded for as long as no node runs their pods. */
const ON_NODES = [
  "coredns",
  "aws-ebs-csi-driver",
  "snapshot-controller",
  "metrics-server",
  "eks-node-monitoring-agent",
];

/** Add-ons without which a node does not become ready. */
const BEFORE_NODES = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"];

/** Add-on -> service account whose role it works with. */
const ADDON_ACCOUNTS: Readonly<Record<string, string>> = {
  "vpc-cni": "aws-node",
  "aws-ebs-csi-driver": "ebs-csi-controller-sa",
};

const clusterName: Reference = { path: "clusterName", to: [{ type: EKS }] };

export const isAutoMode = ({ inputs }: CloudRecord): boolean => valuesAt(inputs, "computeConfig.enabled")[0] === true;

const clusterOf = (record: CloudRecord, { ready }: Inventory): CloudRecord | undefined =>
  ready.find(({ type, id }) => type === EKS && id === textAt(record.inputs, "clusterName"));

/** What has that type and belongs to the same cluster. */
const beside = (record: CloudRecord, { ready }: Inventory, type: string): CloudRecord[] =>
  ready.filter((other) => other.type === type && other.inputs.clusterName === record.inputs.clusterName);

const roleOf = (arn: string, { ready }: Inventory): CloudRecord | undefined =>
  ready.find(({ type, outputs }) => type === "aws:iam/role:Role" && outputs.arn === arn);

/** Every policy that is attached to the role at a path, each needed for itself. */
function eachPolicy(path: string, policy: string, why: string): NeedRule {
  return {
    what: `the policy ${policy} on its role`,
    why,
    metBy: (record, inventory) => {
      const role = roleOf(textAt(record.inputs, path), inventory);
      return (
        role &&
        permissionsOf(role.id, inventory.ready).filter(({ inputs }) =>
          textAt(inputs, "policyArn").endsWith(`/${policy}`),
        )
      );
    },
  };
}

const nodePolicy = (policy: string): NeedRule =>
  eachPolicy("nodeRoleArn", policy, "nodes do not join the cluster, and cannot leave it cleanly, without it");

const addonBeforeNodes = (addon: string): NeedRule => ({
  what: `the add-on ${addon}`,
  why: "a node without it does not become ready, and its pods cannot end cleanly",
  metBy: (record, inventory) => beside(record, inventory, ADDON).filter(({ inputs }) => inputs.addonName === addon),
});

/** Minor version as a number: 35 for `1.35`. */
const minor = (version: string): number => Number(version.split(".")[1] ?? Number.NaN);

export const CLUSTER: Models = {
  [EKS]: {
    required: ["roleArn", "vpcConfig.subnetIds"],
    immutable: [
      "name",
      "roleArn",
      "bootstrapSelfManagedAddons",
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "encryptionConfig.provider.keyArn",
      "kubernetesNetworkConfig.ipFamily",
      "kubernetesNetworkConfig.serviceIpv4Cidr",
    ],
    stateful: true,
    references: [
      roleArn("roleArn"),
      roleArn("computeConfig.nodeRoleArn"),
      keyArn("encryptionConfig.provider.keyArn"),
      subnetReference("vpcConfig.subnetIds[*]"),
      { path: "vpcConfig.securityGroupIds[*]", to: SECURITY_GROUPS },
    ],
    needs: [
      eachPolicy(
        "roleArn",
        "AmazonEKSClusterPolicy",
        "EKS cannot make or take away the cluster's network interfaces without it",
      ),
      {
        what: "its log group",
        why: "EKS would make one itself, unencrypted and kept for ever",
        metBy: ({ inputs }, { ready }) =>
          textsAt(inputs, "enabledClusterLogTypes[*]").length === 0
            ? undefined
            : ready.filter(
                ({ type, outputs }) =>
                  type === "aws:cloudwatch/logGroup:LogGroup" &&
                  outputs.name === `/aws/eks/${textAt(inputs, "name")}/cluster`,
              ),
      },
    ],
    unique: ({ inputs }) => textAt(inputs, "name"),
    keeps: ({ inputs }) =>
      inputs.deletionProtection === true
        ? "its deletion protection is on; turn it off in the stack file first"
        : undefined,
    refusesUpdate: (old, news) => {
      const [from, to] = [minor(textAt(old.inputs, "version")), minor(textAt(news, "version"))];
      return to < from || to > from + 1
        ? `Kubernetes 1.${from} goes to 1.${from + 1} and nowhere else, not to 1.${to}`
        : undefined;
    },
  },
  [LAUNCH_TEMPLATE]: {
    immutable: ["name", "namePrefix"],
    references: [
      keyArn("blockDeviceMappings[*].ebs.kmsKeyId"),
      { path: "networkInterfaces[*].securityGroups[*]", to: SECURITY_GROUPS },
      { path: "vpcSecurityGroupIds[*]", to: SECURITY_GROUPS },
    ],
    unique: ({ outputs }) => textAt(outputs, "name"),
    afterUpdate: ({ outputs }) => {
      const latestVersion = Number(outputs.latestVersion) + 1;
      return { latestVersion, defaultVersion: latestVersion };
    },
  },
  [NODE_GROUP]: {
    required: ["clusterName", "nodeRoleArn", "subnetIds", "scalingConfig"],
    immutable: [
      "clusterName",
      "nodeGroupName",
      "nodeGroupNamePrefix",
      "nodeRoleArn",
      "subnetIds",
      "amiType",
      "capacityType",
      "diskSize",
      "instanceTypes",
      "launchTemplate.id",
      "launchTemplate.name",
    ],
    references: [
      clusterName,
      roleArn("nodeRoleArn"),
      subnetReference("subnetIds[*]"),
      { path: "launchTemplate.id", to: [{ type: LAUNCH_TEMPLATE }] },
    ],
    needs: [
      ...["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"].map(nodePolicy),
      ...BEFORE_NODES.map(addonBeforeNodes),
      ...[0, 1, 2].flatMap(wayOut),
    ],
    unique: ({ outputs }) => `${textAt(outputs, "clusterName")} ${textAt(outputs, "nodeGroupName")}`,
    refusesUpdate: (old, news) => {
      const [from, to] = [minor(textAt(old.inputs, "version")), minor(textAt(news, "version"))];
      return to < from ? `nodes do not go back from 1.${from} to 1.${to}` : undefined;
    },
  },
  [ADDON]: {
    required: ["clusterName", "addonName"],
    immutable: ["clusterName", "addonName"],
    references: [clusterName],
    needs: [
      {
        what: "nodes to run on",
        why: "an add-on of replicas counts as failed for as long as no node runs them",
        metBy: (record, inventory) => {
          const cluster = clusterOf(record, inventory);
          if (!cluster || isAutoMode(cluster) || !ON_NODES.includes(textAt(record.inputs, "addonName")))
            return undefined;
          return beside(record, inventory, NODE_GROUP);
        },
      },
      {
        what: "the Pod Identity association of its service account",
        why: "credentials are injected when a pod is made; a pod made before never gets any",
        metBy: (record, inventory) => {
          const account = ADDON_ACCOUNTS[textAt(record.inputs, "addonName")];
          if (account === undefined) return undefined;
          return beside(record, inventory, ASSOCIATION).filter(({ inputs }) => inputs.serviceAccount === account);
        },
      },
      {
        what: "the kinds of snapshots",
        why: "the driver looks for the snapshot kinds when it starts",
        metBy: (record, inventory) =>
          record.inputs.addonName === "aws-ebs-csi-driver"
            ? beside(record, inventory, ADDON).filter(({ inputs }) => inputs.addonName === "snapshot-controller")
            : undefined,
      },
    ],
    unique: ({ inputs }) => `${textAt(inputs, "clusterName")} ${textAt(inputs, "addonName")}`,
  },
  [ASSOCIATION]: {
    required: ["clusterName", "namespace", "serviceAccount", "roleArn"],
    immutable: ["clusterName", "namespace", "serviceAccount"],
    references: [clusterName, roleArn("roleArn")],
    needs: [
      {
        what: "permissions of its role",
        why: "a pod must not start with a role that cannot do anything yet",
        metBy: (record, inventory) => {
          const role = roleOf(textAt(record.inputs, "roleArn"), inventory);
          return role && permissionsOf(role.id, inventory.ready);
        },
      },
    ],
    unique: ({ inputs }) =>
      ["clusterName", "namespace", "serviceAccount"].map((path) => textAt(inputs, path)).join(" "),
  },
  [ACCESS_ENTRY]: {
    required: ["clusterName", "principalArn"],
    immutable: ["clusterName", "principalArn", "type"],
    references: [clusterName],
    unique: ({ inputs }) => `${textAt(inputs, "clusterName")} ${textAt(inputs, "principalArn")}`,
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    required: ["clusterName", "principalArn", "policyArn", "accessScope"],
    immutable: ["clusterName", "principalArn", "policyArn", "accessScope"],
    references: [clusterName],
    needs: [
      {
        what: "the access entry of its principal",
        why: "EKS takes a policy only for a principal that has an access entry",
        metBy: (record, inventory) =>
          beside(record, inventory, ACCESS_ENTRY).filter(
            ({ inputs }) => inputs.principalArn === record.inputs.principalArn,
          ),
      },
    ],
    unique: ({ inputs }) => ["clusterName", "principalArn", "policyArn"].map((path) => textAt(inputs, path)).join(" "),
  },
};

/** The way out of the VPC of the n-th subnet of a node group: a route, and the association that gives it to the subnet. */
function wayOut(index: number): NeedRule[] {
  const subnet = (record: CloudRecord): string | undefined => textsAt(record.inputs, "subnetIds[*]")[index];
  const why = "a node that cannot pull images or reach EKS does not join, and cannot drain when its way out goes first";
  // A subnet that this stack did not make has its routes from whoever made it.
  const made = (id: string | undefined, { ready }: Inventory): boolean => ready.some((one) => one.id === id);
  return [
    {
      what: `the route table of its subnet ${index + 1}`,
      why,
      metBy: (record, inventory) => {
        const id = subnet(record);
        return id !== undefined && made(id, inventory) ? associations(id, inventory) : undefined;
      },
    },
    {
      what: `a route out of its subnet ${index + 1}`,
      why,
      metBy: (record, inventory) => {
        const id = subnet(record);
        return id !== undefined && hasNat(inventory) && made(id, inventory) ? routesOut(id, inventory) : undefined;
      },
    },
  ];
}
