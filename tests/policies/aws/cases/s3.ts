import { type PlannedResource, UNKNOWN } from "../../../support/policies.ts";
import type { Broken, NotKnown, RuleCases } from "../cases.ts";

const BUCKET = "aws:s3/bucket:Bucket";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";

const bucket = (change: Record<string, unknown> = {}, name = "data"): PlannedResource => ({
  type: BUCKET,
  name,
  props: { bucket: name, ...change },
});
const of = (type: string, props: Record<string, unknown>, more: Partial<PlannedResource> = {}): PlannedResource => ({
  type,
  name: "companion",
  props: { bucket: "data", ...props },
  ...more,
});
/** The companion of a bucket whose name is not known yet: the dependency tells. */
const linked = (type: string, props: Record<string, unknown>): PlannedResource[] => [
  bucket({ bucket: UNKNOWN }),
  of(type, { ...props, bucket: UNKNOWN }, { propertyDependencies: { bucket: ["data"] } }),
];
const elsewhere = (type: string, props: Record<string, unknown>): PlannedResource[] => [
  bucket(),
  of(type, { ...props, bucket: "another" }),
];
/** What every rule about a companion must do when it cannot tell whose a companion is. */
const whose = (type: string, props: Record<string, unknown>): NotKnown => ({
  what: "it is unknown which bucket a companion belongs to",
  plan: [bucket(), of(type, { ...props, bucket: UNKNOWN })],
  names: /companion\.bucket/,
});
const missing = (type: string, props: Record<string, unknown>, says: RegExp): Broken[] => [
  { what: "a bucket without it", plan: [bucket()], says },
  { what: "a bucket of the other token without it", plan: [{ ...bucket(), type: "aws:s3/bucketV2:BucketV2" }], says },
  { what: "a bucket when only another bucket has it", plan: elsewhere(type, props), says },
];
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const logs = (target: unknown = "logs"): PlannedResource[] => [
  bucket({}, "logs"),
  of(LOGGING, { targetBucket: target }),
];

const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const encrypted = (sseAlgorithm: unknown, kmsMasterKeyId?: unknown) => ({
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } }],
});
const kms = encrypted("aws:kms", KEY);

const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const blocked = Object.fromEntries(switches.map((name) => [name, true]));

const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const enabled = { versioningConfiguration: { status: "Enabled" } };

const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const aborting = { rules: [{ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }] };

const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const denial = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const policy = (change: Record<string, unknown> = {}) => ({
  policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...denial, ...change }] }),
});
const lax = (what: string, change: Record<string, unknown>): Broken => ({
  what,
  plan: [bucket(), of(POLICY, policy(change))],
  says: /bucket policy companion: policy does not refuse plain HTTP/,
});

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
  {
    rule: "s3-bucket-public-access-block",
    accepts: {
      "a bucket with all four switches on": [bucket(), of(BLOCK, blocked)],
      "a bucket whose name is not known yet": linked(BLOCK, blocked),
    },
    refuses: [
      ...missing(BLOCK, blocked, /has no public access block/),
      ...switches.map((name) => ({
        what: `${name} off`,
        plan: [bucket(), of(BLOCK, { ...blocked, [name]: false })],
        says: new RegExp(`companion: ${name} is false; set it to true`),
      })),
      {
        what: "a switch left out",
        plan: [bucket(), of(BLOCK, { ...blocked, ignorePublicAcls: undefined })],
        says: /ignorePublicAcls is not set/,
      },
    ],
    unknown: [
      whose(BLOCK, blocked),
      {
        what: "a switch is unknown, and still refuses another that is off",
        plan: [bucket(), of(BLOCK, { ...blocked, blockPublicAcls: UNKNOWN, blockPublicPolicy: false })],
        names: /blockPublicAcls/,
        says: /blockPublicPolicy is false/,
      },
    ],
  },
  {
    rule: "s3-bucket-versioning",
    accepts: {
      "a bucket with versions": [bucket(), of(VERSIONING, enabled)],
      "versions in the bucket itself": [bucket({ versioning: { enabled: true } })],
      "a bucket whose name is not known yet": linked(VERSIONING, enabled),
    },
    refuses: [
      ...missing(VERSIONING, enabled, /has no versioning/),
      {
        what: "suspended versioning",
        plan: [bucket(), of(VERSIONING, { versioningConfiguration: { status: "Suspended" } })],
        says: /versioningConfiguration\.status is "Suspended"/,
      },
    ],
    unknown: [
      whose(VERSIONING, enabled),
      {
        what: "the status is unknown",
        plan: [bucket(), of(VERSIONING, { versioningConfiguration: { status: UNKNOWN } })],
        names: /status/,
      },
    ],
  },
  {
    rule: "s3-bucket-access-logging",
    accepts: {
      "a bucket with a log bucket, which needs none itself": [bucket(), ...logs()],
      "a log bucket whose name is not known yet": [
        bucket(),
        bucket({ bucket: UNKNOWN }, "logs"),
        of(LOGGING, { targetBucket: UNKNOWN }, { propertyDependencies: { targetBucket: ["logs"] } }),
      ],
      "logging in the bucket itself": [bucket({ loggings: [{ targetBucket: "logs" }] })],
    },
    refuses: [
      ...missing(LOGGING, { targetBucket: "logs" }, /bucket data: has no access logging/),
      { what: "logging to nowhere", plan: [bucket(), of(LOGGING, { targetBucket: "" })], says: /targetBucket is ""/ },
    ],
    unknown: [
      whose(LOGGING, { targetBucket: "logs" }),
      {
        what: "the target is unknown",
        plan: [bucket(), of(LOGGING, { targetBucket: UNKNOWN })],
        names: /companion: targetBucket/,
      },
    ],
  },
  {
    rule: "s3-bucket-lifecycle",
    accepts: {
      "a bucket whose unfinished uploads are aborted": [bucket(), of(LIFECYCLE, aborting)],
      "a bucket whose name is not known yet": linked(LIFECYCLE, aborting),
    },
    refuses: [
      ...missing(LIFECYCLE, aborting, /has no lifecycle configuration/),
      {
        what: "a rule that is off",
        plan: [bucket(), of(LIFECYCLE, { rules: [{ ...aborting.rules[0], status: "Disabled" }] })],
        says: /holds no enabled rule/,
      },
      {
        what: "rules for something else",
        plan: [bucket(), of(LIFECYCLE, { rules: [{ status: "Enabled" }] })],
        says: /holds no enabled rule/,
      },
    ],
    unknown: [
      whose(LIFECYCLE, aborting),
      { what: "the rules are unknown", plan: [bucket(), of(LIFECYCLE, { rules: UNKNOWN })], names: /rules/ },
    ],
  },
  {
    rule: "s3-bucket-transport-encryption",
    accepts: {
      "a policy that denies plain HTTP": [bucket(), of(POLICY, policy())],
      "a denial among other statements, as an object": [
        bucket(),
        of(POLICY, { policy: { Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }, denial] } }),
      ],
      "a denial to all AWS principals of a pattern": [
        bucket(),
        of(POLICY, policy({ Principal: { AWS: "*" }, Resource: "arn:aws:s3:::data*", Action: ["s3:*"] })),
      ],
      "a denial in the bucket itself": [bucket(policy())],
      "a bucket whose name is not known yet": linked(POLICY, policy()),
    },
    refuses: [
      ...missing(POLICY, policy(), /bucket data: has no bucket policy; add a statement that denies s3:\*/),
      lax("an allowance in its stead", { Effect: "Allow" }),
      lax("a denial to some", { Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
      lax("a denial of some actions", { Action: "s3:Get*" }),
      lax("a denial on the objects only", { Resource: "arn:aws:s3:::data/*" }),
      lax("a denial on the bucket only", { Resource: "arn:aws:s3:::data" }),
      lax("a denial of TLS itself", { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      lax("a denial narrowed by another test", {
        Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
      }),
      lax("a denial without condition on TLS", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }),
      {
        what: "a policy that is not JSON",
        plan: [bucket(), of(POLICY, { policy: "{" })],
        says: /does not refuse plain HTTP/,
      },
      {
        what: "a lax policy in the bucket itself",
        plan: [bucket(policy({ Effect: "Allow" }))],
        says: /bucket data: policy does not refuse/,
      },
    ],
    unknown: [
      whose(POLICY, policy()),
      { what: "the policy is unknown", plan: [bucket(), of(POLICY, { policy: UNKNOWN })], names: /companion: policy/ },
      {
        what: "a statement that denies is partly unknown",
        plan: [bucket(), of(POLICY, { policy: { Statement: [{ ...denial, Resource: [UNKNOWN] }] } })],
        names: /companion: policy/,
      },
    ],
  },
  {
    rule: "s3-bucket-force-destroy",
    accepts: { "a bucket": [bucket()], "a bucket that says so": [bucket({ forceDestroy: false })] },
    refuses: [
      {
        what: "forceDestroy",
        plan: [bucket({ forceDestroy: true })],
        says: /bucket: forceDestroy is true; leave it out/,
      },
      { what: "forceDestroy as text", plan: [bucket({ forceDestroy: "true" })], says: /forceDestroy is "true"/ },
    ],
    unknown: [{ what: "it is unknown", plan: [bucket({ forceDestroy: UNKNOWN })], names: /forceDestroy/ }],
  },
  {
    rule: "s3-bucket-acl",
    accepts: { "a bucket without ACL": [bucket()], "a private bucket": [bucket({ acl: "private" })] },
    refuses: [
      { what: "a public ACL", plan: [bucket({ acl: "public-read" })], says: /acl is "public-read"/ },
      {
        what: "an ACL for all accounts",
        plan: [of("aws:s3/bucketAcl:BucketAcl", { acl: "authenticated-read" })],
        says: /bucket acl: acl/,
      },
      {
        what: "a grant to everybody",
        plan: [
          of("aws:s3/bucketAcl:BucketAcl", {
            accessControlPolicy: { grants: [{ grantee: { uri: "http://acs.amazonaws.com/groups/global/AllUsers" } }] },
          }),
        ],
        says: /accessControlPolicy\.grants\[0\]\.grantee\.uri grants access to everybody/,
      },
      {
        what: "a grant to everybody in the bucket itself",
        plan: [bucket({ grants: [{ uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }] })],
        says: /grants\[0\]\.uri grants access to everybody/,
      },
    ],
    unknown: [{ what: "the ACL is unknown", plan: [bucket({ acl: UNKNOWN })], names: /acl/ }],
  },
];
