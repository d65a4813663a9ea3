import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";
import { KEY, fromKey, logGroup, secret, database, fileSystem, repository } from "../fixtures/storage.ts";

const STREAM = "aws:kinesis/stream:Stream";
const STORES = [
  ["aws:docdb/cluster:Cluster", "storageEncrypted", "kmsKeyId"],
  ["aws:neptune/cluster:Cluster", "storageEncrypted", "kmsKeyArn"],
  ["aws:redshift/cluster:Cluster", "encrypted", "kmsKeyId"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "atRestEncryptionEnabled", "kmsKeyId"],
  [STREAM, "encryptionType", "kmsKeyId"],
] as const;

export const cases: RuleCases[] = [
  {
    rule: "cloudwatch-log-group-encryption",
    accepts: {
      "a log group with a key": logGroup(),
      "a key that is made in the same stack": fromKey(logGroup({ kmsKeyId: UNKNOWN }), "kmsKeyId"),
    },
    refuses: [
      {
        what: "a log group without a key",
        plan: logGroup({ kmsKeyId: undefined }),
        says: /log group resource: kmsKeyId is not set/,
      },
    ],
    unknown: [
      { what: "the key is unknown and comes from none", plan: logGroup({ kmsKeyId: UNKNOWN }), names: /kmsKeyId/ },
    ],
  },
  {
    rule: "cloudwatch-log-group-retention",
    accepts: {
      "a year": logGroup(),
      "a week where the configuration allows it": {
        plan: logGroup({ retentionInDays: 7 }),
        config: { "cloudwatch-log-group-retention": { minimumDays: 7 } },
      },
    },
    refuses: [
      {
        what: "a month",
        plan: logGroup({ retentionInDays: 30 }),
        says: /retentionInDays is 30; set it to 365 days or more/,
      },
      { what: "no retention", plan: logGroup({ retentionInDays: undefined }), says: /retentionInDays is not set/ },
      { what: "retention for ever", plan: logGroup({ retentionInDays: 0 }), says: /retentionInDays is 0/ },
    ],
    unknown: [
      { what: "the retention is unknown", plan: logGroup({ retentionInDays: UNKNOWN }), names: /retentionInDays/ },
    ],
  },
  {
    rule: "secretsmanager-secret-encryption",
    accepts: {
      "a secret with a key": secret(),
      ...Object.fromEntries(
        [
          "1234abcd-12ab-34cd-56ef-1234567890ab",
          "mrk-1234abcd12ab34cd56ef1234567890ab",
          "alias/blue/secrets",
          "arn:aws:kms:eu-west-1:111122223333:alias/blue",
          "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        ].map((kmsKeyId) => [`the key ${kmsKeyId}`, secret({ kmsKeyId })]),
      ),
    },
    refuses: [
      ...[
        "alias/aws/secretsmanager",
        "ALIAS/AWS/ebs",
        "arn:aws:kms:eu-west-1:111122223333:alias/aws/sns",
        "garbage",
        "arn:aws:kms:eu-west-1:111122223333:key/",
        "arn:aws:s3:::bucket",
      ].map((kmsKeyId) => ({
        what: `the key ${kmsKeyId}`,
        plan: secret({ kmsKeyId }),
        says: /kmsKeyId is ".*"; set it to a KMS key of the platform's own/,
      })),
      {
        what: "a secret without a key",
        plan: secret({ kmsKeyId: undefined }),
        says: /secret resource: kmsKeyId is not set/,
      },
    ],
    unknown: [
      { what: "the key is unknown and comes from none", plan: secret({ kmsKeyId: UNKNOWN }), names: /kmsKeyId/ },
    ],
  },
  {
    rule: "rds-storage-encryption",
    accepts: {
      "an encrypted database": database(),
      ...Object.fromEntries(
        STORES.map(([type, encrypted, key]) => [
          `an encrypted ${type}`,
          fixture(type, { [encrypted]: type === STREAM ? "KMS" : true, [key]: KEY })(),
        ]),
      ),
      "a cache that takes its global group's key": fixture("aws:elasticache/replicationGroup:ReplicationGroup", {
        globalReplicationGroupId: "global",
      })(),
      "a replica, which takes its source's key": database({
        replicateSourceDb: "main",
        storageEncrypted: undefined,
        kmsKeyId: undefined,
      }),
    },
    refuses: [
      {
        what: "a database in the clear",
        plan: database({ storageEncrypted: false }),
        says: /instance resource: storageEncrypted is false/,
      },
      { what: "a database with AWS's key", plan: database({ kmsKeyId: undefined }), says: /kmsKeyId is not set/ },
      ...STORES.flatMap(([type, encrypted, key]) => [
        {
          what: `${type} in the clear`,
          plan: fixture(type, { [key]: KEY })(),
          says: new RegExp(`${encrypted} is not set; set it to`),
        },
        {
          what: `${type} with AWS's key`,
          plan: fixture(type, { [encrypted]: type === STREAM ? "KMS" : true, [key]: "alias/aws/kinesis" })(),
          says: new RegExp(`${key} is "alias/aws/kinesis"`),
        },
      ]),
      {
        what: "a database cluster in the clear",
        plan: fixture("aws:rds/cluster:Cluster", { kmsKeyId: KEY })(),
        says: /cluster resource: storageEncrypted is not set/,
      },
    ],
    unknown: [
      {
        what: "the key is unknown, and still refuses storage in the clear",
        plan: database({ storageEncrypted: false, kmsKeyId: UNKNOWN }),
        names: /kmsKeyId/,
        says: /storageEncrypted is false/,
      },
    ],
  },
  {
    rule: "efs-file-system-encryption",
    accepts: { "an encrypted file system": fileSystem() },
    refuses: [
      {
        what: "a file system in the clear",
        plan: fileSystem({ encrypted: undefined }),
        says: /file system resource: encrypted is not set/,
      },
      { what: "a file system with AWS's key", plan: fileSystem({ kmsKeyId: undefined }), says: /kmsKeyId is not set/ },
    ],
    unknown: [{ what: "it is unknown", plan: fileSystem({ encrypted: UNKNOWN }), names: /encrypted/ }],
  },
  {
    rule: "ecr-repository-encryption",
    accepts: { "a repository with a key": repository() },
    refuses: [
      {
        what: "a repository without encryption",
        plan: repository({ encryptionConfigurations: undefined }),
        says: /encryptionConfigurations is empty/,
      },
      {
        what: "ECR's own key",
        plan: repository({ encryptionConfigurations: [{ encryptionType: "AES256" }] }),
        says: /encryptionConfigurations\[0\]\.encryptionType is "AES256"/,
      },
      {
        what: "AWS's KMS key",
        plan: repository({ encryptionConfigurations: [{ encryptionType: "KMS" }] }),
        says: /kmsKey is not set/,
      },
    ],
    unknown: [
      {
        what: "it is unknown",
        plan: repository({ encryptionConfigurations: UNKNOWN }),
        names: /encryptionConfigurations/,
      },
    ],
  },
  {
    rule: "ecr-repository-image-integrity",
    accepts: {
      "immutable tags and scanning": repository(),
      "immutable tags but some": repository({ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }),
    },
    refuses: [
      {
        what: "tags that move",
        plan: repository({ imageTagMutability: "MUTABLE" }),
        says: /imageTagMutability is "MUTABLE"/,
      },
      {
        what: "no scanning",
        plan: repository({ imageScanningConfiguration: undefined }),
        says: /imageScanningConfiguration\.scanOnPush is not set/,
      },
    ],
    unknown: [
      {
        what: "scanning is unknown",
        plan: repository({ imageScanningConfiguration: UNKNOWN }),
        names: /imageScanningConfiguration/,
      },
    ],
  },
];
