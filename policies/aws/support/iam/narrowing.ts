import type { Condition } from "./conditions.ts";
import { matches } from "./glob.ts";
import { isWild } from "./ownership.ts";

/**
 * Condition keys that tell which resource is meant, or of what kind the use is, and that a caller does not choose (AWS
 * Service Authorization Reference). Keys on the caller, the connection or the account narrow nothing: every resource of
 * the account meets them.
 */
const NARROWING = [
  "aws:resourcetag/*",
  "*:resourcetag/*",
  "dynamodb:leadingkeys",
  "iam:permissionsboundary",
  "iam:policyarn",
  "kms:encryptioncontext:*",
  "kms:requestalias",
  "kms:resourcealiases",
  "kms:viaservice",
  "s3:existingobjecttag/*",
  "s3:prefix",
  "secretsmanager:secretid",
];

const OPERATORS = new Set(["stringequals", "stringlike", "stringequalsignorecase", "arnequals", "arnlike"]);

/** Whether the test keeps a statement to some of the resources that it names. */
export function narrows({ operator, quantifier, ifExists, key, values }: Condition): boolean {
  if (quantifier === "forallvalues" || ifExists || values.length === 0) return false;
  // A grant that only a service of AWS may ask for, on behalf of a resource such as a volume.
  if (key === "kms:grantisforawsresource") {
    return operator === "bool" && values.every((value) => value.toLowerCase() === "true");
  }
  return (
    OPERATORS.has(operator) &&
    NARROWING.some((pattern) => matches(pattern, key)) &&
    values.every((value) => !isWild(value))
  );
}
