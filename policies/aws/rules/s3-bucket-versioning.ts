import { bucketRule } from "../support/buckets.ts";
import { BUCKET_VERSIONING } from "../support/types.ts";

/** What is overwritten or deleted by mistake can be had back. */
export const s3BucketVersioning = bucketRule({
  name: "s3-bucket-versioning",
  description: "Keep versions of what is in every bucket: a BucketVersioning with status Enabled.",
  companions: BUCKET_VERSIONING,
  inline: ({ bucket }) => {
    const versioning = bucket.props.get("versioning").get("enabled");
    return versioning.plain() === true;
  },
  judge(companion, { report }) {
    const status = companion.props.get("versioningConfiguration").get("status");
    if (status.known() && status.text() !== "Enabled") report(companion, `${status.described()}; set it to "Enabled"`);
  },
  missing: () => "has no versioning; add a BucketVersioning with status Enabled",
});
