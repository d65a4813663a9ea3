import { denyOtherKeys, denyPlainHttp } from "../shared/bucketPolicies.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement } from "../shared/iam.ts";

/** Who copies objects into a standby. */
export interface ReplicationSender {
  /** ARN of the account of the original, `arn:aws:iam::<id>:root`. */
  readonly principal: string;
  /** Role in it that S3 copies with. */
  readonly roleArn: string;
}

/**
 * Policy of a bucket with backups, which takes nothing that is encrypted with another key than the bucket's.
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
  return policyDocument<string | Text>(
    denyPlainHttp(bucketArn),
    ...denyOtherKeys(bucketArn, keyArn),
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
