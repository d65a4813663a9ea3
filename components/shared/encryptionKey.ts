import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, iamArn } from "./aws.ts";
import { type Conditions, type PolicyDocument, type PolicyStatement, policyDocument } from "./iam.ts";

/** What a service does with a key that it encrypts data of ours by. */
const KEY_USE = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"] as const;

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
 * Lets whoever starts nodes encrypt their volumes with a key, and lend it to the volumes of running nodes, which only AWS
 * services can do.
 *
 * Callers are named by a condition and not as the principal: KMS refuses a policy that names a role which does not exist
 * yet, and these come into being later than the key. `*` is everybody, so the condition must leave named roles of one
 * account.
 * Source: Amazon EC2 Auto Scaling User Guide, "Required AWS KMS key policy for use with encrypted volumes".
 *
 * @param who begins the statements' ids
 * @param callers leaves the roles that are meant
 */
export function mayEncryptNodeVolumes(who: string, callers: Conditions): readonly PolicyStatement[] {
  return [
    {
      Sid: `${who}EncryptsNodeVolumes`,
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: KEY_USE,
      Resource: "*",
      Condition: callers,
    },
    {
      Sid: `${who}LendsTheKeyToVolumes`,
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ...callers, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
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
    Action: KEY_USE,
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
