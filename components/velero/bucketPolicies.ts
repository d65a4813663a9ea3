import { type PolicyDocument, policyDocument, type PolicyStatement } from "../shared/iam.ts";

/** Refuses everybody who does not use TLS, whatever else they may. */
function denyPlainHttp(bucketArn: string): PolicyStatement {
  return {
    Sid: "DenyPlainHttp",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Who copies objects into a standby. */
export interface ReplicationSender {
  /** ARN of the account of the original, `arn:aws:iam::<id>:root`. */
  readonly principal: string;
  /** Role in it that S3 copies with. */
  readonly roleArn: string;
}

const ALGORITHM = "s3:x-amz-server-side-encryption";
const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";

/**
 * Policy of a bucket with backups. An upload that names no key gets the bucket's own; one that names another is refused,
 * since whoever holds that key could withhold the backup.
 *
 * @param args.keyArn the bucket's key; an Output leaves all but itself legible before the key is there
 * @param args.sender who copies objects into this bucket, for a standby
 */
export function backupBucketPolicy<Text>(args: {
  readonly bucketArn: string;
  readonly keyArn: Text;
  readonly sender?: ReplicationSender;
}): PolicyDocument<string | Text> {
  const { bucketArn, keyArn, sender } = args;
  const upload = { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `${bucketArn}/*` } as const;
  return policyDocument<string | Text>(
    denyPlainHttp(bucketArn),
    {
      Sid: "DenyOtherKeys",
      ...upload,
      // Without the first test, uploads that name no key would be refused too.
      Condition: { Null: { [KEY_ID]: "false" }, StringNotEquals: { [KEY_ID]: keyArn } },
    },
    {
      Sid: "DenyOtherAlgorithms",
      ...upload,
      Condition: { Null: { [ALGORITHM]: "false" }, StringNotEquals: { [ALGORITHM]: "aws:kms" } },
    },
    ...(sender ? [receiveReplicas(bucketArn, sender)] : []),
  );
}

/**
 * The role is named by a condition on its account, for S3 refuses a policy that names a role which is not there yet.
 * Source: Amazon S3 User Guide, "Granting permissions when the source and destination buckets are owned by different
 * accounts".
 */
function receiveReplicas(bucketArn: string, { principal, roleArn }: ReplicationSender): PolicyStatement {
  return {
    Sid: "ReceiveReplicas",
    Effect: "Allow",
    Principal: { AWS: principal },
    Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ObjectOwnerOverrideToBucketOwner"],
    Resource: `${bucketArn}/*`,
    Condition: { ArnEquals: { "aws:PrincipalArn": roleArn } },
  };
}

/**
 * Policy of a bucket with access logs: S3's log delivery may write the logs of one bucket of one account.
 * Source: Amazon S3 User Guide, "Enabling Amazon S3 server access logging".
 */
export function logBucketPolicy(args: {
  readonly bucketArn: string;
  /** The bucket whose logs they are. */
  readonly sourceArn: string;
  /** Account of both. */
  readonly accountId: string;
}): PolicyDocument {
  return policyDocument(denyPlainHttp(args.bucketArn), {
    Sid: "ReceiveAccessLogs",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${args.bucketArn}/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": args.accountId },
      ArnEquals: { "aws:SourceArn": args.sourceArn },
    },
  });
}
