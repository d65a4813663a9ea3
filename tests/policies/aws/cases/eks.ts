import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const encryption = { resources: ["secrets"], provider: { keyArn: KEY } };
const network = { endpointPrivateAccess: true, endpointPublicAccess: false };
const LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const access = { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false };
const cluster = fixture("aws:eks/cluster:Cluster", {
  version: "1.35",
  encryptionConfig: encryption,
  vpcConfig: network,
  enabledClusterLogTypes: LOGS,
  accessConfig: access,
});
const reached = (change: Record<string, unknown>) =>
  cluster({ vpcConfig: { ...network, endpointPublicAccess: true, ...change } });
const nodes = fixture("aws:eks/nodeGroup:NodeGroup", { amiType: "AL2023_ARM_64_STANDARD" });
const addon = fixture("aws:eks/addon:Addon", {
  addonVersion: "v1.20.1-eksbuild.1",
  resolveConflictsOnCreate: "OVERWRITE",
  resolveConflictsOnUpdate: "PRESERVE",
});
const on = (today: string, more = {}) => ({
  "eks-cluster-version": { today, ...more },
});
const warnedOn = (today: string, more = {}) => ({ "eks-cluster-version-end": { today, ...more } });

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
  {
    rule: "eks-cluster-version",
    accepts: {
      "a version in standard support": { plan: cluster(), config: on("2026-11-21") },
      "its last day": { plan: cluster(), config: on("2027-03-27") },
      "a version newer than the table": { plan: cluster({ version: "1.40" }), config: on("2026-11-21") },
      "extended support where the configuration allows it": {
        plan: cluster({ version: "1.33" }),
        config: on("2026-11-21", { allowExtendedSupport: true }),
      },
    },
    refuses: [
      { what: "no version", plan: cluster({ version: undefined }), says: /version is not set; pin a version/ },
      {
        what: "a patch version, which EKS does not take",
        plan: cluster({ version: "1.35.2" }),
        says: /version is "1\.35\.2"; pin/,
      },
      {
        what: "the day after standard support",
        plan: cluster(),
        config: on("2027-03-28"),
        says: /version is "1\.35", whose standard support ended on 2027-03-27; upgrade/,
      },
      {
        what: "a version in extended support",
        plan: cluster({ version: "1.33" }),
        config: on("2026-11-21"),
        says: /standard support ended on 2026-07-29/,
      },
      {
        what: "the day after extended support",
        plan: cluster({ version: "1.31" }),
        config: on("2026-11-27", { allowExtendedSupport: true }),
        says: /extended support ended on 2026-11-26/,
      },
      {
        what: "a version older than the table",
        plan: cluster({ version: "1.21" }),
        config: on("2026-11-21"),
        says: /which EKS no longer runs/,
      },
      {
        what: "a configured day that is none",
        plan: cluster(),
        config: on("tomorrow"),
        says: /today is "tomorrow"; it must be a text like/,
      },
    ],
    unknown: [{ what: "the version is unknown", plan: cluster({ version: UNKNOWN }), names: /version/ }],
  },
  {
    rule: "eks-cluster-version-end",
    accepts: {
      "61 days before the end": { plan: cluster(), config: warnedOn("2027-01-25") },
      "a version past its end, which another rule refuses": { plan: cluster(), config: warnedOn("2027-03-28") },
      "fewer days where the configuration says so": {
        plan: cluster(),
        config: warnedOn("2027-03-01", { warnDays: 20 }),
      },
    },
    refuses: [
      {
        what: "60 days before the end",
        plan: cluster(),
        config: warnedOn("2027-01-26"),
        says: /standard support ends on 2027-03-27, in 60 days/,
      },
      { what: "the last day", plan: cluster(), config: warnedOn("2027-03-27"), says: /in 0 days/ },
      {
        what: "a version that the table does not know",
        plan: cluster({ version: "1.99" }),
        says: /which this pack does not know yet/,
      },
    ],
    unknown: [{ what: "the version is unknown", plan: cluster({ version: UNKNOWN }), names: /version/ }],
  },
  {
    rule: "eks-node-group-remote-access",
    accepts: {
      "nodes without a key": nodes(),
      "a launch template without a key": fixture("aws:ec2/launchTemplate:LaunchTemplate", {})(),
    },
    refuses: [
      {
        what: "a group with SSH",
        plan: nodes({ remoteAccess: { ec2SshKey: "me" } }),
        says: /node group: remoteAccess is an object; leave it out/,
      },
      {
        what: "a launch template with a key",
        plan: fixture("aws:ec2/launchTemplate:LaunchTemplate", { keyName: "me" })(),
        says: /launch template: keyName is "me"/,
      },
      {
        what: "a managed group with SSH",
        plan: fixture("eks:index:ManagedNodeGroup", { remoteAccess: {} })(),
        says: /remoteAccess is an object/,
      },
    ],
    unknown: [{ what: "it is unknown", plan: nodes({ remoteAccess: UNKNOWN }), names: /remoteAccess/ }],
  },
  {
    rule: "eks-node-group-operating-system",
    accepts: {
      "Amazon Linux 2023": nodes(),
      Bottlerocket: nodes({ amiType: "BOTTLEROCKET_x86_64" }),
      "an image of its own": nodes({ amiType: "CUSTOM" }),
    },
    refuses: [
      {
        what: "Amazon Linux 2",
        plan: nodes({ amiType: "AL2_x86_64" }),
        says: /amiType is "AL2_x86_64"; set it to an AL2023_/,
      },
      { what: "Windows", plan: nodes({ amiType: "WINDOWS_CORE_2022_x86_64" }), says: /amiType/ },
      { what: "the default", plan: nodes({ amiType: undefined }), says: /amiType is not set/ },
    ],
    unknown: [{ what: "it is unknown", plan: nodes({ amiType: UNKNOWN }), names: /amiType/ }],
  },
  {
    rule: "eks-addon-conflict-resolution",
    accepts: { "both said": addon(), "overwriting on update": addon({ resolveConflictsOnUpdate: "OVERWRITE" }) },
    refuses: [
      {
        what: "creation left open",
        plan: addon({ resolveConflictsOnCreate: undefined }),
        says: /resolveConflictsOnCreate is not set/,
      },
      {
        what: "an update that fails on conflicts",
        plan: addon({ resolveConflictsOnUpdate: "NONE" }),
        says: /resolveConflictsOnUpdate is "NONE"/,
      },
    ],
    unknown: [
      {
        what: "one is unknown, and still refuses the other",
        plan: addon({ resolveConflictsOnCreate: UNKNOWN, resolveConflictsOnUpdate: "NONE" }),
        names: /OnCreate/,
        says: /OnUpdate/,
      },
    ],
  },
  {
    rule: "eks-addon-version",
    accepts: { "a pinned version": addon() },
    refuses: [
      { what: "no version", plan: addon({ addonVersion: undefined }), says: /addonVersion is not set; pin it/ },
      { what: "the latest", plan: addon({ addonVersion: "latest" }), says: /addonVersion is "latest"/ },
    ],
    unknown: [{ what: "it is unknown", plan: addon({ addonVersion: UNKNOWN }), names: /addonVersion/ }],
  },
  {
    rule: "eks-network-policy",
    accepts: {
      "an enforcing vpc-cni": addon({ addonName: "vpc-cni", configurationValues: '{"enableNetworkPolicy":"true"}' }),
      "another add-on": addon({ addonName: "coredns" }),
    },
    refuses: [
      {
        what: "a vpc-cni without values",
        plan: addon({ addonName: "vpc-cni" }),
        says: /configurationValues does not set enableNetworkPolicy/,
      },
      ...['{"enableNetworkPolicy":"false"}', "{}", "{", "null", "7"].map((configurationValues) => ({
        what: `a vpc-cni with ${configurationValues}`,
        plan: addon({ addonName: "vpc-cni", configurationValues }),
        says: /configurationValues does not set enableNetworkPolicy/,
      })),
    ],
    unknown: [
      {
        what: "the values are unknown",
        plan: addon({ addonName: "vpc-cni", configurationValues: UNKNOWN }),
        names: /configurationValues/,
      },
      { what: "the add-on is unknown", plan: addon({ addonName: UNKNOWN }), names: /addonName/ },
    ],
  },
];
