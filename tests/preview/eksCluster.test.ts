import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ProgramError } from "../../preview/errors.ts";
import { EKS_CLUSTER_CHILD } from "../../preview/eksCluster.ts";
import type { PlannedResource } from "../../preview/plan.ts";
import { only, planOf } from "../support/harness.ts";

/** The least that the model describes: no node group, no security groups, no add-ons of the component's own. */
const BARE: eks.ClusterOptions = {
  name: "atlas",
  version: "1.35",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  authenticationMode: "API",
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  useDefaultVpcCni: true,
  corednsAddonOptions: { enabled: false },
  kubeProxyAddonOptions: { enabled: false },
};

async function childOf(
  args: eks.ClusterOptions,
  opts: pulumi.ComponentResourceOptions = {},
  unknowns = false,
): Promise<PlannedResource> {
  const plan = await planOf(
    () => {
      const role = new aws.iam.Role("role", { name: "atlas-cluster", assumeRolePolicy: "{}" });
      new eks.Cluster("control-plane", { ...BARE, serviceRole: role, ...args }, opts);
    },
    { unknowns },
  );
  return only(plan, EKS_CLUSTER_CHILD);
}

async function refusal(args: Record<string, unknown>): Promise<Error> {
  try {
    await childOf(args);
  } catch (error) {
    return error as Error;
  }
  throw new Error("the model accepted it");
}

describe("the model of the eks.Cluster component", () => {
  it("makes the cluster below the component, with the role's ARN and the access mode", async () => {
    const child = await childOf({});
    expect(child).to.deep.include({
      name: "control-plane-eksCluster",
      modelled: "made by the eks.Cluster component",
      id: "atlas",
    });
    expect(child.parent).to.match(/::eks:index:Cluster::control-plane$/);
    expect(child.inputs).to.deep.equal({
      name: "atlas",
      version: "1.35",
      roleArn: "arn:aws:iam::111122223333:role/atlas-cluster",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
      bootstrapSelfManagedAddons: true,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
      tags: { Name: "control-plane-eksCluster" },
    });
  });

  it("hands endpoints, logs, encryption, service range and tags on to it", async () => {
    const child = await childOf({
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      enabledClusterLogTypes: ["api", "audit"],
      encryptionConfigKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
      kubernetesServiceIpAddressRange: "172.20.0.0/16",
      deletionProtection: true,
      upgradePolicy: { supportType: "EXTENDED" },
      clusterTags: { a: "b", owner: "nobody" },
      tags: { owner: "platform" },
    });
    expect(child.inputs).to.deep.include({
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], endpointPrivateAccess: true, endpointPublicAccess: false },
      enabledClusterLogTypes: ["api", "audit"],
      encryptionConfig: { provider: { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" }, resources: ["secrets"] },
      kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16", ipFamily: "ipv4" },
      deletionProtection: true,
      upgradePolicy: { supportType: "EXTENDED" },
      tags: { Name: "control-plane-eksCluster", a: "b", owner: "platform" },
    });
  });

  it("runs the component's transforms on the cluster", async () => {
    const transform: pulumi.ResourceTransform = (args) =>
      args.type === EKS_CLUSTER_CHILD
        ? { props: { ...args.props, zonalShiftConfig: { enabled: true } }, opts: { ...args.opts, protect: true } }
        : undefined;
    const child = await childOf({}, { transforms: [transform] });
    expect(child.inputs.zonalShiftConfig).to.deep.equal({ enabled: true });
    expect(child.options.protect).to.equal(true);
  });

  it("models Auto Mode: compute, storage and load balancing on together", async () => {
    const child = await childOf({
      autoMode: { enabled: true, createNodeRole: false, computeConfig: { nodeRoleArn: "arn:aws:iam::1:role/n" } },
    });
    expect(child.inputs).to.deep.include({
      computeConfig: { enabled: true, nodePools: ["general-purpose", "system"], nodeRoleArn: "arn:aws:iam::1:role/n" },
      storageConfig: { blockStorage: { enabled: true } },
      kubernetesNetworkConfig: { ipFamily: "ipv4", elasticLoadBalancing: { enabled: true } },
      bootstrapSelfManagedAddons: false,
    });
  });

  it("hands the made cluster to the program as a resource, with its endpoint and certificate authority", async () => {
    const plan = await planOf(() => {
      const role = new aws.iam.Role("role", { name: "atlas-cluster", assumeRolePolicy: "{}" });
      const { eksCluster } = new eks.Cluster("control-plane", { ...BARE, serviceRole: role });
      new aws.sqs.Queue("queue", { tags: { endpoint: eksCluster.apply((cluster) => cluster.endpoint) } });
    });
    const { tags } = only(plan, "aws:sqs/queue:Queue").inputs as { tags: { endpoint: string } };
    expect(tags.endpoint).to.match(/^https:\/\/[0-9A-F]{32}\.gr7\.eu-west-1\.eks\.amazonaws\.com$/);
  });

  for (const authenticationMode of ["API_AND_CONFIG_MAP", "CONFIG_MAP"] as const) {
    it(`leaves ${authenticationMode} to the policies, and shows the aws-auth that comes with it`, async () => {
      const plan = await planOf(() => {
        const role = new aws.iam.Role("role", { name: "atlas-cluster", assumeRolePolicy: "{}" });
        new eks.Cluster("control-plane", { ...BARE, serviceRole: role, authenticationMode });
      });
      expect(only(plan, EKS_CLUSTER_CHILD).inputs.accessConfig).to.deep.include({ authenticationMode });
      const { inputs, parent } = only(plan, "kubernetes:core/v1:ConfigMap");
      expect(inputs.metadata).to.deep.include({ name: "aws-auth", namespace: "kube-system" });
      expect(parent).to.match(/::eks:index:Cluster::control-plane$/);
    });
  }

  it("has no aws-auth where access entries alone say who gets in", async () => {
    const { resources } = await planOf(() => {
      const role = new aws.iam.Role("role", { name: "atlas-cluster", assumeRolePolicy: "{}" });
      new eks.Cluster("control-plane", { ...BARE, serviceRole: role });
    });
    expect(resources.map(({ type }) => type))
      .to.include(EKS_CLUSTER_CHILD)
      .and.not.include("kubernetes:core/v1:ConfigMap");
  });

  const refused: readonly [string, Record<string, unknown>, RegExp][] = [
    ["a default node group", { skipDefaultNodeGroup: false }, /skipDefaultNodeGroup other than true/],
    ["default security groups", { skipDefaultSecurityGroups: false }, /skipDefaultSecurityGroups other than true/],
    ["the component's own VPC CNI", { useDefaultVpcCni: false }, /useDefaultVpcCni other than true/],
    [
      "the component's own CoreDNS",
      { corednsAddonOptions: { enabled: true } },
      /corednsAddonOptions\.enabled is false/,
    ],
    ["the component's own kube-proxy", { kubeProxyAddonOptions: {} }, /kubeProxyAddonOptions\.enabled is false/],
    [
      "inputs it does not know",
      { fargate: true, instanceType: "t3.medium" },
      /does not model the eks\.Cluster inputs fargate, instanceType/,
    ],
    ["an OIDC provider", { createOidcProvider: true }, /createOidcProvider/],
    ["Auto Mode with a node role of the component's own", { autoMode: { enabled: true } }, /createNodeRole/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what} rather than leave out what it makes`, async () => {
      const error = await refusal(args);
      expect(error).to.be.instanceOf(ProgramError);
      expect(error.message).to.match(message);
    });
  }

  it("says which resources the cluster's inputs are made from, as the component's Outputs would", async () => {
    const plan = await planOf(
      () => {
        const key = new aws.kms.Key("key");
        const role = new aws.iam.Role("role", { name: "atlas-cluster", assumeRolePolicy: "{}" });
        new eks.Cluster("control-plane", { ...BARE, serviceRole: role, encryptionConfigKeyArn: key.arn });
      },
      { unknowns: true },
    );
    const key = only(plan, "aws:kms/key:Key");
    expect(only(plan, EKS_CLUSTER_CHILD).options.propertyDependencies.encryptionConfig).to.deep.equal([key.urn]);
  });

  it("leaves id and endpoint open for a first deployment, and still knows what was asked for", async () => {
    const child = await childOf({}, {}, true);
    expect(child.id).to.equal(undefined);
    expect(child.inputs).to.deep.include({ name: "atlas", version: "1.35" });
  });
});
