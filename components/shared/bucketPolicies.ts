import { type PolicyDocument, policyDocument, type PolicyStatement } from "./iam.ts";

const ALGORITHM = "s3:x-amz-server-side-encryption";
const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";

/** Refuses everybody who does not use TLS, whatever else they may. */
export function denyPlainHttp(bucketArn: string): PolicyStatement {
  return {
    Sid: "DenyPlainHttp",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Refuses uploads that name a way of encryption other than KMS. */
export function denyOtherAlgorithms(bucketArn: string): PolicyStatement {
  return {
    Sid: "DenyOtherAlgorithms",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    // Without the first test, uploads that name nothing would be refused too.
    Condition: { Null: { [ALGORITHM]: "false" }, StringNotEquals: { [ALGORITHM]: "aws:kms" } },
  };
}

/**
 * An upload that asks for no encryption gets the bucket's own key. One that names another key is refused, since whoever
 * holds that key could withhold what was stored; and so is one that asks for KMS and names none, which S3 would encrypt
 * with the key AWS keeps for the account and not with the bucket's.
 * Source: Amazon S3 API Reference, "PutObject", x-amz-server-side-encryption-aws-kms-key-id.
 *
 * @param keyArn the bucket's key; an Output leaves all but itself legible before the key is there
 */
export function denyOtherKeys<Text>(bucketArn: string, keyArn: Text): PolicyStatement<string | Text>[] {
  const upload = { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `${bucketArn}/*` } as const;
  return [
    {
      Sid: "DenyOtherKeys",
      ...upload,
      // Without the first test, uploads that name no key would be refused too.
      Condition: { Null: { [KEY_ID]: "false" }, StringNotEquals: { [KEY_ID]: keyArn } },
    },
    {
      Sid: "DenyKmsWithoutKey",
      ...upload,
      Condition: { Null: { [KEY_ID]: "true" }, StringEquals: { [ALGORITHM]: "aws:kms" } },
    },
    denyOtherAlgorithms(bucketArn),
  ];
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
