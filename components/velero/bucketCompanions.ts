import type * as aws from "@pulumi/aws";
import type { RetentionConfig } from "./configTypes.ts";

/** Lifecycle of backups: Velero deletes what has expired, S3 what that leaves behind. */
export function backupLifecycle(retention: RetentionConfig): aws.types.input.s3.BucketLifecycleConfigurationRule {
  return {
    id: "remove-what-is-left-behind",
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays: retention.noncurrentVersionDays },
    expiration: { expiredObjectDeleteMarker: true },
    abortIncompleteMultipartUpload: { daysAfterInitiation: retention.incompleteUploadDays },
  };
}

/** Lifecycle of access logs, which nobody but S3 deletes. */
export function logLifecycle(retention: RetentionConfig): aws.types.input.s3.BucketLifecycleConfigurationRule {
  return {
    id: "expire-logs",
    status: "Enabled",
    filter: {},
    expiration: { days: retention.accessLogDays },
    noncurrentVersionExpiration: { noncurrentDays: retention.noncurrentVersionDays },
    abortIncompleteMultipartUpload: { daysAfterInitiation: retention.incompleteUploadDays },
  };
}
