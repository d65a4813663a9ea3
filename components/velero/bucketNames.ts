import { createHash } from "node:crypto";

/** Bytes of the random part of a bucket's name; each gives two characters. */
export const SUFFIX_BYTES = 4;
const SUFFIX_LENGTH = 2 * SUFFIX_BYTES;

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
 * Name of one bucket. Names are unique among all accounts of AWS, which the random part is for.
 *
 * @param suffix eight hexadecimal digits
 */
export function bucketName(prefix: string, suffix: string, role: BucketRole): string {
  return `${prefix}-${suffix}${BUCKET_ROLES[role]}`;
}

/**
 * Pattern of that name for IAM, known before the random part is. Each `?` stands for exactly one character, so that the
 * pattern of cluster `atlas` does not take in the bucket of cluster `atlas-two`, whose name is longer.
 */
export function bucketNamePattern(prefix: string, role: BucketRole): string {
  return bucketName(prefix, "?".repeat(SUFFIX_LENGTH), role);
}
