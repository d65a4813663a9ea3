import { regionalArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement } from "../../components/shared/iam.ts";
import { environmentNames } from "../names.ts";
import type { EnvironmentScope } from "./scope.ts";

/**
 * What Pulumi needs of an S3 backend: everything under the environment's own prefix, and nothing of the others'.
 * A preview writes nothing and takes no lock, so it gets along with reading; the first deployment makes what it reads.
 * Source: pulumi/pulumi, pkg/backend/diy (backend.go, lock.go, meta.go), v3.259.
 *
 * @param access `write` for whoever deploys
 */
export function stateAccess(context: EnvironmentScope, access: "read" | "write"): PolicyDocument {
  const { scope, store, environment } = context;
  const bucket = `arn:${scope.partition}:s3:::${store.bucket}`;
  const { statePrefix, secretsKeyAlias } = environmentNames(environment);
  const write = access === "write";
  return policyDocument(
    {
      Sid: "ListOwnState",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: { StringLike: { "s3:prefix": `${statePrefix}*` } },
    },
    {
      Sid: write ? "KeepOwnState" : "ReadOwnState",
      Effect: "Allow",
      Action: write ? ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] : "s3:GetObject",
      Resource: `${bucket}/${statePrefix}*`,
    },
    useKey(
      context,
      "StateEncryption",
      store.keyAlias,
      write ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      {
        "kms:ViaService": `s3.${scope.region}.amazonaws.com${scope.partition === "aws-cn" ? ".cn" : ""}`,
      },
    ),
    useKey(
      context,
      "OwnSecrets",
      secretsKeyAlias,
      write ? ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"] : ["kms:Decrypt", "kms:DescribeKey"],
    ),
  );
}

/** A key's id is not known before it exists, its alias is: any key of the account, and the condition leaves one. */
function useKey(
  { scope }: EnvironmentScope,
  sid: string,
  alias: string,
  actions: readonly string[],
  equals?: Readonly<Record<string, string>>,
): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: regionalArn(scope, "kms", "key/*"),
    Condition: {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias },
      ...(equals && { StringEquals: equals }),
    },
  };
}
