import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, iamArn } from "./aws.ts";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "./iam.ts";

/** A customer managed KMS key for one purpose. */
export interface EncryptionKeyArgs {
  readonly scope: AwsScope;
  /** What the key encrypts, in a few words. */
  readonly description: string;
  /** Alias without the `alias/` prefix, unique in the account and region. */
  readonly alias: string;
  /** Who may use the key beyond the account's own IAM policies (AWS services, as a rule). */
  readonly statements?: readonly PolicyStatement[];
  /** Refuse to delete the key with the stack. Default: as the enclosing component has it. */
  readonly protect?: boolean;
  /** Leave key and alias in the account when the stack goes, for data that outlives it. Default: false. */
  readonly retainOnDelete?: boolean;
}

/** A KMS key that rotates yearly, waits 30 days (the longest KMS allows) before it is really deleted, and its alias. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:shared:EncryptionKey", name, {}, opts);
    const options = { parent: this, ...(args.retainOnDelete !== undefined && { retainOnDelete: args.retainOnDelete }) };

    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: args.description,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: JSON.stringify(keyPolicy(args.scope, args.statements)),
      },
      { ...options, ...(args.protect !== undefined && { protect: args.protect }) },
    );
    new aws.kms.Alias(`${name}-alias`, { name: `alias/${args.alias}`, targetKeyId: key.keyId }, options);

    this.arn = key.arn;
    this.keyId = key.keyId;
    this.registerOutputs({ arn: this.arn, keyId: this.keyId });
  }
}

/**
 * A key policy: the account's IAM governs the key, and the given statements admit services. Without the first statement
 * a key can become unmanageable for good, which is why AWS puts it into every key's default policy.
 * In a key policy `Resource: "*"` means this key and nothing else.
 */
export function keyPolicy(scope: AwsScope, statements: readonly PolicyStatement[] = []): PolicyDocument {
  return policyDocument(
    {
      Sid: "AccountIamGovernsThisKey",
      Effect: "Allow",
      Principal: { AWS: iamArn(scope, "root") },
      Action: "kms:*",
      Resource: "*",
    },
    ...statements,
  );
}

/**
 * Lets CloudWatch Logs encrypt the named log groups, and no others, with a key.
 * Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
 */
export function logGroupsMayUseKey(scope: AwsScope, logGroupNames: readonly string[]): PolicyStatement {
  return {
    Sid: "CloudWatchLogsEncryptsTheseGroups",
    Effect: "Allow",
    Principal: {
      Service: `logs.${scope.region}.${scope.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}`,
    },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
    Condition: {
      ArnEquals: {
        "kms:EncryptionContext:aws:logs:arn": logGroupNames.map(
          (group) => `arn:${scope.partition}:logs:${scope.region}:${scope.accountId}:log-group:${group}`,
        ),
      },
    },
  };
}
