/**
 * EKS. Immutable inputs: AWS provider 7.x, "Forces new resource"; what needs what: Amazon EKS User Guide ("Amazon EKS
 * add-ons", "EKS Pod Identity", "Update existing cluster to new Kubernetes version").
 */
import { textAt, textsAt } from "../cloud/values.ts";
import {
  ACCESS_ENTRY,
  ADDON,
  ASSOCIATION,
  beside,
  clusterName,
  clusterOf,
  eachPolicy,
  EKS,
  isAutoMode,
  minor,
  NODE_GROUP,
  roleOf,
} from "./eksShared.ts";
import { roleArn } from "./iam.ts";
import { keyArn } from "./keysAndLogs.ts";
import { permissionsOf, SECURITY_GROUPS, subnetReference } from "./network.ts";
import type { Models } from "./types.ts";

/** Add-ons that are Deployments: EKS reports them degraded for as long as no node runs their pods. */
const ON_NODES = [
  "coredns",
  "aws-ebs-csi-driver",
  "snapshot-controller",
  "metrics-server",
  "eks-node-monitoring-agent",
];

/** Add-on -> service account whose role it works with. */
const ADDON_ACCOUNTS: Readonly<Record<string, string>> = {
  "vpc-cni": "aws-node",
  "aws-ebs-csi-driver": "ebs-csi-controller-sa",
};

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
