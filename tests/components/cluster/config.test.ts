import { expect } from "chai";
import { clusterSchema } from "../../../components/cluster/config.ts";
import { EKS_ADDON_VERSIONS, EKS_ADDONS, KUBERNETES_VERSIONS } from "../../../components/shared/versions.ts";
import { BARE, DEPLOYER } from "./support.ts";

describe("the cluster config", () => {
  it("fills in what prod needs", () => {
    const { addonVersions, ...rest } = clusterSchema("prod").parse(BARE);
    expect(rest).to.deep.equal({
      version: "1.35",
      supportType: "extended",
      deletionProtection: true,
      serviceCidr: "172.20.0.0/16",
      logRetentionDays: 365,
      access: { admins: [], deployers: [DEPLOYER], readers: [], viewers: [] },
      controlPlaneScalingTier: "standard",
      zonalShift: true,
      autoMode: false,
      systemNodes: {
        instanceTypes: ["t3.medium"],
        minSize: 2,
        desiredSize: 2,
        maxSize: 3,
        volumeSizeGiB: 50,
        amiType: "AL2023_x86_64_STANDARD",
        releaseVersion: undefined,
        maxUnavailablePercentage: 33,
        updateStrategy: "default",
        nodeRepair: true,
      },
    });
    expect(addonVersions).to.have.all.keys(...EKS_ADDONS);
  });

  for (const tier of ["dev", "staging"] as const) {
    it(`fills in what can be thrown away in ${tier}`, () => {
      expect(clusterSchema(tier).parse(BARE)).to.include({
        supportType: "standard",
        deletionProtection: false,
        logRetentionDays: 30,
        zonalShift: false,
      });
    });
  }

  it("takes what is given over the defaults", () => {
    const given = {
      version: "1.36",
      supportType: "standard",
      deletionProtection: true,
      serviceCidr: "10.100.0.0/20",
      logRetentionDays: 731,
      access: {
        admins: [DEPLOYER],
        deployers: [],
        readers: ["arn:aws:iam::111122223333:role/drift"],
        viewers: ["arn:aws:iam::444455556666:user/ops/bob"],
      },
      controlPlaneScalingTier: "tier-xl",
      zonalShift: true,
      autoMode: false,
      systemNodes: {
        instanceTypes: ["m7g.large", "m6g.large"],
        minSize: 3,
        desiredSize: 4,
        maxSize: 6,
        volumeSizeGiB: 100,
        amiType: "BOTTLEROCKET_ARM_64",
        releaseVersion: "1.50.0-7c3e9198",
        maxUnavailablePercentage: 50,
        updateStrategy: "minimal",
        nodeRepair: false,
      },
    };
    expect(clusterSchema("dev").parse(given)).to.deep.include(given);
  });

  it("picks a Graviton type for an ARM image", () => {
    const config = clusterSchema("dev").parse({ ...BARE, systemNodes: { amiType: "AL2023_ARM_64_STANDARD" } });
    expect(config.systemNodes?.instanceTypes).to.deep.equal(["t4g.medium"]);
  });

  it("takes an SSO role and a role of another partition", () => {
    const admins = [
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef",
      "arn:aws-us-gov:iam::111122223333:role/admin",
    ];
    expect(clusterSchema("dev").parse({ access: { admins } }).access.admins).to.deep.equal(admins);
  });

  it("leaves a small system group to dev", () => {
    const systemNodes = { minSize: 1, desiredSize: 1, maxSize: 1 };
    expect(clusterSchema("dev").parse({ ...BARE, systemNodes }).systemNodes).to.include(systemNodes);
  });

  it("has no system nodes with Auto Mode, and only the add-ons Auto Mode lacks", () => {
    const config = clusterSchema("prod").parse({ ...BARE, autoMode: true });
    expect(config.systemNodes).to.equal(undefined);
    expect(Object.keys(config.addonVersions)).to.deep.equal(["snapshot-controller", "metrics-server"]);
  });

  it("pins each add-on for the chosen Kubernetes version, and lets a stack choose another", () => {
    const coredns = "v1.14.7-eksbuild.10";
    const config = clusterSchema("dev").parse({ ...BARE, version: "1.36", addonVersions: { coredns } });
    expect(config.addonVersions).to.include({ coredns, "kube-proxy": "v1.36.0-eksbuild.21" });
  });

  it("takes a version of its own for an add-on that is not pinned", () => {
    const own = { "snapshot-controller": "v8.6.0-eksbuild.4" };
    const config = clusterSchema("dev").parse({ ...BARE, version: "1.33", addonVersions: own });
    expect(config.addonVersions).to.include(own);
  });
});

describe("the pinned add-on versions", () => {
  it("are EKS builds, and kube-proxy's are of the Kubernetes version they are for", () => {
    for (const addon of EKS_ADDONS) {
      expect(Object.values(EKS_ADDON_VERSIONS[addon]), addon).to.not.be.empty;
      for (const version of Object.values(EKS_ADDON_VERSIONS[addon])) {
        expect(version, addon).to.match(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      }
    }
    for (const minor of KUBERNETES_VERSIONS) {
      expect(EKS_ADDON_VERSIONS["kube-proxy"][minor]).to.satisfy((v: string) => v.startsWith(`v${minor}.`));
    }
  });

  it("are complete but for the two that the documentation names", () => {
    const missing = EKS_ADDONS.flatMap((addon) =>
      KUBERNETES_VERSIONS.filter((minor) => EKS_ADDON_VERSIONS[addon][minor] === undefined).map((m) => `${addon} ${m}`),
    );
    expect(missing).to.deep.equal(["snapshot-controller 1.33", "eks-node-monitoring-agent 1.32"]);
  });
});
