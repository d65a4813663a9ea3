import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import { DRILL_CLUSTERS, environmentNames, PLATFORM_PROJECT } from "../names.ts";
import { onKeysOf, through } from "./aliasedKeys.ts";
import type { EnvironmentScope } from "./scope.ts";

/**
 * What Pulumi needs of an S3 backend: everything under the environment's own prefix, and nothing of the others'.
 * A preview writes nothing and takes no lock, so it gets along with reading; the first deployment makes what it reads.
 * The recovery drill reads the stack's outputs, and keeps the state of its temporary stack beside the stack's own.
 * Source: pulumi/pulumi, pkg/backend/diy (backend.go, lock.go, meta.go, store.go), v3.259.
 *
 * @param access `write` for whoever deploys, `drill` for the recovery drill
 */
export function stateAccess(context: EnvironmentScope, access: "read" | "write" | "drill"): PolicyDocument {
  const { scope, store, environment } = context;
  const bucket = `arn:${scope.partition}:s3:::${store.bucket}`;
  const { statePrefix, secretsKeyAlias } = environmentNames(environment);
  const write = access !== "read";
  const own = `${bucket}/${statePrefix}`;
  return policyDocument(
    {
      Sid: "ListOwnState",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: { StringLike: { "s3:prefix": `${statePrefix}*` } },
    },
    { Sid: "ReadOwnState", Effect: "Allow", Action: "s3:GetObject", Resource: `${own}*` },
    ...(write
      ? [
          {
            Sid: "KeepOwnState",
            Effect: "Allow" as const,
            Action: ["s3:PutObject", "s3:DeleteObject"],
            Resource: access === "drill" ? drillState(own) : `${own}*`,
          },
        ]
      : []),
    onKeysOf(
      scope,
      "StateEncryption",
      store.keyAlias,
      write ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      through(scope, "s3"),
    ),
    onKeysOf(
      scope,
      "OwnSecrets",
      secretsKeyAlias,
      write ? ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"] : ["kms:Decrypt", "kms:DescribeKey"],
    ),
  );
}

/** Where Pulumi keeps a temporary stack: its state, former states, history and locks. */
function drillState(own: string): string[] {
  const of = (kind: string, end: string): string => `${own}.pulumi/${kind}/${PLATFORM_PROJECT}/${DRILL_CLUSTERS}${end}`;
  // The file of the state has several endings, and ones for its copies.
  return [of("stacks", ".*"), of("backups", "/*"), of("history", "/*"), of("locks/organization", "/*")];
}
