import { type AwsScope, regionalArn } from "../../components/shared/aws.ts";
import type { Conditions, OneOrMany, PolicyStatement } from "../../components/shared/iam.ts";

/**
 * Allows actions on the keys of some aliases. A key's id is not known before it exists, its alias is: the resource is any
 * key of the account and region, and the condition leaves those.
 *
 * @param aliases with `alias/`; IAM's wildcards are taken
 */
export function onKeysOf(
  scope: AwsScope,
  sid: string,
  aliases: OneOrMany<string>,
  actions: readonly string[],
  conditions: Conditions = {},
): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: regionalArn(scope, "kms", "key/*"),
    Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": aliases }, ...conditions },
  };
}

/** Only through a service, which uses a key for its caller. */
export function through({ partition, region }: AwsScope, service: string): Conditions {
  const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return { StringEquals: { "kms:ViaService": `${service}.${region}.${domain}` } };
}
