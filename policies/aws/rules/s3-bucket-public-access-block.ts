import { bucketRule } from "../support/buckets.ts";
import { BUCKET_PUBLIC_ACCESS_BLOCK } from "../support/types.ts";

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** No ACL or policy, present or to come, opens a bucket to the world. */
export const s3BucketPublicAccessBlock = bucketRule({
  name: "s3-bucket-public-access-block",
  description: "Block public access to every bucket: a BucketPublicAccessBlock with all four switches set to true.",
  companions: BUCKET_PUBLIC_ACCESS_BLOCK,
  judge(companion, { report }) {
    for (const name of SWITCHES) {
      const field = companion.props.get(name);
      if (field.known() && field.bool() !== true) report(companion, `${field.described()}; set it to true`);
    }
  },
  missing: () => "has no public access block; add one with all four switches set to true",
});
