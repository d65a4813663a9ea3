import { BOUNDS, isBoundary } from "../support/iam/bounds.ts";
import { grantOnEverything } from "../support/iam/everything.ts";
import { statementRule } from "../support/iam/rule.ts";

/**
 * Actions that let a caller give itself, or somebody, more than it has (Rhino Security Labs, "AWS IAM privilege
 * escalation methods"; AWS IAM User Guide, "Permissions management" access level).
 */
const ESCALATIONS = [
  "iam:AddRoleToInstanceProfile",
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutGroupPolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:PutUserPermissionsBoundary",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "sts:AssumeRole",
  // Who holds one of these writes the permissions of others on its own, or acts with the role of a machine.
  "eks:AssociateAccessPolicy",
  "eks:CreateAccessEntry",
  "kms:PutKeyPolicy",
  "s3:PutBucketPolicy",
  "secretsmanager:PutResourcePolicy",
  "ssm:SendCommand",
  "ssm:StartSession",
];

/** A controller that is taken over stays as weak as it was. */
export const iamPrivilegeEscalation = statementRule({
  name: "iam-privilege-escalation",
  description:
    "Grant actions on permissions (iam:AttachRolePolicy, sts:AssumeRole, ...) on named resources only, never on *.",
  documents: "identity",
  parameters: BOUNDS,
  skips: isBoundary,
  verdict: (statement, { known }) => grantOnEverything(statement, ESCALATIONS, known),
});
