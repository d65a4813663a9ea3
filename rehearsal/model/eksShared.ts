/** What the models of EKS have in common. */
import { textAt, valuesAt } from "../cloud/values.ts";
import { permissionsOf } from "./network.ts";
import type { CloudRecord, Inventory, NeedRule, Reference } from "./types.ts";

export const EKS = "aws:eks/cluster:Cluster";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const ADDON = "aws:eks/addon:Addon";
export const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
export const ACCESS_ENTRY = "aws:eks/accessEntry:AccessEntry";

export const clusterName: Reference = { path: "clusterName", to: [{ type: EKS }] };

export const isAutoMode = ({ inputs }: CloudRecord): boolean => valuesAt(inputs, "computeConfig.enabled")[0] === true;

export const clusterOf = (record: CloudRecord, { ready }: Inventory): CloudRecord | undefined =>
  ready.find(({ type, id }) => type === EKS && id === textAt(record.inputs, "clusterName"));

/** What has that type and belongs to the same cluster. */
export const beside = (record: CloudRecord, { ready }: Inventory, type: string): CloudRecord[] =>
  ready.filter((other) => other.type === type && other.inputs.clusterName === record.inputs.clusterName);

export const roleOf = (arn: string, { ready }: Inventory): CloudRecord | undefined =>
  ready.find(({ type, outputs }) => type === "aws:iam/role:Role" && outputs.arn === arn);

/** Every policy that is attached to the role at a path, each needed for itself. */
export function eachPolicy(path: string, policy: string, why: string): NeedRule {
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

/** Minor version as a number: 35 for `1.35`. */
export const minor = (version: string): number => Number(version.split(".")[1] ?? Number.NaN);
