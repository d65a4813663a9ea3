import { bucketRule } from "../support/buckets.ts";
import { isEverything } from "../support/iam/glob.ts";
import { plainHttp } from "../support/iam/transport.ts";
import type { Field } from "../support/field.ts";
import { BUCKET_POLICY } from "../support/types.ts";

const ADVICE =
  'add a statement that denies s3:* to "*" on the bucket and its objects when aws:SecureTransport is false';

/** Nothing in a bucket travels in the clear. */
export const s3BucketTransportEncryption = bucketRule({
  name: "s3-bucket-transport-encryption",
  description: "Refuse plain HTTP to every bucket: a bucket policy that denies s3:* when aws:SecureTransport is false.",
  companions: BUCKET_POLICY,
  inline({ bucket, report }) {
    const policy = bucket.props.get("policy");
    if (!policy.set()) return false;
    judge(policy, (message) => {
      report(bucket, message);
    });
    return true;
  },
  judge(companion, { report }) {
    judge(companion.props.get("policy"), (message) => {
      report(companion, message);
    });
  },
  missing: () => `has no bucket policy; ${ADVICE}`,
});

function judge(policy: Field, report: (message: string) => void): void {
  if (!policy.known()) return;
  const transport = plainHttp(policy.plain(), "s3", bucketAndObjects);
  if (transport === "unknown") policy.undecided();
  if (transport === "allowed") report(`${policy.path} does not refuse plain HTTP; ${ADVICE}`);
}

/** Whether the patterns take in a bucket itself as well as all of its objects. */
function bucketAndObjects(resources: readonly string[]): boolean {
  const objects = resources.some((pattern) => pattern.endsWith("*"));
  const bucket = resources.some((pattern) => isEverything(pattern) || !pattern.includes("/"));
  return objects && bucket;
}
