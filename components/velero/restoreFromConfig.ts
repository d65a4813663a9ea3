import { z } from "zod";
import type { Report } from "../shared/rules.ts";
import type { Tier } from "../shared/tiers.ts";
import { listOf, mapOf, textOf, type Untyped } from "../shared/untyped.ts";

/** Schema of `restoreFrom`: where another cluster's backups are. */
export const restoreFromFields = z.strictObject({
  /** Name of the bucket, in the stack's own account. */
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "allowed is the name of a bucket"),
  /** ARN of the bucket's key, in the region of the bucket. */
  keyArn: z
    .string()
    .regex(
      /^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
      "allowed is the ARN of a KMS key, which an alias is not",
    ),
  /** Region of bucket and key. */
  region: z.string().regex(/^(?!us-iso)[a-z]{2}(-gov)?-[a-z]+-\d$/, "allowed is a region such as eu-west-1"),
  /** Name of the cluster the backups are of: volumes are made from snapshots that carry it. */
  clusterName: z.string().regex(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, "allowed is the name of a cluster"),
});

/** What is about a bucket or backups of one's own. */
const OWN = ["objectLock", "replication", "bucketSuffix"] as const;

/** The rules of a stack that restores from another: it makes no backups, and nothing to keep them in. */
export function checkRestoreFrom(velero: Untyped, tier: Tier, report: Report): void {
  if (velero.restoreFrom === undefined) return;
  if (tier !== "drill") {
    report(["restoreFrom"], `is allowed in tier drill only; a stack of tier ${tier} makes backups of its own`);
  }
  if (Object.keys(mapOf(velero.schedules)).length > 0 || listOf(velero.schedules).length > 0) {
    report(["schedules"], "excludes restoreFrom, whose bucket is only read; allowed is {}, or to leave it out");
  }
  for (const key of OWN) {
    if (velero[key] !== undefined) {
      report([key], "excludes restoreFrom: no bucket is made with it; allowed is to leave it out");
    }
  }
  const { keyArn, region } = mapOf(velero.restoreFrom);
  const keyRegion = textOf(keyArn)?.split(":")[3];
  if (keyRegion !== undefined && textOf(region) !== undefined && keyRegion !== region) {
    report(["restoreFrom", "keyArn"], `is of another region than the bucket; allowed is a key in ${String(region)}`);
  }
}
