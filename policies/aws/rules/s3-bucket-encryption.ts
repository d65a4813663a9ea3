import type { Field } from "../support/field.ts";
import { type BucketJudgement, bucketRule } from "../support/buckets.ts";
import type { StackResource } from "../support/rule.ts";
import { BUCKET_ENCRYPTION } from "../support/types.ts";

const KMS = ["aws:kms", "aws:kms:dsse"];

/**
 * Every bucket is encrypted with a KMS key. A bucket that takes access logs may use S3's own keys: log delivery cannot
 * write to a bucket with a KMS key (Amazon S3 User Guide, "Enabling Amazon S3 server access logging").
 */
export const s3BucketEncryption = bucketRule({
  name: "s3-bucket-encryption",
  description:
    "Encrypt every bucket with a KMS key of the platform's own, by a BucketServerSideEncryptionConfiguration with aws:kms and a kmsMasterKeyId.",
  companions: BUCKET_ENCRYPTION,
  inline(judgement) {
    const rule = judgement.bucket.props.get("serverSideEncryptionConfiguration").get("rule");
    if (!rule.set()) return false;
    judgeRule(judgement.bucket, rule, judgement);
    return true;
  },
  judge(companion, judgement) {
    const rules = companion.props.get("rules");
    if (!rules.known()) return;
    if (rules.items().length === 0) judgement.report(companion, `${rules.path} is empty; add one with aws:kms`);
    for (const rule of rules.items()) judgeRule(companion, rule, judgement);
  },
  missing: ({ takesLogs }) =>
    `has no encryption configuration; add one with ${takesLogs ? "AES256" : "aws:kms and the platform's key"}`,
});

function judgeRule(resource: StackResource, rule: Field, { takesLogs, require, requireKey }: BucketJudgement): void {
  const byDefault = rule.get("applyServerSideEncryptionByDefault");
  const algorithm = byDefault.get("sseAlgorithm");
  if (takesLogs && algorithm.plain() === "AES256") return;
  require(resource, algorithm, (field) => KMS.includes(field.text() ?? ""), 'set it to "aws:kms"');
  if (KMS.includes(algorithm.text() ?? "")) requireKey(resource, byDefault.get("kmsMasterKeyId"));
}
