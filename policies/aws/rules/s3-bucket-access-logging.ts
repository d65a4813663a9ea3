import { bucketRule } from "../support/buckets.ts";
import { BUCKET, BUCKET_LOGGING } from "../support/types.ts";

/** Who read or deleted what can be told afterwards. A bucket that takes the logs of others does not log itself. */
export const s3BucketAccessLogging = bucketRule({
  name: "s3-bucket-access-logging",
  description: "Log access to every bucket: a BucketLogging that names a log bucket (which needs none of its own).",
  companions: BUCKET_LOGGING,
  inline: ({ bucket, takesLogs }) => {
    const target = bucket.props.get("loggings").items()[0]?.get("targetBucket");
    return takesLogs || typeof target?.plain() === "string";
  },
  judge(companion, { report }) {
    const target = companion.props.get("targetBucket");
    // A bucket that is yet to be made has no name yet, but it is one.
    const { propertyDependencies } = companion.source as Partial<typeof companion.source>;
    if (propertyDependencies?.targetBucket?.some(({ type }) => BUCKET.includes(type))) return;
    if (target.known() && !target.text())
      report(companion, `${target.described()}; name the bucket that takes the logs`);
  },
  missing: () => "has no access logging; add a BucketLogging that names a log bucket",
});
