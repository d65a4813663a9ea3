import { createHash } from "node:crypto";
import type { AwsScope } from "../shared/aws.ts";

/** Characters that make the name unique among all accounts of AWS. */
const SUFFIX_LENGTH = 8;

/** Characters S3 allows in a bucket's name. Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME_MAX = 63;

/** Which of the buckets: the backups, their copy elsewhere, and the access logs of either. */
export const BUCKET_ROLES = {
  backups: "",
  backupsLogs: "-logs",
  standby: "-standby",
  standbyLogs: "-standby-logs",
} as const;
export type BucketRole = keyof typeof BUCKET_ROLES;

const PREFIX_MAX =
  BUCKET_NAME_MAX - 1 - SUFFIX_LENGTH - Math.max(...Object.values(BUCKET_ROLES).map((ending) => ending.length));

/**
 * What the names of all of a cluster's backup buckets begin with: `<platform>-velero-<cluster>`. The platform is a tag,
 * which may hold what a bucket's name may not; a prefix that is too long is cut, and made unique again by a digest.
 */
export function bucketPrefix(platform: string, clusterName: string): string {
  const slug = platform
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const whole = `${slug === "" ? "platform" : slug}-velero-${clusterName}`;
  if (whole.length <= PREFIX_MAX) return whole;
  const digest = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, PREFIX_MAX - 1 - digest.length).replace(/-+$/, "")}-${digest}`;
}

/**
 * What makes the names unique where the stack does not say so itself: eight hexadecimal digits of the digest of account,
 * region and cluster, of which there is one in all of AWS. Unlike a part that is drawn at deployment it is known before, and
 * with it every policy that names a bucket.
 */
export function derivedSuffix({ partition, accountId, region }: AwsScope, clusterName: string): string {
  return createHash("sha256")
    .update([partition, accountId, region, clusterName].join(":"))
    .digest("hex")
    .slice(0, SUFFIX_LENGTH);
}

/**
 * Name of one bucket.
 *
 * @param suffix eight hexadecimal digits, the same for all buckets of a stack
 */
export function bucketName(prefix: string, suffix: string, role: BucketRole): string {
  return `${prefix}-${suffix}${BUCKET_ROLES[role]}`;
}
