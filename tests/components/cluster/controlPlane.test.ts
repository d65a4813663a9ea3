import { expect } from "chai";
import { ClusterComponent } from "../../../components/cluster/index.ts";
import { type Plan, Secret, Unknown } from "../../../preview/plan.ts";
import { all, document, only, planOf } from "../../support/harness.ts";
import { BARE, cluster, clusterArgs, DEPLOYER, input, named, waitsFor } from "./support.ts";

const CLUSTER = "aws:eks/cluster:Cluster";

describe("the cluster component's control plane", () => {
  let prod: Plan;
  let dev: Plan;
  before(async () => {
    prod = await cluster("prod");
    dev = await cluster("dev");
  });

  it("names every child after itself and parents all of them", () => {
    const component = only(prod, "eks-platform:cluster:ClusterComponent");
    expect(component.name).to.equal("atlas");
    const children = prod.resources.filter((r) => r !== component && !r.type.startsWith("pulumi:providers:aws"));
    expect(children).to.have.length.above(40);
    for (const child of children) {
      expect(child.name, child.urn).to.satisfy((name: string) => name.startsWith("atlas-"));
      expect(child.parent, child.urn).to.be.a("string");
    }
  });

  it("has a private endpoint and no public one", () => {
    for (const plan of [prod, dev]) {
      expect(input(only(plan, CLUSTER), "vpcConfig")).to.deep.equal({
        subnetIds: ["subnet-33333333", "subnet-44444444"],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      });
    }
  });

  it("opens a public endpoint to the listed ranges only, and keeps the private one", async () => {
    const cidrs = ["192.0.2.0/24"];
    const plan = await cluster("dev", BARE, { deployAccess: { mode: "allowlisted-public", cidrs } });
    expect(input(only(plan, CLUSTER), "vpcConfig")).to.deep.include({
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: cidrs,
    });
  });

  it("encrypts secrets with a key of its own that rotates", () => {
    const key = named(prod, "atlas-secrets-key");
    expect(key.inputs).to.include({ enableKeyRotation: true });
    expect(input(only(prod, CLUSTER), "encryptionConfig")).to.deep.equal({
      provider: { keyArn: key.outputs["arn"] },
      resources: ["secrets"],
    });
  });

  it("logs everything to a log group that is there first, encrypted and bounded", () => {
    const made = only(prod, CLUSTER);
    expect(made.inputs["enabledClusterLogTypes"]).to.deep.equal([
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    const group = only(prod, "aws:cloudwatch/logGroup:LogGroup");
    expect(group.inputs).to.deep.equal({
      name: "/aws/eks/atlas-prod/cluster",
      retentionInDays: 365,
      kmsKeyId: named(prod, "atlas-logs-key").outputs["arn"],
    });
    expect(waitsFor(prod, named(prod, "atlas-control-plane"), group)).to.equal(true);
    expect(only(dev, "aws:cloudwatch/logGroup:LogGroup").inputs["retentionInDays"]).to.equal(30);
    const policy = JSON.stringify(document(named(prod, "atlas-logs-key").inputs["policy"]));
    expect(policy).to.include("arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/atlas-prod/cluster");
  });

  it("has the name, version and upgrade policy of the config, and its own role", () => {
    const made = only(prod, CLUSTER);
    expect(made.inputs).to.deep.include({
      name: "atlas-prod",
      version: "1.35",
      upgradePolicy: { supportType: "EXTENDED" },
      roleArn: "arn:aws:iam::111122223333:role/atlas-prod-cluster",
    });
    expect(input(made, "kubernetesNetworkConfig", "serviceIpv4Cidr")).to.equal("172.20.0.0/16");
    expect(input(made, "tags", "Name")).to.equal("atlas-prod");
    expect(only(dev, CLUSTER).inputs["upgradePolicy"]).to.deep.equal({ supportType: "STANDARD" });
    const attached = named(prod, "atlas-cluster-AmazonEKSClusterPolicy");
    expect(waitsFor(prod, named(prod, "atlas-control-plane"), attached)).to.equal(true);
  });

  it("sets by a transform what the component does not offer", async () => {
    expect(only(prod, CLUSTER).inputs).to.deep.include({
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      zonalShiftConfig: { enabled: true },
      controlPlaneScalingConfig: { tier: "standard" },
      bootstrapSelfManagedAddons: false,
    });
    const plan = await cluster("dev", { ...BARE, controlPlaneScalingTier: "tier-xl" });
    expect(only(plan, CLUSTER).inputs).to.deep.include({
      zonalShiftConfig: { enabled: false },
      controlPlaneScalingConfig: { tier: "tier-xl" },
    });
  });

  it("protects the cluster, its keys and its log where deletion protection is on", () => {
    const kept = ["atlas-control-plane", "atlas-secrets-key", "atlas-volumes-key", "atlas-logs-key", "atlas-logs"];
    const isProtected = (plan: Plan) =>
      plan.resources.filter((r) => r.options.protect && !r.modelled && r.custom).map((r) => r.name);
    expect(isProtected(prod)).to.have.members(kept.slice(1));
    expect(named(prod, "atlas-control-plane").options.protect).to.equal(true);
    expect(only(prod, CLUSTER).options.protect).to.equal(true);
    expect(only(prod, CLUSTER).inputs["deletionProtection"]).to.equal(true);
    expect(dev.resources.filter((r) => r.options.protect)).to.be.empty;
    expect(only(dev, CLUSTER).inputs["deletionProtection"]).to.equal(false);
  });

  it("leaves the key of volumes and its alias in the account where snapshots outlive the stack, and only there", async () => {
    const keeping = await cluster("prod", BARE, { keepVolumeKey: true });
    const retained = (plan: Plan) => plan.resources.filter((r) => r.options.retainOnDelete).map((r) => r.name);
    expect(retained(keeping)).to.have.members(["atlas-volumes-key", "atlas-volumes-alias"]);
    expect(retained(prod)).to.be.empty;
  });

  it("lets those who deploy in to the private endpoint, before anything is made inside the cluster", async () => {
    const apiSources = ["10.99.0.0/24", "sg-0123456789abcdef0", "pl-0123456789abcdef0"];
    const plan = await cluster("prod", BARE, { apiSources });
    const rules = plan.resources.filter((r) => r.type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    expect(rules.map(({ inputs: { securityGroupId: _, description: __, ...rule } }) => rule)).to.deep.equal([
      { cidrIpv4: "10.99.0.0/24", ...https },
      { referencedSecurityGroupId: "sg-0123456789abcdef0", ...https },
      { prefixListId: "pl-0123456789abcdef0", ...https },
    ]);
    const provider = only(plan, "pulumi:providers:kubernetes");
    expect(provider.options.dependencies).to.include.members(rules.map(({ urn }) => urn));
    expect(prod.resources.filter((r) => r.type === rules[0]?.type)).to.be.empty;
  });

  it("tags EKS's own security group for Karpenter", () => {
    expect(only(prod, "aws:ec2/tag:Tag").inputs).to.deep.equal({
      resourceId: input(
        { ...only(prod, CLUSTER), inputs: only(prod, CLUSTER).outputs },
        "vpcConfig",
        "clusterSecurityGroupId",
      ),
      key: "karpenter.sh/discovery",
      value: "atlas-prod",
    });
  });

  it("lets in who is listed, and nobody before what is inside the cluster", async () => {
    const viewer = "arn:aws:iam::111122223333:role/support";
    const reader = "arn:aws:iam::111122223333:role/drift";
    const plan = await cluster("dev", { access: { deployers: [DEPLOYER], readers: [reader], viewers: [viewer] } });
    expect(all(plan, "aws:eks/accessEntry:AccessEntry").map((r) => r.inputs)).to.deep.equal([
      { clusterName: "atlas-dev", principalArn: DEPLOYER, type: "STANDARD" },
      { clusterName: "atlas-dev", principalArn: reader, type: "STANDARD", kubernetesGroups: ["eks-platform:readers"] },
      { clusterName: "atlas-dev", principalArn: viewer, type: "STANDARD", kubernetesGroups: ["eks-platform:viewers"] },
    ]);
    const associations = all(plan, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation");
    expect(associations).to.have.length(3);
    const storageClass = only(plan, "kubernetes:storage.k8s.io/v1:StorageClass");
    for (const association of associations) {
      expect(association.inputs["accessScope"]).to.deep.equal({ type: "cluster" });
      expect(waitsFor(plan, storageClass, association)).to.equal(true);
    }
    const entry = named(plan, "atlas-access-role-deploy", "aws:eks/accessEntry:AccessEntry");
    expect(waitsFor(plan, named(plan, "atlas-access-role-deploy", associations[0]!.type), entry)).to.equal(true);
    const bindings = all(plan, "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding");
    const bound = bindings.map((one) => [input(one, "roleRef", "name"), input(one, "subjects", 0, "name")]);
    expect(bound).to.have.deep.members([
      ["eks-platform-readers", "eks-platform:readers"],
      ["eks-platform-viewers", "eks-platform:viewers"],
    ]);
    const readers = named(plan, "atlas-readers", "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole");
    expect(input(readers, "rules", 0, "resources")).to.include("secrets");
    expect(dev.resources.filter((r) => r.type.includes("rbac"))).to.be.empty;
  });

  it("knows a new cluster by its endpoint, and hands its kubeconfig on as a secret only", () => {
    const provider = only(prod, "pulumi:providers:kubernetes");
    expect(provider.inputs).to.include({
      clusterIdentifier: only(prod, CLUSTER).outputs["endpoint"],
      enableServerSideApply: "true",
    });
    const secret = provider.inputs["kubeconfig"];
    expect(secret).to.be.instanceOf(Secret);
    expect((secret as Secret).reveal())
      .to.include("get-token")
      .and.not.include("proxy-url");
    for (const resource of prod.resources) expect(JSON.stringify(resource), resource.name).to.not.include("get-token");
  });

  it("goes through the proxy where there is one", async () => {
    const plan = await cluster("dev", BARE, { deployAccess: { mode: "proxy", url: "http://proxy.example:3128" } });
    const kubeconfig = only(plan, "pulumi:providers:kubernetes").inputs["kubeconfig"] as Secret;
    expect(kubeconfig.reveal()).to.include('"proxy-url":"http://proxy.example:3128"');
    expect(input(only(plan, CLUSTER), "vpcConfig")).to.include({ endpointPublicAccess: false });
  });

  it("leaves no IAM document to deployment", async () => {
    const plan = await cluster("prod", BARE, {}, { unknowns: true });
    const documents = plan.resources.flatMap((r) =>
      ["policy", "assumeRolePolicy"].filter((key) => key in r.inputs).map((key) => r.inputs[key]),
    );
    expect(documents).to.have.length(10);
    for (const found of documents) expect(found).to.be.a("string");
    expect(only(plan, "aws:ec2/tag:Tag").inputs["resourceId"]).to.be.instanceOf(Unknown);
  });

  it("offers its outputs", async () => {
    let component: ClusterComponent | undefined;
    await planOf(() => {
      component = new ClusterComponent("atlas", clusterArgs("prod"));
    });
    expect(component?.ready).to.have.length(11);
    const known = await new Promise((resolve) => {
      component?.nodeRoleName.apply(resolve);
    });
    expect(known).to.equal("atlas-prod-system-node");
  });
});
