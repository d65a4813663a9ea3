import { type PolicyDocument, policyDocument, type PolicyStatement } from "../../components/shared/iam.ts";

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

/**
 * Policy of the bucket with the state: TLS only, and for uploads that name a way of encryption only KMS. An upload that
 * names none, as Pulumi's do, gets the bucket's own key.
 */
export function stateBucketPolicy(bucketArn: string): PolicyDocument {
  const algorithm = "s3:x-amz-server-side-encryption";
  return policyDocument(denyPlainHttp(bucketArn), {
    Sid: "DenyOtherAlgorithms",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    // Without the first test, uploads that name nothing would be refused too.
    Condition: { Null: { [algorithm]: "false" }, StringNotEquals: { [algorithm]: "aws:kms" } },
  });
}

/**
 * Policy of the bucket with access logs: S3's log delivery may write the logs of one bucket of one account.
 * Source: Amazon S3 User Guide, "Enabling Amazon S3 server access logging".
 */
export function logsBucketPolicy(args: {
  readonly bucketArn: string;
  /** The bucket whose logs they are. */
  readonly sourceArn: string;
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
