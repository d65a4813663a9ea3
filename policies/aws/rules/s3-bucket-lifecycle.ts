import { bucketRule } from "../support/buckets.ts";
import { BUCKET_LIFECYCLE } from "../support/types.ts";

/** What nobody needs any more does not cost for ever: above all parts of uploads that were never finished. */
export const s3BucketLifecycle = bucketRule({
  name: "s3-bucket-lifecycle",
  description:
    "Give every bucket a lifecycle: a BucketLifecycleConfiguration with an enabled rule that aborts unfinished uploads.",
  level: "advisory",
  companions: BUCKET_LIFECYCLE,
  judge(companion, { report }) {
    const rules = companion.props.get("rules");
    if (!rules.known()) return;
    const aborting = rules.items().filter((rule) => rule.get("abortIncompleteMultipartUpload").plain() !== undefined);
    const enabled = aborting.some((rule) => {
      const status = rule.get("status");
      return !status.known() || status.text() === "Enabled";
    });
    if (!enabled) {
      report(companion, `${rules.path} holds no enabled rule with abortIncompleteMultipartUpload; add one`);
    }
  },
  missing: () => "has no lifecycle configuration; add one with a rule that aborts unfinished uploads",
});
