import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { managedPolicyArn } from "../shared/aws.ts";
import type { PolicyDocument } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";
import { denyParameters, NO_PARAMETERS } from "../shared/nodeParameters.ts";
import type { ClusterContext } from "./args.ts";
import {
  AUTO_MODE_CLUSTER_ROLE_POLICIES,
  AUTO_MODE_NODE_ROLE_POLICIES,
  CLUSTER_ROLE_POLICIES,
  clusterTrust,
  NODE_ROLE_POLICIES,
  nodeTrust,
  volumeKeyUse,
} from "./iamDocuments.ts";

/** A role, and what makes it able to do anything. */
export interface MadeRole {
  readonly role: aws.iam.Role;
  readonly attachments: readonly pulumi.Resource[];
}

/** The role the control plane assumes. With Auto Mode it makes the cluster's volumes, and so needs their key. */
export function makeClusterRole(context: ClusterContext, volumeKeyAlias: string): MadeRole {
  const { name, parent, scope, config } = context;
  const { autoMode } = config;
  const made = makeRole(context, "cluster", {
    roleName: platformNames(context.clusterName).clusterRole,
    description: `Control plane of the EKS cluster ${context.clusterName}`,
    trust: clusterTrust(autoMode),
    policies: autoMode ? [...CLUSTER_ROLE_POLICIES, ...AUTO_MODE_CLUSTER_ROLE_POLICIES] : CLUSTER_ROLE_POLICIES,
  });
  if (!autoMode) return made;
  const volumeKey = new aws.iam.RolePolicy(
    `${name}-cluster-volume-key`,
    { role: made.role.name, name: "volume-key", policy: JSON.stringify(volumeKeyUse(scope, volumeKeyAlias)) },
    { parent },
  );
  return { role: made.role, attachments: [...made.attachments, volumeKey] };
}

/** The role of the system nodes, or of Auto Mode's nodes. EKS itself makes the access entry of either. */
export function makeNodeRole(context: ClusterContext): MadeRole {
  const { name, parent } = context;
  const { autoMode } = context.config;
  const made = makeRole(context, "node", {
    roleName: platformNames(context.clusterName).systemNodeRole,
    description: `${autoMode ? "Auto Mode" : "System"} nodes of the EKS cluster ${context.clusterName}`,
    trust: nodeTrust(context.scope.partition),
    policies: autoMode ? AUTO_MODE_NODE_ROLE_POLICIES : NODE_ROLE_POLICIES,
  });
  // Auto Mode's nodes have no Session Manager, and with it no right to take back.
  if (autoMode) return made;
  const noParameters = new aws.iam.RolePolicy(
    `${name}-node-${NO_PARAMETERS}`,
    { role: made.role.name, name: NO_PARAMETERS, policy: JSON.stringify(denyParameters()) },
    { parent },
  );
  return { role: made.role, attachments: [...made.attachments, noParameters] };
}

interface RoleSpec {
  readonly roleName: string;
  readonly description: string;
  readonly trust: PolicyDocument;
  /** Names of policies AWS maintains. */
  readonly policies: readonly string[];
}

function makeRole({ name, parent, scope }: ClusterContext, key: string, spec: RoleSpec): MadeRole {
  const role = new aws.iam.Role(
    `${name}-${key}`,
    { name: spec.roleName, description: spec.description, assumeRolePolicy: JSON.stringify(spec.trust) },
    { parent },
  );
  const attachments = spec.policies.map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${key}-${policy}`,
        { role: role.name, policyArn: managedPolicyArn(scope, policy) },
        { parent },
      ),
  );
  return { role, attachments };
}
