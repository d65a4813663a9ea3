import { isUnbounded } from "../support/iam/principals.ts";
import { statementRule } from "../support/iam/rule.ts";

/** A key is used by those it names; a wildcard would give what it protects to every account. */
export const kmsKeyPolicyPrincipals = statementRule({
  name: "kms-key-policy-principals",
  description: "Name who may use a KMS key: no wildcard principal in a key policy unless a condition bounds it.",
  documents: "key",
  verdict: (statement, { known }) =>
    isUnbounded(statement, known)
      ? "admits everybody; name accounts, roles or services, or bound it by kms:CallerAccount"
      : undefined,
});
