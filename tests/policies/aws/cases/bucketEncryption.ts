import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import { KEY, bucket, of, linked, whose, logs, ENCRYPTION, encrypted, kms, missing } from "../fixtures/s3.ts";

export const cases: RuleCases[] = [
  {
    rule: "s3-bucket-encryption",
    accepts: {
      "a bucket with a key of the platform's own": [bucket(), of(ENCRYPTION, kms)],
      "a companion of the other token": [bucket(), of(ENCRYPTION.replaceAll("Configuration", "ConfigurationV2"), kms)],
      "a bucket whose name is not known yet": linked(ENCRYPTION, kms),
      "a key that is made in the same stack": [
        bucket(),
        { type: "aws:kms/key:Key", name: "key", props: {} },
        of(ENCRYPTION, encrypted("aws:kms", UNKNOWN), { propertyDependencies: { rules: ["key"] } }),
      ],
      "encryption in the bucket itself": [bucket({ serverSideEncryptionConfiguration: { rule: kms.rules[0] } })],
      "S3's own key for a bucket that takes access logs": [
        bucket(),
        of(ENCRYPTION, kms),
        ...logs().map((resource) => ({ ...resource, name: `${resource.name ?? ""}1` })),
        { type: ENCRYPTION, name: "logs-encryption", props: { bucket: "logs", ...encrypted("AES256") } },
      ],
    },
    refuses: [
      ...missing(ENCRYPTION, kms, /bucket data: has no encryption configuration/),
      {
        what: "S3's own key",
        plan: [bucket(), of(ENCRYPTION, encrypted("AES256"))],
        says: /sseAlgorithm is "AES256"; set it to "aws:kms"/,
      },
      {
        what: "S3's own KMS key",
        plan: [bucket(), of(ENCRYPTION, encrypted("aws:kms"))],
        says: /kmsMasterKeyId is not set/,
      },
      { what: "no rules", plan: [bucket(), of(ENCRYPTION, { rules: [] })], says: /rules is empty/ },
      {
        what: "S3's own key in the bucket itself",
        plan: [bucket({ serverSideEncryptionConfiguration: { rule: encrypted("AES256").rules[0] } })],
        says: /serverSideEncryptionConfiguration\.rule\.applyServerSideEncryptionByDefault\.sseAlgorithm is "AES256"/,
      },
      {
        what: "no key for a bucket that takes logs",
        plan: logs(),
        says: /bucket logs: has no encryption configuration; add one with AES256/,
      },
    ],
    unknown: [
      whose(ENCRYPTION, kms),
      {
        what: "the rules are unknown",
        plan: [bucket(), of(ENCRYPTION, { rules: UNKNOWN })],
        names: /companion: rules/,
      },
      {
        what: "the key is unknown",
        plan: [bucket(), of(ENCRYPTION, encrypted("aws:kms", UNKNOWN))],
        names: /kmsMasterKeyId/,
      },
      {
        what: "the algorithm is unknown, and still refuses another bucket",
        plan: [bucket(), bucket({}, "bare"), of(ENCRYPTION, encrypted(UNKNOWN, KEY))],
        names: /sseAlgorithm/,
        says: /bucket bare: has no encryption/,
      },
    ],
  },
];
