import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import {
  bucket,
  of,
  linked,
  whose,
  LOGGING,
  BLOCK,
  switches,
  blocked,
  VERSIONING,
  enabled,
  LIFECYCLE,
  aborting,
  missing,
  logs,
} from "../fixtures/s3.ts";

export const cases: RuleCases[] = [
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
