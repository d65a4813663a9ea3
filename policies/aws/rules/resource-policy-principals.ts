import { isUnbounded } from "../support/iam/principals.ts";
import { statementRule } from "../support/iam/rule.ts";

/** Buckets, queues, topics, secrets, tables, streams, domains, repositories and file systems are open to those they name. */
export const resourcePolicyPrincipals = statementRule({
  name: "resource-policy-principals",
  description:
    "Name who may use a bucket, queue, topic, secret, table, stream, search domain, repository or file system: no wildcard principal unless a condition on the account, organisation or source bounds it.",
  documents: "resource",
  verdict: (statement, { known }) =>
    isUnbounded(statement, known)
      ? "admits everybody; name accounts, roles or services, or bound it by aws:PrincipalOrgID or aws:SourceArn"
      : undefined,
});
