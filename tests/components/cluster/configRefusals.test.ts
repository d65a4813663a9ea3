import { expect } from "chai";
import type { Tier } from "../../../components/shared/tiers.ts";
import { BARE, DEPLOYER, refusals } from "./support.ts";

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
