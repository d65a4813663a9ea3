import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" };
const key = fixture("aws:kms/key:Key", { enableKeyRotation: true, policy: JSON.stringify({ Statement: [ROOT] }) });
const admitting = (change: Record<string, unknown>) => key({ policy: { Statement: [ROOT, { ...ROOT, ...change }] } });
const EVERYBODY = { Principal: "*", Action: "sqs:SendMessage" };
const queuePolicy = fixture("aws:sqs/queuePolicy:QueuePolicy", {});
const open = (change: Record<string, unknown>) =>
  queuePolicy({ policy: { Statement: [{ Effect: "Allow", Resource: "arn:aws:sqs:::q", ...EVERYBODY, ...change }] } });

/** Conditions that anybody can meet, from an account of their own. */
const MET_BY_OTHERS: Record<string, Record<string, string | string[]>>[] = [
  { StringEquals: { "aws:PrincipalTag/team": "platform" } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
  { StringLike: { "aws:PrincipalArn": "*admin*" } },
  { StringLike: { "aws:PrincipalAccount": "1*" } },
  { StringLike: { "aws:PrincipalAccount": ["111122223333", "????????????"] } },
  { StringLike: { "aws:userid": "A*" } },
  { StringLike: { "aws:PrincipalOrgID": "o-*" } },
  { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-*/r-ab12/*" } },
  { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
  { ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:*:rule/x" } },
  { StringLike: { "aws:SourceVpce": "vpce-*" } },
];
const CLOSED_TO_OTHERS: Record<string, Record<string, string | string[]>>[] = [
  { StringEquals: { "aws:PrincipalAccount": ["111122223333", "${aws:ResourceAccount}"] } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/blue-*" } },
  { StringLike: { "aws:userid": "AROAIOSFODNN7EXAMPLE:*" } },
  { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3/r-ab12/*" } },
  { ArnLike: { "aws:SourceArn": "arn:aws:s3:::blue-data" } },
  { StringEquals: { "aws:SourceVpce": "vpce-1a2b3c" } },
];

export const cases: RuleCases[] = [
  {
    rule: "kms-key-rotation",
    accepts: {
      "a key that rotates": key(),
      "a signing key, which cannot": key({ enableKeyRotation: false, keyUsage: "SIGN_VERIFY" }),
      "an asymmetric key, which cannot": key({ enableKeyRotation: false, customerMasterKeySpec: "RSA_4096" }),
    },
    refuses: [
      { what: "a key that does not", plan: key({ enableKeyRotation: false }), says: /key: enableKeyRotation is false/ },
      {
        what: "a key that says nothing",
        plan: key({ enableKeyRotation: undefined }),
        says: /enableKeyRotation is not set/,
      },
    ],
    unknown: [
      { what: "the usage is unknown", plan: key({ enableKeyRotation: false, keyUsage: UNKNOWN }), names: /keyUsage/ },
      {
        what: "the kind of key is unknown",
        plan: key({ enableKeyRotation: false, customerMasterKeySpec: UNKNOWN }),
        names: /customerMasterKeySpec/,
      },
      { what: "it is unknown", plan: key({ enableKeyRotation: UNKNOWN }), names: /enableKeyRotation/ },
    ],
  },
  {
    rule: "kms-key-deletion-window",
    accepts: {
      "the default of 30 days": key(),
      "30 days": key({ deletionWindowInDays: 30 }),
      "a week where the configuration allows it": {
        plan: key({ deletionWindowInDays: 7 }),
        config: { "kms-key-deletion-window": { minimumDays: 7 } },
      },
    },
    refuses: [
      {
        what: "a week",
        plan: key({ deletionWindowInDays: 7 }),
        says: /deletionWindowInDays is 7; set it to 30 or more/,
      },
    ],
    unknown: [{ what: "it is unknown", plan: key({ deletionWindowInDays: UNKNOWN }), names: /deletionWindowInDays/ }],
  },
  {
    rule: "kms-key-policy-principals",
    accepts: {
      "a key for its account": key(),
      "a key with KMS's own policy": key({ policy: undefined }),
      "a service": admitting({ Principal: { Service: "logs.eu-west-1.amazonaws.com" } }),
      "everybody of one account, by a service": admitting({
        Principal: { AWS: "*" },
        Condition: {
          StringEquals: { "kms:CallerAccount": "111122223333", "kms:ViaService": "ec2.eu-west-1.amazonaws.com" },
        },
      }),
      "a denial to everybody": admitting({ Effect: "Deny", Principal: "*" }),
    },
    refuses: [
      { what: "everybody", plan: admitting({ Principal: "*" }), says: /key: policy: Statement\[1\] admits everybody/ },
      {
        what: "every account",
        plan: admitting({ Principal: { AWS: ["*"] } }),
        says: /Statement\[1\] admits everybody/,
      },
      {
        what: "everybody by a service",
        plan: admitting({
          Principal: "*",
          Condition: { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } },
        }),
        says: /admits everybody/,
      },
      {
        what: "everybody of an account, if there is one",
        plan: admitting({ Principal: "*", Condition: { StringEqualsIfExists: { "kms:CallerAccount": "1" } } }),
        says: /admits everybody/,
      },
      {
        what: "everybody of any account",
        plan: admitting({ Principal: "*", Condition: { StringLike: { "kms:CallerAccount": "*" } } }),
        says: /admits everybody/,
      },
      ...MET_BY_OTHERS.map((Condition) => ({
        what: `everybody with ${JSON.stringify(Condition)}`,
        plan: admitting({ Principal: "*", Condition }),
        says: /admits everybody/,
      })),
      {
        what: "everybody but some",
        plan: admitting({ Principal: undefined, NotPrincipal: { AWS: "x" } }),
        says: /admits everybody/,
      },
      {
        what: "everybody in a policy of its own",
        plan: fixture("aws:kms/keyPolicy:KeyPolicy", { policy: { Statement: { ...ROOT, Principal: "*" } } })(),
        says: /key policy: policy: Statement\[0\] admits everybody/,
      },
      ...["replicaKey:ReplicaKey", "externalKey:ExternalKey", "replicaExternalKey:ReplicaExternalKey"].map((kind) => ({
        what: `everybody in a ${kind}`,
        plan: [{ type: `aws:kms/${kind}`, props: { policy: { Statement: { ...ROOT, Principal: "*" } } } }],
        says: /key: policy: Statement\[0\] admits everybody/,
      })),
      { what: "a policy that is no JSON", plan: key({ policy: "no" }), says: /policy: is not JSON/ },
    ],
    unknown: [
      { what: "the policy is unknown", plan: key({ policy: UNKNOWN }), names: /policy/ },
      {
        what: "a principal is unknown",
        plan: admitting({ Principal: { AWS: [UNKNOWN] } }),
        names: /Statement\[1\]\.Principal\.AWS/,
      },
    ],
  },
  {
    rule: "resource-policy-principals",
    accepts: {
      "a service": open({ Principal: { Service: "events.amazonaws.com" } }),
      "everybody of one source": open({
        Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/x" } },
      }),
      "everybody of an organisation": open({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
      ...Object.fromEntries(
        CLOSED_TO_OTHERS.map((Condition) => [`everybody with ${JSON.stringify(Condition)}`, open({ Condition })]),
      ),
      "a denial to everybody": open({ Effect: "Deny" }),
      "a queue without policy": fixture("aws:sqs/queue:Queue", {})(),
    },
    refuses: [
      { what: "everybody", plan: open({}), says: /queue policy: policy: Statement\[0\] admits everybody/ },
      {
        what: "everybody under a condition that bounds nobody",
        plan: open({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
        says: /admits everybody/,
      },
      {
        what: "one source or any",
        plan: open({
          Condition: { ArnLike: { "aws:SourceArn": ["arn:aws:events:eu-west-1:111122223333:rule/x", "*"] } },
        }),
        says: /admits everybody/,
      },
      {
        what: "every source",
        plan: open({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:*:*:*:*" } } }),
        says: /admits everybody/,
      },
      ...MET_BY_OTHERS.map((Condition) => ({
        what: `everybody with ${JSON.stringify(Condition)}`,
        plan: open({ Condition }),
        says: /admits everybody/,
      })),
      ...[
        ["a bucket policy", "aws:s3/bucketPolicy:BucketPolicy"],
        ["a topic policy", "aws:sns/topicPolicy:TopicPolicy"],
        ["a secret's policy", "aws:secretsmanager/secretPolicy:SecretPolicy"],
        ["a repository's policy", "aws:ecr/repositoryPolicy:RepositoryPolicy"],
        ["a queue itself", "aws:sqs/queue:Queue"],
        ["an access point", "aws:s3/accessPoint:AccessPoint"],
        ["an access point's policy", "aws:s3control/accessPointPolicy:AccessPointPolicy"],
        ["an outpost's bucket policy", "aws:s3control/bucketPolicy:BucketPolicy"],
        ["a table bucket's policy", "aws:s3tables/tableBucketPolicy:TableBucketPolicy", "resourcePolicy"],
        ["a bucket's table's policy", "aws:s3tables/tablePolicy:TablePolicy", "resourcePolicy"],
        ["a table's policy", "aws:dynamodb/resourcePolicy:ResourcePolicy"],
        ["a stream's policy", "aws:kinesis/resourcePolicy:ResourcePolicy"],
        ["a data catalogue's policy", "aws:glue/resourcePolicy:ResourcePolicy"],
        ["a search domain", "aws:opensearch/domain:Domain", "accessPolicies"],
        ["a search domain's policy", "aws:opensearch/domainPolicy:DomainPolicy", "accessPolicies"],
        ["an older search domain", "aws:elasticsearch/domain:Domain", "accessPolicies"],
        ["an older search domain's policy", "aws:elasticsearch/domainPolicy:DomainPolicy", "accessPolicies"],
        ["a registry's policy", "aws:ecr/registryPolicy:RegistryPolicy"],
      ].map(([what = "", type = "", key = "policy"]) => ({
        what: `everybody in ${what}`,
        plan: [{ type, props: { [key]: { Statement: { Effect: "Allow", Resource: "*", ...EVERYBODY } } } }],
        says: /olic(?:y|ies): Statement\[0\] admits everybody/,
      })),
      {
        what: "a policy of the wrong shape",
        plan: queuePolicy({ policy: [] }),
        says: /policy: is not a policy document/,
      },
    ],
    unknown: [
      { what: "the policy is unknown", plan: queuePolicy({ policy: UNKNOWN }), names: /policy/ },
      { what: "the effect is unknown", plan: open({ Effect: UNKNOWN }), names: /Statement\[0\]\.Effect/ },
      {
        what: "a bound is unknown",
        plan: open({ Condition: { StringEquals: { "aws:SourceAccount": UNKNOWN } } }),
        names: /Condition/,
      },
    ],
  },
];
