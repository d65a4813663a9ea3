import { expect } from "chai";
import { parseConfig } from "../../../components/config.ts";
import { platformNames } from "../../../components/shared/names.ts";
import { type DrillStackArgs, drillStackConfig, drillStackName } from "../../../drills/recover/stackConfig.ts";
import { readStack, type StackFile } from "../../../preview/stackFiles.ts";
import { PROJECT } from "../../support/commandLine.ts";

const location = { bucket: "atlas-velero-atlas-prod-5f3a9c1e", keyArn: "arn:aws:kms:eu-central-1:777788889999:key/1" };
const prod = readStack(PROJECT, "prod");
type Platform = Record<string, Record<string, unknown>>;
const platformWith = (source: StackFile, given: Partial<DrillStackArgs>): Platform =>
  drillStackConfig({ source, location, run: "0a1b2c3d", ...given })["eks-platform:platform"] as Platform;
const platformIn = (source: StackFile, allowFrom?: string): Platform =>
  platformWith(source, allowFrom === undefined ? {} : { allowFrom });
const sourceWith = (platform: object): StackFile => ({
  ...prod,
  config: { ...prod.config, "eks-platform:platform": JSON.stringify(platform) },
});

describe("stack of a recovery drill", () => {
  it("reads production's backups, and makes none of its own", () => {
    expect(platformIn(prod).velero).to.deep.equal({
      enabled: true,
      schedules: {},
      restoreFrom: { ...location, region: "eu-central-1", clusterName: "atlas-prod" },
    });
  });

  it("is of tier drill, small, and without what production needs beside backups", () => {
    const { tier, karpenter, rollouts, loadBalancerController, applications, cluster } = platformIn(prod);
    expect({ tier, karpenter, rollouts, loadBalancerController, applications }).to.deep.equal({
      tier: "drill",
      karpenter: { enabled: false },
      rollouts: { enabled: false },
      loadBalancerController: { enabled: false },
      applications: [],
    });
    expect(cluster?.systemNodes).to.include({ desiredSize: 2, maxSize: 3 });
  });

  it("lives in production's account and region, and says on every resource which drill it belongs to", () => {
    const config = drillStackConfig({ source: prod, location, run: "0a1b2c3d" });
    expect(config["aws:allowedAccountIds"]).to.deep.equal(["777788889999"]);
    expect(config["aws:region"]).to.equal("eu-central-1");
    expect(config["aws:defaultTags"])
      .to.have.property("tags")
      .that.includes({ environment: "drill", "drill-run": "0a1b2c3d", owner: "platform-team" });
  });

  it("names nothing as production does", () => {
    const { clusterName } = platformIn(prod) as unknown as { clusterName: string };
    expect(clusterName).to.equal(drillStackName("0a1b2c3d"));
    const production = new Set(Object.values(platformNames("atlas-prod")));
    expect(Object.values(platformNames(clusterName)).filter((name) => production.has(name))).to.deep.equal([]);
  });

  it("shares no address with production or what production reserved", () => {
    const source = sourceWith({
      clusterName: "a",
      network: { cidr: "10.240.0.0/12", reservedCidrs: ["10.239.0.0/16"] },
    });
    expect(platformIn(source).network).to.include({ cidr: "10.238.0.0/16" });
  });

  it("finds no range where all are taken", () => {
    const source = sourceWith({ clusterName: "a", network: { cidr: "10.0.0.0/8" } });
    expect(() => platformIn(source)).to.throw("Pulumi.prod.yaml leaves no 10.x.0.0/16 free");
  });

  it("is reached as production is, or from the one range that is named", () => {
    expect(platformIn(prod).deployAccess).to.deep.equal({ mode: "vpc-runner" });
    expect(platformIn(prod, "203.0.113.7/32").deployAccess).to.deep.equal({
      mode: "allowlisted-public",
      cidrs: ["203.0.113.7/32"],
    });
  });

  it("bounds its roles as production's are bounded, or as it is told", () => {
    expect(platformIn(prod)).to.not.have.property("permissionsBoundary");
    const source = sourceWith({ clusterName: "a", permissionsBoundary: "arn:aws:iam::777788889999:policy/theirs" });
    expect(platformIn(source)).to.include({ permissionsBoundary: "arn:aws:iam::777788889999:policy/theirs" });
    const told = { permissionsBoundary: "arn:aws:iam::777788889999:policy/github-atlas-prod-drill-workload-boundary" };
    expect(platformWith(source, told)).to.include(told);
  });

  it("lets in whoever production lets in, and the role that drills, each once", () => {
    const [admin, deployer, drill] = ["platform-admin", "platform-deployer", "drill"].map(
      (name) => `arn:aws:iam::777788889999:role/${name}`,
    );
    const access = (role?: string): unknown =>
      platformWith(prod, role === undefined ? {} : { deployer: role }).cluster?.access;
    expect(access()).to.deep.equal({ deployers: [deployer], admins: [admin] });
    expect(access(drill)).to.deep.equal({ deployers: [drill, deployer], admins: [admin] });
    for (const known of [deployer, admin]) expect(access(known)).to.deep.equal(access());
  });

  it("keeps to production's Kubernetes version", () => {
    const source = sourceWith({ clusterName: "a", cluster: { version: "1.34" } });
    expect(platformIn(source).cluster).to.include({ version: "1.34" });
  });

  it("refuses a stack file that says too little", () => {
    expect(() => platformIn(sourceWith({}))).to.throw("aws:region and clusterName are needed");
  });

  it("fits the platform's schema in all but the tier and its Velero, which only reads", () => {
    const { velero: _, ...platform } = platformIn(prod, "203.0.113.7/32");
    const aws = drillStackConfig({ source: prod, location, run: "0a1b2c3d" });
    const { config } = parseConfig(
      {
        stack: "drill",
        platform: { ...platform, tier: "dev" },
        aws: {
          region: aws["aws:region"],
          allowedAccountIds: aws["aws:allowedAccountIds"],
          defaultTags: aws["aws:defaultTags"],
        },
      },
      { today: new Date("2026-11-21"), deploying: false },
    );
    expect(config.clusterName).to.equal("drill-0a1b2c3d");
    expect(config.karpenter.enabled).to.equal(false);
  });
});
