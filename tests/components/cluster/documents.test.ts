import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { accessGrants } from "../../../components/cluster/accessGrants.ts";
import { addonConfiguration } from "../../../components/cluster/addonConfiguration.ts";
import { clusterTransform, withSettings } from "../../../components/cluster/clusterTransform.ts";
import { kubeconfig } from "../../../components/cluster/kubeconfig.ts";
import { encryptedVolumes, nodeTemplate } from "../../../components/cluster/launchTemplate.ts";
import { defaultSnapshotClass, defaultStorageClass } from "../../../components/cluster/storageClasses.ts";
import type { EKS_ADDONS } from "../../../components/shared/versions.ts";
import { TEST_SCOPE } from "../../support/harness.ts";
import { DEPLOYER } from "./support.ts";

describe("the kubeconfig", () => {
  const input = {
    clusterName: "atlas-prod",
    region: "eu-west-1",
    endpoint: "https://example.eks.amazonaws.com",
    certificateAuthority: "Q0E=",
  };

  it("gets its tokens from the AWS CLI, for the right cluster and region", () => {
    const config = kubeconfig(input) as { users: { user: { exec: { command: string; args: string[] } } }[] };
    expect(config.users[0]?.user.exec).to.deep.include({
      command: "aws",
      args: ["eks", "get-token", "--cluster-name", "atlas-prod", "--region", "eu-west-1", "--output", "json"],
    });
    expect(Object.keys(config.users[0]!.user)).to.deep.equal(["exec"]);
  });

  it("points its one context at the cluster", () => {
    const config = kubeconfig(input);
    expect(config["current-context"]).to.equal("atlas-prod");
    expect(config["contexts"]).to.deep.equal([
      { name: "atlas-prod", context: { cluster: "atlas-prod", user: "atlas-prod" } },
    ]);
    expect(config["clusters"]).to.deep.equal([
      { name: "atlas-prod", cluster: { server: input.endpoint, "certificate-authority-data": "Q0E=" } },
    ]);
  });

  it("goes through a proxy where there is one", () => {
    const config = kubeconfig({ ...input, proxyUrl: "socks5://localhost:1080" });
    expect(config["clusters"]).to.have.nested.property("[0].cluster.proxy-url", "socks5://localhost:1080");
  });
});

describe("the cluster transform", () => {
  const settings = { zonalShift: true, controlPlaneScalingTier: "tier-2xl" } as const;

  it("sets what the component does not offer, and takes creator admin away", () => {
    const inputs = {
      name: "atlas",
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
    };
    expect(withSettings(inputs, settings)).to.deep.equal({
      name: "atlas",
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      zonalShiftConfig: { enabled: true },
      controlPlaneScalingConfig: { tier: "tier-2xl" },
    });
  });

  it("leaves the authentication mode to the component, so that the policies see the one that was asked for", () => {
    const inputs = { accessConfig: { authenticationMode: "CONFIG_MAP" } };
    expect(withSettings(inputs, settings).accessConfig).to.deep.include({ authenticationMode: "CONFIG_MAP" });
  });

  it("makes the cluster outlive nothing it needs, and leaves other children alone", () => {
    const child = { custom: true, name: "x", props: {}, opts: { protect: true } };
    const role = new pulumi.DependencyResource("urn:pulumi:test::eks-platform::aws:iam/role:Role::role");
    const transform = clusterTransform(settings, [role]);
    expect(transform({ ...child, type: "pulumi:providers:kubernetes" })).to.equal(undefined);
    expect(transform({ ...child, type: "aws:eks/cluster:Cluster" })).to.deep.equal({
      props: withSettings({}, settings),
      opts: { protect: true, dependsOn: [role] },
    });
  });
});

describe("the access grants", () => {
  const bob = "arn:aws:iam::444455556666:user/ops/bob";
  const drift = "arn:aws:iam::111122223333:role/drift";
  const access = {
    admins: ["arn:aws:iam::111122223333:role/sso/admin"],
    deployers: [DEPLOYER],
    readers: [drift],
    viewers: [bob],
  };

  it("give admins and deployers everything, and readers and viewers a view, through no other group", () => {
    const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
    expect(accessGrants(access, TEST_SCOPE)).to.deep.equal([
      {
        key: "role-admin",
        principalArn: access.admins[0],
        policyArn: policy("AmazonEKSClusterAdminPolicy"),
        groups: [],
      },
      { key: "role-deploy", principalArn: DEPLOYER, policyArn: policy("AmazonEKSClusterAdminPolicy"), groups: [] },
      {
        key: "role-drift",
        principalArn: drift,
        policyArn: policy("AmazonEKSViewPolicy"),
        groups: ["eks-platform:readers"],
      },
      {
        key: "user-444455556666-bob",
        principalArn: bob,
        policyArn: policy("AmazonEKSViewPolicy"),
        groups: ["eks-platform:viewers"],
      },
    ]);
  });

  it("name policies by partition", () => {
    const gov = { ...TEST_SCOPE, partition: "aws-us-gov" } as const;
    expect(accessGrants(access, gov)[0]?.policyArn).to.match(/^arn:aws-us-gov:eks::aws:cluster-access-policy\//);
  });
});

describe("the add-on configuration", () => {
  const dedicated = (addon: (typeof EKS_ADDONS)[number]) =>
    addonConfiguration(addon, { clusterName: "atlas", dedicatedSystemNodes: true });

  it("turns on network policies", () => {
    expect(dedicated("vpc-cni")).to.deep.equal({ enableNetworkPolicy: "true" });
  });

  it("lets replicas onto tainted system nodes", () => {
    const toleration = { key: "CriticalAddonsOnly", operator: "Exists" };
    for (const addon of ["coredns", "snapshot-controller", "metrics-server"] as const) {
      expect(dedicated(addon)?.["tolerations"], addon).to.deep.equal([toleration]);
    }
    expect(dedicated("aws-ebs-csi-driver"))
      .to.have.nested.property("controller.tolerations[0]")
      .that.deep.equals(toleration);
  });

  it("lets agents onto every node", () => {
    expect(dedicated("eks-pod-identity-agent")?.["tolerations"]).to.deep.equal([{ operator: "Exists" }]);
    expect(dedicated("aws-ebs-csi-driver")).to.have.nested.property("node.tolerateAllTaints", true);
  });

  it("keeps DNS on the system nodes only where other nodes come and go", () => {
    expect(dedicated("coredns")?.["nodeSelector"]).to.deep.equal({ "eks-platform/node-group": "system" });
    expect(addonConfiguration("coredns", { clusterName: "atlas", dedicatedSystemNodes: false })).to.not.have.property(
      "nodeSelector",
    );
  });

  it("bounds the memory of every replica it configures", () => {
    for (const addon of ["coredns", "snapshot-controller", "metrics-server"] as const) {
      expect(dedicated(addon), addon).to.have.nested.property("resources.requests.cpu");
      expect(dedicated(addon), addon).to.have.nested.property("resources.limits.memory");
    }
  });
});

describe("the launch template", () => {
  it("asks for session tokens that stay on the node, and detailed monitoring", () => {
    const template = nodeTemplate({ clusterName: "atlas", tags: {} });
    expect(template.metadataOptions).to.deep.equal({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    expect(template.monitoring).to.deep.equal({ enabled: true });
  });

  it("tags instances, volumes and network interfaces", () => {
    expect(nodeTemplate({ clusterName: "atlas", tags: { owner: "me" } }).tagSpecifications).to.deep.equal(
      ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { Name: "atlas-system", owner: "me" },
      })),
    );
  });

  it("encrypts every volume, those whose size the image decides too", () => {
    const volumes = encryptedVolumes({ amiType: "BOTTLEROCKET_x86_64", volumeSizeGiB: 50 }, "key");
    const ebs = { encrypted: "true", kmsKeyId: "key", volumeType: "gp3", deleteOnTermination: "true" };
    expect(volumes).to.deep.equal([
      { deviceName: "/dev/xvda", ebs },
      { deviceName: "/dev/xvdb", ebs: { ...ebs, volumeSize: 50 } },
    ]);
  });
});

describe("the storage classes", () => {
  it("make encrypted gp3 volumes where the pod is, and can grow", () => {
    expect(defaultStorageClass(false)).to.deep.include({
      provisioner: "ebs.csi.aws.com",
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    });
    expect(defaultStorageClass(false).parameters).to.include({ type: "gp3", encrypted: "true" });
  });

  it("keep snapshots when their objects go, and show Velero the class", () => {
    expect(defaultSnapshotClass(false)).to.deep.include({ driver: "ebs.csi.aws.com", deletionPolicy: "Retain" });
    expect(defaultSnapshotClass(false).metadata.labels).to.deep.equal({ "velero.io/csi-volumesnapshot-class": "true" });
  });

  it("use Auto Mode's own driver with Auto Mode", () => {
    expect(defaultStorageClass(true).provisioner).to.equal("ebs.csi.eks.amazonaws.com");
    expect(defaultSnapshotClass(true).driver).to.equal("ebs.csi.eks.amazonaws.com");
  });
});
