import { expect } from "chai";
import { KarpenterComponent } from "../../../components/karpenter/index.ts";
import type { KarpenterArgs } from "../../../components/karpenter/args.ts";
import { denyParameters } from "../../../components/shared/nodeParameters.ts";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { all, document, only, planOf, TEST_SCOPE } from "../../support/harness.ts";
import { EVERYTHING, karpenter } from "./support.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const POOL = "kubernetes:karpenter.sh/v1:NodePool";
const CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";

function plan(found: unknown = {}, args: Partial<KarpenterArgs> = {}): Promise<Plan> {
  return planOf(() => {
    new KarpenterComponent("karpenter", {
      scope: TEST_SCOPE,
      clusterName: "atlas",
      tier: "prod",
      cluster: "atlas",
      clusterEndpoint: "https://api.example",
      tags: { owner: "platform" },
      discoveryTag: "atlas",
      zones: { a: "eu-west-1a", b: "eu-west-1b", c: "eu-west-1c" },
      config: karpenter(found),
      serviceMonitors: false,
      ...args,
    });
  });
}

/** Everything that must exist before a resource, step by step. */
function before(resources: Plan, resource: PlannedResource): Set<string> {
  const byUrn = new Map(resources.resources.map((other) => [other.urn, other]));
  const found = new Set<string>();
  const visit = (urn: string): void => {
    for (const dependency of byUrn.get(urn)?.options.dependencies ?? []) {
      if (found.has(dependency)) continue;
      found.add(dependency);
      visit(dependency);
    }
  };
  visit(resource.urn);
  return found;
}

describe("the Karpenter component", () => {
  it("is one component with every child inside it", async () => {
    const { resources } = await plan(EVERYTHING);
    const component = resources.find(({ type }) => type === "eks-platform:karpenter:KarpenterComponent");
    const parents = new Map(resources.map((resource) => [resource.urn, resource.parent]));
    const inside = (urn: string | undefined): boolean =>
      urn !== undefined && (urn === component?.urn || inside(parents.get(urn)));
    const outside = resources.filter(({ urn, type }) => !type.startsWith("pulumi:") && !inside(urn));
    expect(outside.map(({ urn }) => urn)).to.be.empty;
    expect(component?.outputs).to.include({
      queueName: "atlas-karpenter",
      nodeRoleArn: "arn:aws:iam::111122223333:role/atlas-karpenter-node",
    });
  });

  it("gives the role to the service account that the release uses", async () => {
    const made = await plan();
    expect(only(made, "aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs).to.include({
      namespace: "kube-system",
      serviceAccount: "karpenter",
    });
    const policies = all(made, "aws:iam/policy:Policy");
    expect(policies.map(({ inputs }) => inputs.name)).to.have.members(
      ["node-lifecycle", "instance-profiles", "cluster", "interruption", "zonal-shift", "discovery"].map(
        (key) => `atlas-karpenter-controller-${key}`,
      ),
    );
  });

  it("lets nodes into the cluster with four of AWS's policies", async () => {
    const made = await plan();
    expect(only(made, "aws:eks/accessEntry:AccessEntry").inputs).to.include({
      type: "EC2_LINUX",
      principalArn: "arn:aws:iam::111122223333:role/atlas-karpenter-node",
    });
    const attached = all(made, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(
      ({ inputs }) => inputs.role === "atlas-karpenter-node",
    );
    expect(attached.map(({ inputs }) => inputs.policyArn)).to.have.members(
      [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonSSMManagedInstanceCore",
      ].map((name) => `arn:aws:iam::aws:policy/${name}`),
    );
  });

  it("gives its nodes no parameter to read, before the first pool can make one", async () => {
    const made = await plan();
    const denied = only(made, "aws:iam/rolePolicy:RolePolicy");
    expect(denied.inputs.role).to.equal("atlas-karpenter-node");
    expect(document(denied.inputs.policy)).to.deep.equal(denyParameters());
    for (const pool of all(made, POOL)) expect(before(made, pool).has(denied.urn), pool.name).to.equal(true);
  });

  it("has a queue that forgets after five minutes, encrypted, and five rules that fill it", async () => {
    const made = await plan();
    const queue = only(made, "aws:sqs/queue:Queue");
    expect(queue.inputs).to.include({
      name: "atlas-karpenter",
      messageRetentionSeconds: 300,
      sqsManagedSseEnabled: true,
    });
    const rules = all(made, "aws:cloudwatch/eventRule:EventRule").map(({ inputs }) => inputs.name as string);
    expect(rules).to.have.lengthOf(5);
    const targets = all(made, "aws:cloudwatch/eventTarget:EventTarget");
    expect(targets.map(({ inputs }) => inputs.rule)).to.have.members(rules);
    expect(targets.every(({ inputs }) => inputs.arn === queue.outputs.arn)).to.equal(true);
    const text = JSON.stringify(document(only(made, "aws:sqs/queuePolicy:QueuePolicy").inputs.policy));
    for (const rule of rules) expect(text).to.include(`rule/${rule}"`);
  });

  it("encrypts volumes with a key of its own that waits 30 days, named to the classes by its alias", async () => {
    const made = await plan();
    expect(only(made, "aws:kms/key:Key").inputs).to.include({ deletionWindowInDays: 30, enableKeyRotation: true });
    expect(only(made, "aws:kms/key:Key").options.protect).to.equal(true);
    expect(only(await plan({}, { tier: "dev" }), "aws:kms/key:Key").options.protect).to.equal(false);
    expect(only(made, "aws:kms/alias:Alias").inputs.name).to.equal("alias/atlas-karpenter-volumes");
    expect(JSON.stringify(only(made, CLASS).inputs)).to.include(
      "arn:aws:kms:eu-west-1:111122223333:alias/atlas-karpenter-volumes",
    );
  });

  it("installs definitions and controller as two releases of pinned charts", async () => {
    const made = await plan();
    expect(only(made, RELEASE, "karpenter-crd").inputs).to.include({
      chart: "oci://public.ecr.aws/karpenter/karpenter-crd",
      version: "1.14.1",
      namespace: "kube-system",
    });
    expect(only(made, RELEASE, "karpenter").inputs).to.include({
      chart: "oci://public.ecr.aws/karpenter/karpenter",
      version: "1.14.1",
      skipCrds: true,
      atomic: true,
    });
  });

  it("builds up permissions, definitions, controller, classes, pools, and so takes them down the other way", async () => {
    const made = await plan(EVERYTHING);
    const urn = (type: string, name?: string) => only(made, type, name).urn;
    const association = urn("aws:eks/podIdentityAssociation:PodIdentityAssociation");
    const attachments = all(made, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map((resource) => resource.urn);
    const controllers = attachments.filter((name) => name.includes("karpenter-controller"));
    expect(controllers).to.have.lengthOf(6);
    expect([...before(made, only(made, "aws:eks/podIdentityAssociation:PodIdentityAssociation"))]).to.include.members(
      controllers,
    );

    const controller = only(made, RELEASE, "karpenter");
    expect([...before(made, controller)]).to.include.members([
      association,
      ...controllers,
      urn(RELEASE, "karpenter-crd"),
      urn("aws:sqs/queue:Queue"),
      urn("aws:sqs/queuePolicy:QueuePolicy"),
      urn("kubernetes:networking.k8s.io/v1:NetworkPolicy"),
      ...all(made, "aws:cloudwatch/eventTarget:EventTarget").map((resource) => resource.urn),
    ]);
    const nodes = [
      urn("aws:eks/accessEntry:AccessEntry"),
      urn("aws:kms/key:Key"),
      urn("aws:kms/alias:Alias"),
      ...attachments,
    ];
    const classes = all(made, CLASS);
    for (const nodeClass of classes)
      expect([...before(made, nodeClass)], nodeClass.name).to.include.members([controller.urn, ...nodes]);
    for (const pool of all(made, POOL)) {
      expect([...before(made, pool)], pool.name).to.include.members([
        controller.urn,
        ...nodes,
        ...classes.map((nodeClass) => nodeClass.urn),
      ]);
    }
  });

  it("waits longer for a pool to go than its nodes may take to drain, and for the nodes themselves", async () => {
    const made = await plan({
      nodePools: [{ preset: "general" }, { preset: "critical" }, { preset: "batch", terminationGracePeriod: "90s" }],
    });
    const timeouts = Object.fromEntries(
      all(made, POOL).map(({ name, options }) => [name, options.customTimeouts.delete]),
    );
    expect(timeouts).to.deep.equal({
      "karpenter-pool-general": "75m",
      "karpenter-pool-critical": "255m",
      "karpenter-pool-batch": "17m",
    });
    for (const { inputs } of all(made, POOL)) {
      expect((inputs.metadata as { annotations: unknown }).annotations).to.deep.equal({
        "pulumi.com/deletionPropagationPolicy": "foreground",
      });
    }
    expect(only(made, CLASS).options.customTimeouts.delete).to.equal("15m");
  });

  it("installs NVIDIA's device plugin before a pool with GPUs, and only then", async () => {
    const made = await plan({ nodePools: [{ preset: "general" }, { preset: "gpu" }] });
    const plugin = only(made, RELEASE, "karpenter-nvidia-device-plugin");
    expect(plugin.inputs).to.deep.include({
      chart: "nvidia-device-plugin",
      version: "0.20.0",
      repositoryOpts: { repo: "https://nvidia.github.io/k8s-device-plugin" },
    });
    expect([...before(made, only(made, POOL, "karpenter-pool-gpu"))]).to.include(plugin.urn);
    expect([...before(made, only(made, POOL, "karpenter-pool-general"))]).to.not.include(plugin.urn);
    expect(all(await plan(), RELEASE).map(({ name }) => name)).to.deep.equal(["karpenter-crd", "karpenter"]);
  });

  it("makes the account's role for spot instances when told to, and then leaves it behind", async () => {
    const made = await plan({ spotServiceLinkedRole: "create" });
    const role = only(made, "aws:iam/serviceLinkedRole:ServiceLinkedRole");
    expect(role.inputs.awsServiceName).to.equal("spot.amazonaws.com");
    expect(role.options.retainOnDelete).to.equal(true);
    expect([...before(made, only(made, POOL, "karpenter-pool-general"))]).to.include(role.urn);
    expect((await plan()).resources.some(({ type }) => type.includes("serviceLinkedRole"))).to.equal(false);
  });

  it("makes a pool for each zone when asked", async () => {
    const made = await plan({ nodePools: [{ preset: "general", perZone: true }] });
    expect(all(made, POOL).map(({ name }) => name)).to.deep.equal([
      "karpenter-pool-general-a",
      "karpenter-pool-general-b",
      "karpenter-pool-general-c",
    ]);
  });

  it("tags nodes with the stack's tags, and refuses those that are Karpenter's before anything is made", async () => {
    expect(JSON.stringify(only(await plan(), CLASS).inputs.spec)).to.include('"tags":{"owner":"platform"}');
    let message = "";
    await plan({}, { tags: { "karpenter.sh/nodepool": "x" } }).catch((error: unknown) => (message = String(error)));
    expect(message).to.include("karpenter.sh/nodepool").and.to.include("any other key");
  });
});
