import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const encryption = { resources: ["secrets"], provider: { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" } };
const cluster = fixture("aws:eks/cluster:Cluster", { encryptionConfig: encryption });

export const cases: RuleCases = {
  rule: "eks-cluster-secrets-encryption",
  accepts: { "a cluster whose secrets are encrypted with a key": cluster() },
  refuses: [
    {
      what: "a cluster without encryption",
      plan: cluster({ encryptionConfig: undefined }),
      says: /cluster: encryptionConfig\.provider\.keyArn is not set/,
    },
    {
      what: "encryption of something else",
      plan: cluster({ encryptionConfig: { ...encryption, resources: ["pods"] } }),
      says: /encryptionConfig\.resources does not hold "secrets"/,
    },
    {
      what: "encryption without a key",
      plan: cluster({ encryptionConfig: { ...encryption, provider: {} } }),
      says: /encryptionConfig\.provider\.keyArn is not set/,
    },
  ],
  unknown: [
    {
      what: "the key is unknown, and still refuses other resources",
      plan: cluster({ encryptionConfig: { resources: ["pods"], provider: { keyArn: UNKNOWN } } }),
      names: /encryptionConfig\.provider\.keyArn/,
      says: /does not hold "secrets"/,
    },
    {
      what: "a resource in the list is unknown",
      plan: cluster({ encryptionConfig: { ...encryption, resources: [UNKNOWN] } }),
      names: /encryptionConfig\.resources\[0\]/,
    },
  ],
};
