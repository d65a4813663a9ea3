/**
 * Nodes of EKS. Immutable inputs: AWS provider 7.x, "Forces new resource"; what they need: Amazon EKS User Guide ("Amazon EKS
 * node IAM role", "Amazon EKS add-ons", "VPC and subnet considerations").
 */
import { textAt, textsAt } from "../cloud/values.ts";
import { ADDON, beside, clusterName, eachPolicy, minor, NODE_GROUP } from "./eksShared.ts";
import { roleArn } from "./iam.ts";
import { keyArn } from "./keysAndLogs.ts";
import { associations, hasNat, routesOut, SECURITY_GROUPS, subnetReference } from "./network.ts";
import type { CloudRecord, Inventory, Models, NeedRule } from "./types.ts";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** Add-ons without which a node does not become ready. */
const BEFORE_NODES = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"];

const nodePolicy = (policy: string): NeedRule =>
  eachPolicy("nodeRoleArn", policy, "nodes do not join the cluster, and cannot leave it cleanly, without it");

const addonBeforeNodes = (addon: string): NeedRule => ({
  what: `the add-on ${addon}`,
  why: "a node without it does not become ready, and its pods cannot end cleanly",
  metBy: (record, inventory) => beside(record, inventory, ADDON).filter(({ inputs }) => inputs.addonName === addon),
});

export const NODES: Models = {
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
