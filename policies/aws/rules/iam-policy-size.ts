import { documentRule } from "../support/iam/rule.ts";

/**
 * Characters without white space that IAM takes (IAM User Guide, "IAM and AWS STS quotas"). Inline policies share their
 * limit with the others of the same role, user or group; here each is held against it alone.
 */
const LIMITS: Record<string, number> = {
  "aws:iam/policy:Policy": 6144,
  "aws:iam/groupPolicy:GroupPolicy": 5120,
  "aws:iam/userPolicy:UserPolicy": 2048,
  "aws:iam/rolePolicy:RolePolicy": 10_240,
  "aws:iam/role:Role": 10_240,
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": 32_768,
};

/** A policy that is too long fails in the middle of a deployment. */
export const iamPolicySize = documentRule({
  name: "iam-policy-size",
  description:
    "Split long policies: IAM takes 6144 characters in a managed policy and 10240 in a role's inline policies.",
  documents: "identity",
  check(_document, { type, report, text }) {
    const limit = LIMITS[type] ?? Infinity;
    const length = text().replace(/\s/g, "").length;
    if (length > limit) report(`has ${length} characters without white space; IAM takes ${limit}, so split it`);
  },
});
