import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { link, type Links, reportMissing } from "./links.ts";
import { type StackContext, type StackResource, stackRule } from "./rule.ts";
import { BUCKET, BUCKET_LOGGING } from "./types.ts";

/** Properties of a bucket that other resources refer to it by. */
export const BUCKET_NAMES = ["bucket", "id", "arn"];

/** What a rule on buckets is given. */
export interface BucketJudgement extends StackContext {
  bucket: StackResource;
  /** Whether another bucket's access logs go here. */
  takesLogs: boolean;
}

/**
 * A rule on buckets and the resource that configures one aspect of each.
 * @param spec.companions the type tokens of that resource
 * @param spec.inline judges what stands in the bucket itself; true when that settles it
 * @param spec.judge judges one companion
 * @param spec.missing what to say of a bucket without companion; undefined when it needs none
 */
export function bucketRule(
  spec: Pick<ResourceValidationPolicy, "name" | "description"> & {
    level?: "mandatory" | "advisory";
    companions: readonly string[];
    inline?: (judgement: BucketJudgement) => boolean;
    judge: (companion: StackResource, judgement: BucketJudgement) => void;
    missing: (judgement: BucketJudgement) => string | undefined;
  },
): StackValidationPolicy {
  return stackRule({
    ...spec,
    types: [...BUCKET, ...spec.companions, ...BUCKET_LOGGING],
    check(context) {
      const buckets = ofTypes(context.resources, BUCKET);
      const links = link(buckets, ofTypes(context.resources, spec.companions), "bucket", BUCKET_NAMES);
      const logTargets = targetsOfLogs(context.resources, buckets);
      for (const bucket of buckets) {
        const judgement = { ...context, bucket, takesLogs: logTargets.of(bucket).length > 0 };
        if (spec.inline?.(judgement) === true) continue;
        judgeOne(judgement, links, spec);
      }
    },
  });
}

function judgeOne(
  judgement: BucketJudgement,
  links: Links,
  spec: Pick<Parameters<typeof bucketRule>[0], "judge" | "missing">,
): void {
  const companions = links.of(judgement.bucket);
  for (const companion of companions) spec.judge(companion, judgement);
  const message = companions.length === 0 ? spec.missing(judgement) : undefined;
  if (message !== undefined) reportMissing(judgement, judgement.bucket, links, "bucket", message);
}

function targetsOfLogs(resources: readonly StackResource[], buckets: readonly StackResource[]): Links {
  return link(buckets, ofTypes(resources, BUCKET_LOGGING), "targetBucket", BUCKET_NAMES);
}

/** Those of the resources that have one of the type tokens. */
export function ofTypes(resources: readonly StackResource[], types: readonly string[]): StackResource[] {
  const wanted = new Set(types);
  return resources.filter(({ type }) => wanted.has(type));
}
