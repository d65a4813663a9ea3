import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { ebsCsiAccess } from "../../../components/cluster/ebsCsi.ts";
import { ClusterComponent } from "../../../components/cluster/index.ts";
import { denyParameters } from "../../../components/shared/nodeParameters.ts";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { all, document, only, planOf, TEST_SCOPE } from "../../support/harness.ts";
import { BARE, cluster, clusterArgs, input, named, waitsFor } from "./support.ts";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const ADDON = "aws:eks/addon:Addon";

const BEFORE = ["eks-pod-identity-agent", "vpc-cni", "kube-proxy"];
const AFTER = ["coredns", "snapshot-controller", "aws-ebs-csi-driver", "eks-node-monitoring-agent", "metrics-server"];

describe("the cluster component's system nodes and add-ons", () => {
  let prod: Plan;
  let dev: Plan;
  let nodes: PlannedResource;
  before(async () => {
    prod = await cluster("prod");
    dev = await cluster("dev");
    nodes = only(prod, NODE_GROUP);
  });

  const addon = (name: string) => named(prod, `atlas-${name}`, ADDON);

  it("are two on-demand nodes in the private subnets, at the cluster's version", () => {
    expect(nodes.inputs).to.deep.include({
      clusterName: "atlas-prod",
      version: "1.35",
      nodeGroupNamePrefix: "system-",
      subnetIds: ["subnet-11111111", "subnet-22222222"],
      nodeRoleArn: "arn:aws:iam::111122223333:role/atlas-prod-system-node",
      amiType: "AL2023_x86_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: ["t3.medium"],
      scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 3 },
      updateConfig: { maxUnavailablePercentage: 33, updateStrategy: "DEFAULT" },
      nodeRepairConfig: { enabled: true },
      labels: { "eks-platform/node-group": "system" },
    });
    expect(nodes.inputs).to.not.have.any.keys("releaseVersion", "remoteAccess", "diskSize");
  });

  it("leave the number of nodes to whoever changes it later", () => {
    expect(nodes.options.ignoreChanges).to.deep.equal(["scalingConfig.desiredSize"]);
  });

  it("are tainted where they are dedicated, and open to applications elsewhere", () => {
    expect(nodes.inputs["taints"]).to.deep.equal([{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }]);
    expect(only(dev, NODE_GROUP).inputs).to.not.have.property("taints");
  });

  it("start from a template that hardens them", () => {
    const template = only(prod, TEMPLATE);
    expect(nodes.inputs["launchTemplate"]).to.deep.equal({ id: template.id, version: "1" });
    expect(template.inputs["metadataOptions"]).to.deep.equal({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    expect(template.inputs["networkInterfaces"]).to.deep.equal([
      {
        deviceIndex: 0,
        associatePublicIpAddress: "false",
        deleteOnTermination: "true",
        securityGroups: [only(prod, "aws:ec2/tag:Tag").inputs["resourceId"]],
      },
    ]);
    expect(input(template, "tagSpecifications", 0, "tags")).to.deep.equal({
      Name: "atlas-prod-system",
      environment: "prod",
      owner: "platform-team",
    });
  });

  it("have volumes encrypted with a key that Auto Scaling may use", () => {
    const key = named(prod, "atlas-volumes-key");
    expect(input(only(prod, TEMPLATE), "blockDeviceMappings", 0, "ebs")).to.include({
      encrypted: "true",
      kmsKeyId: key.outputs["arn"],
      volumeType: "gp3",
      volumeSize: 50,
    });
    expect(JSON.stringify(document(key.inputs["policy"]))).to.include(
      "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    );
  });

  it("take their settings from the config", async () => {
    const systemNodes = {
      updateStrategy: "minimal",
      nodeRepair: false,
      releaseVersion: "1.35.6-20260818",
      volumeSizeGiB: 80,
    };
    const plan = await cluster("dev", { ...BARE, systemNodes });
    expect(only(plan, NODE_GROUP).inputs).to.deep.include({
      releaseVersion: "1.35.6-20260818",
      updateConfig: { maxUnavailablePercentage: 33, updateStrategy: "MINIMAL" },
      nodeRepairConfig: { enabled: false },
    });
    expect(input(only(plan, TEMPLATE), "blockDeviceMappings", 0, "ebs", "volumeSize")).to.equal(80);
  });

  it("have a role that can join and pull, but not touch the network", () => {
    const attached = all(prod, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(
      (r) => r.inputs["role"] === "atlas-prod-system-node",
    );
    expect(attached.map((r) => r.inputs["policyArn"])).to.have.members([
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
    for (const attachment of attached) expect(waitsFor(prod, nodes, attachment), attachment.name).to.equal(true);
  });

  it("have no parameter to read, from the first node on", () => {
    const denied = only(prod, "aws:iam/rolePolicy:RolePolicy");
    expect(denied.inputs["role"]).to.equal("atlas-prod-system-node");
    expect(document(denied.inputs["policy"])).to.deep.equal(denyParameters());
    expect(waitsFor(prod, nodes, denied)).to.equal(true);
  });

  it("come after the network, where they are told what that is", async () => {
    const plan = await planOf(() => {
      const ready = new aws.ec2.Route("way-out", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" });
      const args = clusterArgs("dev");
      new ClusterComponent("atlas", { ...args, network: { ...args.network, ready } });
    });
    const route = named(plan, "way-out");
    expect(waitsFor(plan, only(plan, NODE_GROUP), route)).to.equal(true);
    expect(waitsFor(plan, named(plan, "atlas-control-plane"), route)).to.equal(false);
  });

  it("are one of each add-on, pinned, ours alone from the start", () => {
    const addons = all(prod, ADDON);
    expect(addons.map((r) => r.inputs["addonName"])).to.have.members([...BEFORE, ...AFTER]);
    for (const { inputs } of addons) {
      expect(inputs["addonVersion"]).to.match(/^v.+-eksbuild\.\d+$/);
      expect(inputs).to.include({ resolveConflictsOnCreate: "NONE", resolveConflictsOnUpdate: "OVERWRITE" });
    }
    expect(addon("kube-proxy").inputs["addonVersion"]).to.equal("v1.35.3-eksbuild.25");
    expect(document(addon("vpc-cni").inputs["configurationValues"])).to.deep.equal({ enableNetworkPolicy: "true" });
  });

  it("put networking and identity in front of the first node, and what needs nodes behind", () => {
    for (const name of BEFORE) {
      expect(waitsFor(prod, nodes, addon(name)), name).to.equal(true);
      expect(waitsFor(prod, addon(name), nodes), name).to.equal(false);
    }
    for (const name of AFTER) {
      expect(waitsFor(prod, addon(name), nodes), name).to.equal(true);
      expect(waitsFor(prod, nodes, addon(name)), name).to.equal(false);
    }
  });

  it("give the CNI and the EBS driver their identities before their pods", () => {
    const association = (name: string) => named(prod, `atlas-${name}-association`);
    expect(association("vpc-cni").inputs).to.include({ namespace: "kube-system", serviceAccount: "aws-node" });
    expect(waitsFor(prod, addon("vpc-cni"), association("vpc-cni"))).to.equal(true);
    expect(waitsFor(prod, addon("vpc-cni"), addon("eks-pod-identity-agent"))).to.equal(true);
    expect(association("ebs-csi").inputs).to.include({
      namespace: "kube-system",
      serviceAccount: "ebs-csi-controller-sa",
    });
    expect(waitsFor(prod, addon("aws-ebs-csi-driver"), association("ebs-csi"))).to.equal(true);
    expect(waitsFor(prod, addon("aws-ebs-csi-driver"), addon("snapshot-controller"))).to.equal(true);
  });

  it("give each of them its own policy and no more", () => {
    const policiesOf = (role: string) =>
      all(prod, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .filter((r) => r.inputs["role"] === role)
        .map((r) => r.inputs["policyArn"]);
    expect(policiesOf("atlas-prod-vpc-cni")).to.deep.equal(["arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"]);
    expect(policiesOf("atlas-prod-ebs-csi")).to.have.members([
      "arn:aws:iam::111122223333:policy/atlas-prod-ebs-csi-storage",
      "arn:aws:iam::111122223333:policy/atlas-prod-ebs-csi-volume-key",
    ]);
    const policy = (name: string) => document(named(prod, name, "aws:iam/policy:Policy").inputs["policy"]);
    expect(policy("atlas-ebs-csi-storage")).to.deep.equal(ebsCsiAccess(TEST_SCOPE, "atlas-prod"));
    expect(named(prod, "atlas-volumes-alias").inputs["name"]).to.equal("alias/atlas-prod-volumes");
    expect(JSON.stringify(policy("atlas-ebs-csi-volume-key"))).to.include("alias/atlas-prod-volumes");
  });

  it("tell the EBS driver to tag its cluster's volumes, which its role asks for", () => {
    const values = JSON.parse(addon("aws-ebs-csi-driver").inputs["configurationValues"] as string) as object;
    expect(values).to.have.nested.property("controller.extraVolumeTags").that.deep.equals({
      "eks-platform/cluster": "atlas-prod",
    });
  });

  it("bring default classes of volumes and snapshots, the latter after their kind", () => {
    const storageClass = only(prod, "kubernetes:storage.k8s.io/v1:StorageClass");
    expect(input(storageClass, "parameters", "kmsKeyId")).to.equal(named(prod, "atlas-volumes-key").outputs["arn"]);
    const snapshots = only(prod, "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass");
    expect(waitsFor(prod, snapshots, addon("snapshot-controller"))).to.equal(true);
    for (const resource of [storageClass, snapshots]) {
      expect(resource.provider).to.equal(only(prod, "pulumi:providers:kubernetes").urn);
    }
  });
});
