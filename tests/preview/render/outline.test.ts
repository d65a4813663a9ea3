import { expect } from "chai";
import { kindOf } from "../../../preview/render/kind.ts";
import { outlineOf, placeOf } from "../../../preview/render/outline.ts";
import { planOf, resource, urnOf } from "../../support/plans.ts";

const COMPONENT = "eks-platform:cluster:ClusterComponent";
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";

describe("names and places in the tree", () => {
  const shortNames = (...names: readonly (readonly [string, string])[]): (string | undefined)[] => {
    const parent = urnOf(COMPONENT, "cluster");
    const plan = planOf([
      resource(COMPONENT, "cluster"),
      ...names.map(([type, name]) => resource(type, name, { parent })),
    ]);
    return names.map(([type, name]) => outlineOf(plan).byUrn.get(urnOf(type, name))?.short);
  };

  it("leaves the component's name out of its children's", () => {
    expect(shortNames([ROLE, "cluster-node"], [ROLE, "foreign"])).to.deep.equal(["node", "foreign"]);
  });

  it("keeps the full name where two of one kind would look alike", () => {
    expect(shortNames([ROLE, "cluster-node"], [ROLE, "node"])).to.deep.equal(["cluster-node", "node"]);
    expect(shortNames([ROLE, "cluster-node"], [POLICY, "node"])).to.deep.equal(["node", "node"]);
  });

  it("keeps a name that is the component's own", () => {
    expect(shortNames([ROLE, "cluster"], [ROLE, "cluster-"])).to.deep.equal(["cluster", "cluster-"]);
  });

  it("names a place from the outermost component down, the kind last", () => {
    const inner = urnOf(COMPONENT, "cluster-ebs");
    const plan = planOf([
      resource(COMPONENT, "cluster"),
      resource(COMPONENT, "cluster-ebs", { parent: urnOf(COMPONENT, "cluster") }),
      resource(ROLE, "cluster-ebs-role", { parent: inner }),
    ]);
    expect(placeOf(plan, urnOf(ROLE, "cluster-ebs-role"))).to.equal("cluster > ebs > iam Role role");
    expect(placeOf(plan, inner)).to.equal("cluster > ebs");
    expect(placeOf(plan, "urn:of:another:stack")).to.equal("urn:of:another:stack");
  });

  it("puts a resource whose parent is not in the plan at the top", () => {
    const plan = planOf([resource(ROLE, "orphan", { parent: urnOf(COMPONENT, "gone") })]);
    expect(outlineOf(plan).roots.map(({ short }) => short)).to.deep.equal(["orphan"]);
  });

  const kinds: Readonly<Record<string, string>> = {
    "aws:ec2/vpc:Vpc": "ec2 Vpc",
    "aws:index/getRegion:Region": "aws Region",
    "kubernetes:core/v1:Namespace": "v1 Namespace",
    "kubernetes:apps/v1:Deployment": "apps/v1 Deployment",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": "rbac/v1 ClusterRole",
    "kubernetes:karpenter.sh/v1:NodePool": "karpenter NodePool",
    "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": "karpenter EC2NodeClass",
    "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass": "snapshot/v1 VolumeSnapshotClass",
    "kubernetes:helm.sh/v3:Release": "helm Release",
    "pulumi:providers:kubernetes": "provider kubernetes",
    "eks:index:Cluster": "@pulumi/eks Cluster",
    "aws:eks/cluster:Cluster": "eks Cluster",
    "eks-platform:network:NetworkComponent": "NetworkComponent",
    "random:index/randomPassword:RandomPassword": "random RandomPassword",
  };
  for (const [type, kind] of Object.entries(kinds)) {
    it(`calls ${type} "${kind}"`, () => {
      expect(kindOf(type)).to.equal(kind);
    });
  }
});
