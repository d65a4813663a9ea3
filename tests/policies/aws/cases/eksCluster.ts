import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import { encryption, LOGS, cluster, reached, access } from "../fixtures/eks.ts";

export const cases: RuleCases[] = [
  {
    rule: "eks-cluster-secrets-encryption",
    accepts: {
      "a cluster whose secrets are encrypted with a key": cluster(),
      "a key that is made in the same stack": [
        { type: "aws:kms/key:Key", name: "key", props: {} },
        ...cluster(
          { encryptionConfig: { ...encryption, provider: { keyArn: UNKNOWN } } },
          { propertyDependencies: { encryptionConfig: ["key"] } },
        ),
      ],
    },
    refuses: [
      {
        what: "no encryption",
        plan: cluster({ encryptionConfig: undefined }),
        says: /cluster resource: encryptionConfig\.provider\.keyArn is not set/,
      },
      {
        what: "encryption of something else",
        plan: cluster({ encryptionConfig: { ...encryption, resources: ["pods"] } }),
        says: /encryptionConfig\.resources does not hold "secrets"/,
      },
      {
        what: "encryption without a key",
        plan: cluster({ encryptionConfig: { ...encryption, provider: {} } }),
        says: /keyArn is not set/,
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
  },
  {
    rule: "eks-cluster-private-endpoint",
    accepts: { "a cluster with a private endpoint": cluster() },
    refuses: [
      {
        what: "no private endpoint",
        plan: reached({ endpointPrivateAccess: false }),
        says: /vpcConfig\.endpointPrivateAccess is false; set it to true/,
      },
      { what: "an endpoint left to the default", plan: cluster({ vpcConfig: {} }), says: /is not set; set it to true/ },
      { what: "a network of the wrong shape", plan: cluster({ vpcConfig: 7 }), says: /is not set/ },
    ],
    unknown: [{ what: "the network is unknown", plan: cluster({ vpcConfig: UNKNOWN }), names: /vpcConfig/ }],
  },
  {
    rule: "eks-cluster-public-access",
    accepts: {
      "no public endpoint": cluster(),
      "a public endpoint for named networks": reached({ publicAccessCidrs: ["203.0.113.0/24", "2001:db8::/32"] }),
    },
    refuses: [
      {
        what: "the whole world",
        plan: reached({ publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"] }),
        says: /vpcConfig\.publicAccessCidrs\[1\] is "0\.0\.0\.0\/0", which is the whole world/,
      },
      {
        what: "the whole world by IPv6",
        plan: reached({ publicAccessCidrs: ["::/0"] }),
        says: /publicAccessCidrs\[0\] is "::\/0"/,
      },
      {
        what: "the world in halves",
        plan: reached({ publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] }),
        says: /whole world/,
      },
      { what: "networks left to the default", plan: reached({}), says: /publicAccessCidrs is not set, which opens/ },
      {
        what: "an empty list",
        plan: reached({ publicAccessCidrs: [] }),
        says: /which opens the public endpoint to the world/,
      },
      {
        what: "a public endpoint left to the default",
        plan: cluster({ vpcConfig: { endpointPrivateAccess: true } }),
        says: /opens the public endpoint/,
      },
    ],
    unknown: [
      {
        what: "it is unknown whether there is a public endpoint",
        plan: reached({ endpointPublicAccess: UNKNOWN, publicAccessCidrs: ["0.0.0.0/0"] }),
        names: /endpointPublicAccess/,
      },
      { what: "the networks are unknown", plan: reached({ publicAccessCidrs: UNKNOWN }), names: /publicAccessCidrs/ },
      {
        what: "one network is unknown, and still refuses another",
        plan: reached({ publicAccessCidrs: [UNKNOWN, "0.0.0.0/0"] }),
        names: /publicAccessCidrs\[0\]/,
        says: /publicAccessCidrs\[1\]/,
      },
    ],
  },
  {
    rule: "eks-cluster-logging",
    accepts: {
      "all five types": cluster(),
      "what the configuration asks for": {
        plan: cluster({ enabledClusterLogTypes: ["audit"] }),
        config: { "eks-cluster-logging": { logTypes: ["audit"] } },
      },
    },
    refuses: [
      ...LOGS.map((type) => ({
        what: `a cluster without ${type} logs`,
        plan: cluster({ enabledClusterLogTypes: LOGS.filter((other) => other !== type) }),
        says: new RegExp(`enabledClusterLogTypes lacks ${type}; add them`),
      })),
      {
        what: "no logs",
        plan: cluster({ enabledClusterLogTypes: undefined }),
        says: /lacks api, audit, authenticator, controllerManager, scheduler/,
      },
    ],
    unknown: [
      {
        what: "the types are unknown",
        plan: cluster({ enabledClusterLogTypes: UNKNOWN }),
        names: /enabledClusterLogTypes/,
      },
      {
        what: "one type is unknown",
        plan: cluster({ enabledClusterLogTypes: [...LOGS.slice(1), UNKNOWN] }),
        names: /enabledClusterLogTypes\[4\]/,
      },
    ],
  },
  {
    rule: "eks-cluster-authentication-mode",
    accepts: { "access entries alone": cluster() },
    refuses: [
      {
        what: "aws-auth beside them",
        plan: cluster({ accessConfig: { ...access, authenticationMode: "API_AND_CONFIG_MAP" } }),
        says: /authenticationMode is "API_AND_CONFIG_MAP"; set it to "API"/,
      },
      {
        what: "the default",
        plan: cluster({ accessConfig: undefined }),
        says: /accessConfig\.authenticationMode is not set/,
      },
    ],
    unknown: [{ what: "it is unknown", plan: cluster({ accessConfig: UNKNOWN }), names: /accessConfig/ }],
  },
  {
    rule: "eks-cluster-creator-admin",
    accepts: { "no rights for the creator": cluster() },
    refuses: [
      {
        what: "rights for the creator",
        plan: cluster({ accessConfig: { ...access, bootstrapClusterCreatorAdminPermissions: true } }),
        says: /bootstrapClusterCreatorAdminPermissions is true/,
      },
      {
        what: "the default",
        plan: cluster({ accessConfig: { authenticationMode: "API" } }),
        says: /bootstrapClusterCreatorAdminPermissions is not set/,
      },
    ],
    unknown: [{ what: "it is unknown", plan: cluster({ accessConfig: UNKNOWN }), names: /accessConfig/ }],
  },
];
