import { expect } from "chai";
import type { Plan } from "../../../preview/plan.ts";
import { all, document, only } from "../../support/harness.ts";
import { BARE, cluster, input, named, waitsFor } from "./support.ts";

const CLUSTER = "aws:eks/cluster:Cluster";

describe("the cluster component with Auto Mode", () => {
  let plan: Plan;
  before(async () => {
    plan = await cluster("prod", { ...BARE, autoMode: true });
  });

  it("turns on compute, storage and load balancing, with a node role of ours", () => {
    const made = only(plan, CLUSTER);
    expect(made.inputs).to.deep.include({
      computeConfig: {
        enabled: true,
        nodePools: ["general-purpose", "system"],
        nodeRoleArn: "arn:aws:iam::111122223333:role/atlas-prod-system-node",
      },
      storageConfig: { blockStorage: { enabled: true } },
      bootstrapSelfManagedAddons: false,
    });
    expect(input(made, "kubernetesNetworkConfig", "elasticLoadBalancing")).to.deep.equal({ enabled: true });
  });

  it("puts its nodes where there is a way out", () => {
    expect(input(only(plan, CLUSTER), "vpcConfig", "subnetIds")).to.deep.equal(["subnet-11111111", "subnet-22222222"]);
  });

  it("has no node group, no launch template, and only the add-ons that are not built in", () => {
    const types = plan.resources.map((r) => r.type);
    expect(types).to.include(CLUSTER);
    expect(types).to.not.include("aws:eks/nodeGroup:NodeGroup");
    expect(types).to.not.include("aws:ec2/launchTemplate:LaunchTemplate");
    expect(types).to.not.include("aws:eks/podIdentityAssociation:PodIdentityAssociation");
    expect(all(plan, "aws:eks/addon:Addon").map((r) => r.inputs["addonName"])).to.deep.equal([
      "snapshot-controller",
      "metrics-server",
    ]);
  });

  it("leaves volumes to EKS, and so gives no driver a role", () => {
    const roles = all(plan, "aws:iam/role:Role").map((r) => r.inputs["name"]);
    expect(roles).to.have.members(["atlas-prod-cluster", "atlas-prod-system-node"]);
    expect(plan.resources.map((r) => r.type)).to.not.include("aws:iam/policy:Policy");
  });

  it("gives the cluster's role what Auto Mode does with it, before the cluster", () => {
    const attachments = all(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    const policies = attachments.filter((r) => r.inputs["role"] === "atlas-prod-cluster");
    expect(policies.map((r) => r.inputs["policyArn"])).to.have.members([
      "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
      "arn:aws:iam::aws:policy/AmazonEKSComputePolicy",
      "arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicy",
      "arn:aws:iam::aws:policy/AmazonEKSLoadBalancingPolicy",
      "arn:aws:iam::aws:policy/AmazonEKSNetworkingPolicy",
    ]);
    for (const policy of policies) expect(waitsFor(plan, named(plan, "atlas-control-plane"), policy)).to.equal(true);
    expect(
      document(named(plan, "atlas-cluster", "aws:iam/role:Role").inputs["assumeRolePolicy"]),
    ).to.have.nested.property("Statement[0].Action[1]", "sts:TagSession");
    const volumeKey = only(plan, "aws:iam/rolePolicy:RolePolicy");
    expect(volumeKey.inputs["role"]).to.equal("atlas-prod-cluster");
    expect(waitsFor(plan, named(plan, "atlas-control-plane"), volumeKey)).to.equal(true);
    expect(JSON.stringify(document(volumeKey.inputs["policy"]))).to.include("alias/atlas-prod-volumes");
  });

  it("gives its nodes the least a node needs", () => {
    const policies = all(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter((r) => r.inputs["role"] === "atlas-prod-system-node")
      .map((r) => r.inputs["policyArn"]);
    expect(policies).to.have.members([
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    ]);
  });

  it("lets no Auto Scaling near the volume key", () => {
    expect(named(plan, "atlas-volumes-key").inputs["policy"]).to.be.a("string").and.not.include("autoscaling");
  });

  it("enforces network policies and uses Auto Mode's storage driver", () => {
    expect(only(plan, "kubernetes:core/v1:ConfigMap").inputs).to.deep.include({
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    });
    expect(only(plan, "kubernetes:storage.k8s.io/v1:StorageClass").inputs["provisioner"]).to.equal(
      "ebs.csi.eks.amazonaws.com",
    );
    expect(only(plan, "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass").inputs["driver"]).to.equal(
      "ebs.csi.eks.amazonaws.com",
    );
  });
});
