import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import { ownAccount, openPolicy, endpoint, endpointPolicy } from "../fixtures/network.ts";

export const cases: RuleCases[] = [
  {
    rule: "ec2-vpc-endpoint-policy",
    accepts: {
      "an endpoint for the account's own principals": [endpoint()],
      "a policy of its own": [endpoint({ policy: undefined }), endpointPolicy({ policy: ownAccount })],
      "a policy of its own for an endpoint that is yet to be made": [
        endpoint({ id: UNKNOWN, policy: undefined }),
        endpointPolicy(
          { vpcEndpointId: UNKNOWN, policy: ownAccount },
          { propertyDependencies: { vpcEndpointId: ["endpoint"] } },
        ),
      ],
      "everybody on named resources": [
        endpoint({ policy: { Statement: { ...openPolicy.Statement[0], Resource: "arn:aws:s3:::packages/*" } } }),
      ],
      "everything for named principals": [
        endpoint({ policy: { Statement: { ...openPolicy.Statement[0], Principal: { AWS: ["111122223333"] } } } }),
      ],
      "everybody on the account's own resources": [
        endpoint({
          policy: {
            Statement: {
              ...openPolicy.Statement[0],
              Condition: { StringEquals: { "aws:ResourceAccount": ["111122223333"] } },
            },
          },
        }),
      ],
      "one action for everybody": [
        endpoint({ policy: { Statement: { ...openPolicy.Statement[0], Action: "ecr:GetAuthorizationToken" } } }),
      ],
      "an endpoint that takes no policy": [endpoint({ policy: undefined, vpcEndpointType: "GatewayLoadBalancer" })],
    },
    refuses: [
      {
        what: "no policy",
        plan: [endpoint({ policy: undefined })],
        says: /vpc endpoint endpoint: has no policy, which allows everything/,
      },
      {
        what: "a policy that allows everything",
        plan: [endpoint({ policy: openPolicy })],
        says: /policy: Statement\[0\] allows everything/,
      },
      {
        what: "a policy of its own that allows everything",
        plan: [endpoint({ policy: undefined }), endpointPolicy({ policy: JSON.stringify(openPolicy) })],
        says: /vpc endpoint policy policy: policy: Statement\[0\]/,
      },
      {
        what: "everything hidden among more",
        plan: [
          endpoint({
            policy: {
              Statement: {
                Effect: "Allow",
                Principal: { AWS: ["111122223333", "*"] },
                Action: ["s3:GetObject", "*"],
                Resource: ["arn:aws:s3:::x", "*"],
              },
            },
          }),
        ],
        says: /policy: Statement\[0\] allows everything/,
      },
      ...[
        { Action: "s3:*" },
        { Action: "s3:?*", Resource: "arn:aws:s3:::*/*" },
        { Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "true" } } },
        { Condition: { StringLike: { "aws:ResourceAccount": "*" } } },
        { Condition: { StringEqualsIfExists: { "aws:PrincipalAccount": "111122223333" } } },
      ].map((change) => ({
        what: `a whole service for everybody, ${JSON.stringify(change)}`,
        plan: [endpoint({ policy: { Statement: { ...openPolicy.Statement[0], ...change } } })],
        says: /policy: Statement\[0\] allows everything/,
      })),
      { what: "a policy that is not JSON", plan: [endpoint({ policy: "{" })], says: /policy: is not JSON/ },
    ],
    unknown: [
      { what: "the policy is unknown", plan: [endpoint({ policy: UNKNOWN })], names: /endpoint: policy/ },
      {
        what: "a part of a policy is unknown",
        plan: [
          endpoint({
            policy: { Statement: [ownAccount.Statement[0], { ...openPolicy.Statement[0], Action: UNKNOWN }] },
          }),
        ],
        names: /endpoint: policy/,
      },
      {
        what: "it is unknown whose a policy is",
        plan: [endpoint({ policy: undefined }), endpointPolicy({ vpcEndpointId: UNKNOWN, policy: ownAccount })],
        names: /policy\.vpcEndpointId/,
      },
    ],
  },
];
