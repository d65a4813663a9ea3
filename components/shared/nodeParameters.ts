import { type PolicyDocument, policyDocument } from "./iam.ts";

/** Name of the inline policy on a role of nodes. */
export const NO_PARAMETERS = "no-parameters";

/**
 * Takes back what AmazonSSMManagedInstanceCore lets nodes do and Session Manager has no use for: reading every parameter
 * of the account, secret ones included, by whoever gets hold of a node's credentials.
 *
 * A node asks for none: it joins by EC2, EKS and ECR alone, with AL2023 as with Bottlerocket, and the policy itself is
 * optional; images are found by EKS and Karpenter, with rights of their own. What no longer works is Run Command with
 * `ssm-secure` references, which the node resolves, and a start script that reads parameters.
 * Sources: AWS Managed Policy Reference, "AmazonSSMManagedInstanceCore"; Amazon EKS User Guide, "Amazon EKS node IAM
 * role".
 */
export function denyParameters(): PolicyDocument {
  return policyDocument({ Sid: "DenyParameters", Effect: "Deny", Action: "ssm:GetParameter*", Resource: "*" });
}
