import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, clusterArn } from "./aws.ts";
import { type PolicyDocument, policyDocument } from "./iam.ts";

/** Which service account gets the role. Names, not Outputs: the trust policy is known before deployment. */
export interface PodIdentityRoleArgs {
  readonly scope: AwsScope;
  /** Name of the cluster, as configured. */
  readonly clusterName: string;
  /** Name of the cluster as an Output of the made cluster, so that the association waits for it. */
  readonly cluster: pulumi.Input<string>;
  /** Name of the role, at most 64 characters. */
  readonly roleName: string;
  /** What the role is for, in a sentence. */
  readonly description: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Customer managed policies: key -> document. Each becomes an `aws.iam.Policy` named `<roleName>-<key>`. */
  readonly policies?: Readonly<Record<string, PolicyDocument>>;
  /** ARNs of policies AWS maintains. */
  readonly managedPolicyArns?: readonly string[];
}

/**
 * An IAM role that exactly one Kubernetes service account of one cluster can assume through EKS Pod Identity.
 * Whatever starts pods with that service account must depend on this component: credentials are injected when a pod is
 * made, and a pod made before its association never gets any.
 */
export class PodIdentityRole extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: PodIdentityRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:shared:PodIdentityRole", name, {}, opts);
    const parent = { parent: this };

    const role = new aws.iam.Role(
      `${name}-role`,
      { name: args.roleName, description: args.description, assumeRolePolicy: JSON.stringify(podIdentityTrust(args)) },
      parent,
    );
    const own = Object.entries(args.policies ?? {}).map(([key, document]) => {
      const policy = new aws.iam.Policy(
        `${name}-${key}`,
        { name: `${args.roleName}-${key}`, policy: JSON.stringify(document) },
        parent,
      );
      return new aws.iam.RolePolicyAttachment(`${name}-${key}`, { role: role.name, policyArn: policy.arn }, parent);
    });
    const managed = (args.managedPolicyArns ?? []).map((policyArn) => {
      const policyName = policyArn.slice(policyArn.lastIndexOf("/") + 1);
      return new aws.iam.RolePolicyAttachment(`${name}-${policyName}`, { role: role.name, policyArn }, parent);
    });
    new aws.eks.PodIdentityAssociation(
      `${name}-association`,
      {
        clusterName: args.cluster,
        namespace: args.namespace,
        serviceAccount: args.serviceAccount,
        roleArn: role.arn,
      },
      // A pod must not start with a role that cannot do anything yet.
      { ...parent, dependsOn: [...own, ...managed] },
    );

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/**
 * Trust policy of such a role. The session tags that EKS Pod Identity sends limit it to one service account of one
 * cluster; without them, whoever may create associations could hand it to any pod of the account.
 * Source: Amazon EKS User Guide, "Create IAM role with trust policy required by EKS Pod Identity".
 */
export function podIdentityTrust(args: {
  readonly scope: AwsScope;
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}): PolicyDocument {
  return policyDocument({
    Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
      StringEquals: {
        "aws:RequestTag/eks-cluster-arn": clusterArn(args.scope, args.clusterName),
        "aws:RequestTag/kubernetes-namespace": args.namespace,
        "aws:RequestTag/kubernetes-service-account": args.serviceAccount,
      },
    },
  });
}
