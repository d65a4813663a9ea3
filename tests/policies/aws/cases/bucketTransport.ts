import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import { bucket, of, linked, whose, POLICY, denial, policy, lax, missing } from "../fixtures/s3.ts";

export const cases: RuleCases[] = [
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
];
