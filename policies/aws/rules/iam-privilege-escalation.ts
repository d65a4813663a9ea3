import { matches } from "../support/iam/glob.ts";
import { statementRule } from "../support/iam/rule.ts";

/**
 * Actions that let a caller give itself, or somebody, more than it has (Rhino Security Labs, "AWS IAM privilege
 * escalation methods"; AWS IAM User Guide, "Permissions management" access level).
 */
const ESCALATIONS = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "sts:AssumeRole",
];

/** A controller that is taken over stays as weak as it was. */
export const iamPrivilegeEscalation = statementRule({
  name: "iam-privilege-escalation",
  description:
    "Grant actions on permissions (iam:AttachRolePolicy, sts:AssumeRole, ...) on named resources only, never on *.",
  documents: "identity",
  verdict({ effect, actions, notActions, resources, conditions }, { known }) {
    if (effect === "deny" || notActions || conditions.length > 0) return undefined;
    const found = ESCALATIONS.filter((action) => actions?.some((pattern) => matches(pattern, action)));
    if (found.length === 0) {
      known("action");
      return undefined;
    }
    if (
      !resources?.some(
        (resource) =>
          /^[*?:]+$/.test(resource) || /^arn:[^:]*:iam::[^:]*:(\*|(role|user|group|policy)\/\*)$/.test(resource),
      )
    ) {
      known("resource");
      return undefined;
    }
    return known("effect") && known("condition")
      ? `allows ${found.join(", ")} on every resource; name the resources`
      : undefined;
  },
});
