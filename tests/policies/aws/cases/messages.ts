import { type PlannedResource, UNKNOWN } from "../../../support/policies.ts";
import { type Broken, fixture, type RuleCases } from "../cases.ts";

const queue = fixture("aws:sqs/queue:Queue", { sqsManagedSseEnabled: true, messageRetentionSeconds: 300 });
const topic = fixture("aws:sns/topic:Topic", { kmsMasterKeyId: "alias/alerts" });
const key: PlannedResource = { type: "aws:kms/key:Key", name: "key", props: {} };

const denial = (service: string) => ({
  Effect: "Deny",
  Principal: "*",
  Action: `${service}:*`,
  Resource: "arn:aws:x:eu-west-1:111122223333:mine",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

interface Carrier {
  rule: string;
  service: string;
  type: string;
  policy: string;
  reference: string;
  identity: string;
}

/** The same cases for queues and topics. */
function transport({ rule, service, type, policy, reference, identity }: Carrier): RuleCases {
  const ID = "the-one";
  const carrier = (change: Record<string, unknown> = {}): PlannedResource => ({
    type,
    name: "mine",
    props: { [identity]: ID, ...change },
  });
  const document = (change: Record<string, unknown> = {}) => ({
    policy: JSON.stringify({ Statement: [{ ...denial(service), ...change }] }),
  });
  const own = (props: Record<string, unknown>, more: Partial<PlannedResource> = {}): PlannedResource => ({
    type: policy,
    name: "policy",
    props: { [reference]: ID, ...props },
    ...more,
  });
  const lax = (what: string, change: Record<string, unknown>): Broken => ({
    what,
    plan: [carrier(), own(document(change))],
    says: /policy policy: policy does not refuse plain HTTP; add a statement/,
  });
  return {
    rule,
    accepts: {
      "a policy of its own that denies plain HTTP": [carrier(), own(document())],
      "a policy in place that denies plain HTTP": [carrier(document())],
      "a denial among more": [
        carrier(),
        own(
          document({
            Principal: { AWS: ["111122223333", "*"] },
            Action: [`${service}:Get`, `${service.toUpperCase()}:*`],
          }),
        ),
      ],
      "a denial of everything": [carrier(), own(document({ Action: "*" }))],
      "a policy whose reference is not known yet": [
        carrier({ [identity]: UNKNOWN }),
        own({ ...document(), [reference]: UNKNOWN }, { propertyDependencies: { [reference]: ["mine"] } }),
      ],
    },
    refuses: [
      { what: "no policy", plan: [carrier()], says: /mine: has no policy; add a statement/ },
      {
        what: "a policy of another only",
        plan: [carrier(), own({ ...document(), [reference]: "other" })],
        says: /has no policy/,
      },
      lax("an allowance in its stead", { Effect: "Allow" }),
      lax("a denial to some", { Principal: { Service: "events.amazonaws.com" } }),
      lax("a denial of one action", { Action: `${service}:SendMessage` }),
      lax("a denial of actions of one letter", { Action: `${service}:?` }),
      lax("a denial of another service", { Action: ["x:*"] }),
      lax("a denial without resources", { Resource: undefined }),
      lax("a denial that TLS escapes in part", { Condition: { Bool: { "aws:SecureTransport": ["false", "true"] } } }),
      lax("a denial that is no test of TLS", { Condition: { Bool: { "aws:ViaAWSService": "false" } } }),
      {
        what: "a lax policy in place",
        plan: [carrier(document({ Effect: "Allow" }))],
        says: /mine: policy does not refuse/,
      },
      { what: "a policy that is null", plan: [carrier(), own({ policy: null })], says: /does not refuse/ },
    ],
    unknown: [
      { what: "the policy is unknown", plan: [carrier(), own({ policy: UNKNOWN })], names: /policy policy: policy/ },
      { what: "the policy in place is unknown", plan: [carrier({ policy: UNKNOWN })], names: /mine: policy/ },
      {
        what: "it is unknown whose a policy is",
        plan: [carrier(), own({ ...document(), [reference]: UNKNOWN })],
        names: new RegExp(`policy\\.${reference}`),
      },
    ],
  };
}

export const cases: RuleCases[] = [
  transport({
    rule: "sqs-queue-transport-encryption",
    service: "sqs",
    type: "aws:sqs/queue:Queue",
    policy: "aws:sqs/queuePolicy:QueuePolicy",
    reference: "queueUrl",
    identity: "url",
  }),
  transport({
    rule: "sns-topic-transport-encryption",
    service: "sns",
    type: "aws:sns/topic:Topic",
    policy: "aws:sns/topicPolicy:TopicPolicy",
    reference: "arn",
    identity: "arn",
  }),
  {
    rule: "sqs-queue-encryption",
    accepts: {
      "a queue with SQS's own key": queue(),
      "a queue with a KMS key": queue({ sqsManagedSseEnabled: undefined, kmsMasterKeyId: "alias/queue" }),
    },
    refuses: [
      {
        what: "no encryption",
        plan: queue({ sqsManagedSseEnabled: false }),
        says: /queue: sqsManagedSseEnabled is false/,
      },
      { what: "encryption left open", plan: queue({ sqsManagedSseEnabled: undefined }), says: /is not set/ },
      {
        what: "an empty key",
        plan: queue({ sqsManagedSseEnabled: undefined, kmsMasterKeyId: "" }),
        says: /is not set/,
      },
    ],
    unknown: [
      { what: "the switch is unknown", plan: queue({ sqsManagedSseEnabled: UNKNOWN }), names: /sqsManagedSseEnabled/ },
      {
        what: "the key is unknown",
        plan: queue({ sqsManagedSseEnabled: undefined, kmsMasterKeyId: UNKNOWN }),
        names: /kmsMasterKeyId/,
      },
    ],
  },
  {
    rule: "sqs-queue-retention",
    accepts: {
      "a retention of five minutes": queue(),
      "a retention of 14 days": queue({ messageRetentionSeconds: 1_209_600 }),
    },
    refuses: [
      {
        what: "no retention",
        plan: queue({ messageRetentionSeconds: undefined }),
        says: /messageRetentionSeconds is not set/,
      },
      {
        what: "a retention below SQS's least",
        plan: queue({ messageRetentionSeconds: 59 }),
        says: /is 59; set it to 60/,
      },
      { what: "a retention above the most", plan: queue({ messageRetentionSeconds: 1_209_601 }), says: /is 1209601/ },
      {
        what: "more than the configuration allows",
        plan: queue({ messageRetentionSeconds: 301 }),
        config: { "sqs-queue-retention": { maximumSeconds: 300 } },
        says: /is 301; set it to 60 to 300 seconds/,
      },
    ],
    unknown: [
      {
        what: "the retention is unknown",
        plan: queue({ messageRetentionSeconds: UNKNOWN }),
        names: /messageRetentionSeconds/,
      },
    ],
  },
  {
    rule: "sns-topic-encryption",
    accepts: {
      "a topic with a key": topic(),
      "a key that is made in the same stack": [
        key,
        ...topic({ kmsMasterKeyId: UNKNOWN }, { propertyDependencies: { kmsMasterKeyId: ["key"] } }),
      ],
    },
    refuses: [
      {
        what: "a topic without a key",
        plan: topic({ kmsMasterKeyId: undefined }),
        says: /topic resource: kmsMasterKeyId is not set/,
      },
      { what: "a topic with an empty key", plan: topic({ kmsMasterKeyId: "" }), says: /kmsMasterKeyId is ""/ },
    ],
    unknown: [
      {
        what: "the key is unknown and comes from none",
        plan: topic({ kmsMasterKeyId: UNKNOWN }),
        names: /topic resource: kmsMasterKeyId/,
      },
    ],
  },
];
