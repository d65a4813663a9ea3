import { expect } from "chai";
import { clusterSchema } from "../../../components/cluster/config.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import { BARE, DEPLOYER } from "./support.ts";

function refusals(tier: Tier, found: unknown): string[] {
  const result = clusterSchema(tier).safeParse(found);
  if (result.success) throw new Error("expected the config to be refused");
  return result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

const nodes = (systemNodes: object) => ({ ...BARE, systemNodes });
const access = (lists: object) => ({ access: lists });
const aRoleOrUser =
  "allowed is the ARN of an IAM role or user, arn:aws:iam::<account>:role/<name>; of an assumed role, name the role";
const noRange = "is not an IPv4 range in CIDR notation; allowed is for instance 10.20.0.0/16";
const aServiceRange = "allowed is a range of size /24 to /12 inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16";

/** Title -> tier, config, and the one refusal it gets. */
const CASES: readonly [string, Tier, unknown, string][] = [
  [
    "prod without deletion protection",
    "prod",
    { ...BARE, deletionProtection: false },
    "deletionProtection: prod allows only true: a cluster and its keys are not to go by mistake",
  ],
  [
    "a single system node in prod",
    "prod",
    nodes({ minSize: 1 }),
    "systemNodes.minSize: prod allows 2 or more: what runs here has two replicas, which refuse to share a node",
  ],
  [
    "a cluster nobody can deploy to",
    "dev",
    access({ viewers: [DEPLOYER] }),
    "access: needs at least one principal in deployers or admins: nobody else gets in, not even whoever creates the cluster",
  ],
  [
    "a principal in two lists",
    "dev",
    access({ admins: [DEPLOYER], deployers: [DEPLOYER] }),
    "access.deployers.0: is in admins already; allowed is each principal once, in one list",
  ],
  [
    "a principal twice in a list",
    "dev",
    access({ admins: [DEPLOYER, DEPLOYER] }),
    "access.admins.1: is in admins already; allowed is each principal once, in one list",
  ],
  [
    "the ARN of an assumed role",
    "dev",
    access({ admins: ["arn:aws:sts::111122223333:assumed-role/deploy/session"] }),
    `access.admins.0: ${aRoleOrUser}`,
  ],
  [
    "the ARN of a whole account",
    "dev",
    access({ admins: ["arn:aws:iam::111122223333:root"] }),
    `access.admins.0: ${aRoleOrUser}`,
  ],
  [
    "an ARN with a wildcard",
    "dev",
    access({ admins: ["arn:aws:iam::111122223333:role/*"] }),
    `access.admins.0: ${aRoleOrUser}`,
  ],
  ["a service range that is public", "dev", { ...BARE, serviceCidr: "100.64.0.0/16" }, `serviceCidr: ${aServiceRange}`],
  [
    "a service range that is too large",
    "dev",
    { ...BARE, serviceCidr: "10.0.0.0/11" },
    `serviceCidr: ${aServiceRange}`,
  ],
  [
    "a service range that is too small",
    "dev",
    { ...BARE, serviceCidr: "10.0.0.0/25" },
    `serviceCidr: ${aServiceRange}`,
  ],
  ["a service range that is no range", "dev", { ...BARE, serviceCidr: "10.0.0.0" }, `serviceCidr: ${noRange}`],
  ["a service range of IPv6", "dev", { ...BARE, serviceCidr: "fd00::/16" }, `serviceCidr: ${noRange}`],
  [
    "a service range that starts in the middle",
    "dev",
    { ...BARE, serviceCidr: "172.20.1.0/16" },
    "serviceCidr: has bits set below its prefix; the range it lies in is 172.20.0.0/16",
  ],
  [
    "fewer desired nodes than the least",
    "dev",
    nodes({ minSize: 3, maxSize: 4 }),
    "systemNodes: minSize is 3, desiredSize 2 and maxSize 4 (left out they are 2, 2 and 3); allowed are sizes that do not fall from minSize to desiredSize to maxSize",
  ],
  [
    "more desired nodes than the most",
    "dev",
    nodes({ desiredSize: 4 }),
    "systemNodes: minSize is 2, desiredSize 4 and maxSize 3 (left out they are 2, 2 and 3); allowed are sizes that do not fall from minSize to desiredSize to maxSize",
  ],
  [
    "half a node",
    "dev",
    nodes({ desiredSize: 2.5 }),
    "systemNodes.desiredSize: allowed is a whole number of nodes from 1 to 450",
  ],
  [
    "a volume too small for images",
    "dev",
    nodes({ volumeSizeGiB: 8 }),
    "systemNodes.volumeSizeGiB: allowed is a whole number of GiB from 20 to 16384",
  ],
  [
    "an update that may take away nothing",
    "dev",
    nodes({ maxUnavailablePercentage: 0 }),
    "systemNodes.maxUnavailablePercentage: allowed is a whole number of percent from 1 to 100",
  ],
  [
    "a Graviton type with an x86 image",
    "dev",
    nodes({ instanceTypes: ["t3.medium", "t4g.medium"] }),
    "systemNodes.instanceTypes.1: does not run AL2023_x86_64_STANDARD; allowed are amd64 instance types, or an amiType of the other architecture",
  ],
  [
    "an x86 type with an ARM image",
    "dev",
    nodes({ amiType: "BOTTLEROCKET_ARM_64", instanceTypes: ["g5.xlarge"] }),
    "systemNodes.instanceTypes.0: does not run BOTTLEROCKET_ARM_64; allowed are arm64 instance types, or an amiType of the other architecture",
  ],
  [
    "no instance type at all",
    "dev",
    nodes({ instanceTypes: [] }),
    "systemNodes.instanceTypes: allowed are one or more instance types",
  ],
  [
    "something that is no instance type",
    "dev",
    nodes({ instanceTypes: ["medium"] }),
    "systemNodes.instanceTypes.0: allowed is an EC2 instance type such as t3.medium",
  ],
  [
    "an AMI release of another Kubernetes version",
    "dev",
    nodes({ releaseVersion: "1.34.2-20260818" }),
    "systemNodes.releaseVersion: allowed with Kubernetes 1.35 is a release 1.35.x-yyyymmdd",
  ],
  [
    "Auto Mode together with system nodes",
    "dev",
    { ...nodes({}), autoMode: true },
    "systemNodes: excludes autoMode, with which EKS brings the nodes; allowed is one of the two",
  ],
  [
    "an add-on version that is built into Auto Mode",
    "dev",
    { ...BARE, autoMode: true, addonVersions: { coredns: "v1.14.3-eksbuild.16" } },
    "addonVersions.coredns: is built into EKS Auto Mode; allowed are snapshot-controller and metrics-server",
  ],
  [
    "a kube-proxy of another Kubernetes version",
    "dev",
    { ...BARE, addonVersions: { "kube-proxy": "v1.34.6-eksbuild.25" } },
    "addonVersions.kube-proxy: allowed with Kubernetes 1.35 is a version v1.35.x-eksbuild.y",
  ],
  [
    "an add-on version that is no EKS build",
    "dev",
    { ...BARE, addonVersions: { coredns: "1.14.3" } },
    "addonVersions.coredns: allowed is an EKS add-on version such as v1.14.3-eksbuild.16",
  ],
  [
    "a Kubernetes version with an add-on that nobody pinned",
    "dev",
    { ...BARE, version: "1.33" },
    'addonVersions.snapshot-controller: is required with Kubernetes 1.33, for which no version is pinned; allowed is one that "aws eks describe-addon-versions --addon-name snapshot-controller --kubernetes-version 1.33" lists',
  ],
];

describe("the cluster config refuses", () => {
  for (const [title, tier, found, refusal] of CASES) {
    it(title, () => {
      expect(refusals(tier, found)).to.deep.equal([refusal]);
    });
  }

  it("unknown keys, in every section", () => {
    const found = { access: { deployers: [DEPLOYER], owners: [] }, endpoint: "public", systemNodes: { spot: true } };
    expect(refusals("dev", found)).to.have.members([
      'access: Unrecognized key: "owners"',
      'systemNodes: Unrecognized key: "spot"',
      ': Unrecognized key: "endpoint"',
    ]);
  });

  it("values outside a list", () => {
    const found = {
      ...BARE,
      version: "1.30",
      supportType: "none",
      logRetentionDays: 31,
      controlPlaneScalingTier: "tier-s",
      systemNodes: { amiType: "AL2_x86_64", updateStrategy: "fast" },
      addonVersions: { adot: "v1.0.0-eksbuild.1" },
    };
    const paths = refusals("dev", found).map((refusal) => refusal.split(":")[0]);
    expect(paths).to.include.members([
      "version",
      "supportType",
      "logRetentionDays",
      "controlPlaneScalingTier",
      "systemNodes.amiType",
      "systemNodes.updateStrategy",
      "addonVersions",
    ]);
  });

  it("a config without access", () => {
    expect(refusals("dev", {})[0]).to.match(/^access: /);
  });

  it("three sizes that contradict each other and the tier as one problem, and a size out of range as no other", () => {
    const sizes = { minSize: 1, desiredSize: 5, maxSize: 3 };
    expect(refusals("prod", { ...BARE, systemNodes: sizes })).to.deep.equal([
      "systemNodes: minSize is 1, desiredSize 5 and maxSize 3 (left out they are 2, 2 and 3); allowed are sizes that do not fall from minSize to desiredSize to maxSize, and in prod a minSize of 2 or more",
    ]);
    expect(refusals("prod", { ...BARE, systemNodes: { minSize: 0 } })).to.have.length(1);
  });

  it("principals that are no list, once", () => {
    expect(refusals("dev", { access: { deployers: DEPLOYER } })).to.have.length(1);
  });

  it("everything at once, whatever else is wrong", () => {
    const found = {
      access: {},
      serviceCidr: "8.8.8.0/24",
      deletionProtection: false,
      systemNodes: { minSize: 1, spot: true },
    };
    expect(refusals("prod", found).map((refusal) => refusal.split(":")[0])).to.have.members([
      "systemNodes",
      "serviceCidr",
      "deletionProtection",
      "access",
      "systemNodes.minSize",
    ]);
  });

  it("what is not an object, without falling over its own rules", () => {
    expect(refusals("prod", [])).to.have.length(1);
    expect(refusals("prod", { access: "everybody", systemNodes: 3, addonVersions: [] })).to.have.length(3);
  });
});
