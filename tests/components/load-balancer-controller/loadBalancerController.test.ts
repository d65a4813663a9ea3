import { readFileSync } from "node:fs";
import { expect } from "chai";
import { loadBalancerControllerSchema } from "../../../components/load-balancer-controller/config.ts";
import { controllerPolicies } from "../../../components/load-balancer-controller/iamPolicy.ts";
import { LoadBalancerControllerComponent } from "../../../components/load-balancer-controller/index.ts";
import { controllerValues } from "../../../components/load-balancer-controller/values.ts";
import { type AwsScope, partitionOf } from "../../../components/shared/aws.ts";
import { MANAGED_POLICY_MAX_CHARACTERS, type PolicyStatement } from "../../../components/shared/iam.ts";
import { maxClusterNameLength } from "../../../components/shared/names.ts";
import { pack as awsPack } from "../../../policies/aws/pack.ts";
import { pack as kubernetesPack } from "../../../policies/kubernetes/pack.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { all, only, planOf, TEST_SCOPE } from "../../support/harness.ts";
import { itByReference } from "../../support/reference.ts";

const TAGS = { owner: "platform" };
const statements = (clusterName = "atlas", scope: AwsScope = TEST_SCOPE): PolicyStatement[] =>
  Object.values(controllerPolicies(scope, clusterName)).flatMap(({ Statement }) => [...Statement]);
const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;
const granting = (action: string): PolicyStatement[] =>
  statements().filter(({ Action }) => listed(Action).includes(action));

const made = () =>
  planOf(
    () =>
      new LoadBalancerControllerComponent("load-balancer-controller", {
        scope: TEST_SCOPE,
        clusterName: "atlas",
        cluster: "atlas",
        vpcId: "vpc-0123456789abcdef0",
        tags: TAGS,
        serviceMonitors: true,
      }),
  );

describe("the policies of the load balancer controller", () => {
  it("fit into a managed policy each, for the longest cluster name in every partition", () => {
    for (const region of ["ap-southeast-2", "us-gov-west-1", "cn-northwest-1"]) {
      const scope = { region, accountId: "111122223333", partition: partitionOf(region) };
      for (const [key, document] of Object.entries(controllerPolicies(scope, "c".repeat(maxClusterNameLength())))) {
        expect(JSON.stringify(document).length, `${key} in ${region}`).to.be.at.most(MANAGED_POLICY_MAX_CHARACTERS);
      }
    }
  });

  it("name actions one by one and never a whole service", () => {
    const actions = statements().flatMap(({ Action }) => listed(Action));
    expect(actions).to.have.length.greaterThan(60);
    for (const action of actions) expect(action).to.match(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
  });

  it("change and delete only what carries the cluster's tag", () => {
    for (const action of ["DeleteLoadBalancer", "DeleteTargetGroup", "SetSecurityGroups", "RegisterTargets"]) {
      const found = granting(`elasticloadbalancing:${action}`);
      expect(found, action).to.have.length(1);
      expect(found[0]?.Condition).to.deep.equal({ StringEquals: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "atlas" } });
    }
    expect(granting("ec2:DeleteSecurityGroup").map(({ Condition }) => Condition)).to.deep.equal([
      { StringEquals: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "atlas" } },
    ]);
  });

  it("make only what gets the cluster's tag", () => {
    for (const action of ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"]) {
      expect(granting(action).map(({ Condition }) => Condition)).to.deep.equal([
        { StringEquals: { "aws:RequestTag/elbv2.k8s.aws/cluster": "atlas" } },
      ]);
    }
  });

  it("open security groups only of this cluster", () => {
    const conditions = granting("ec2:AuthorizeSecurityGroupIngress").map(({ Condition }) =>
      Object.keys(Condition?.StringEquals ?? {}),
    );
    expect(conditions).to.deep.equal([
      ["aws:ResourceTag/kubernetes.io/cluster/atlas"],
      ["aws:ResourceTag/elbv2.k8s.aws/cluster"],
    ]);
  });

  it("stay in this account and region wherever they change something that has an ARN", () => {
    const open = statements()
      .filter(({ Resource }) => listed(Resource).includes("*"))
      .flatMap(({ Action }) => listed(Action));
    const changing = open.filter((action) => !/:(Describe|Get|List)/.test(action));
    expect(open).to.include("ec2:DescribeVpcs");
    expect(changing).to.deep.equal([]);
    for (const resource of statements()
      .flatMap(({ Resource }) => listed(Resource))
      .filter((one) => one !== "*")) {
      expect(resource).to.match(/^arn:aws:((ec2|elasticloadbalancing|wafv2):eu-west-1|iam:):111122223333:/);
    }
  });

  it("make no service-linked role but Elastic Load Balancing's", () => {
    expect(granting("iam:CreateServiceLinkedRole")).to.deep.equal([
      {
        Effect: "Allow",
        Action: "iam:CreateServiceLinkedRole",
        Resource:
          "arn:aws:iam::111122223333:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
        Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
      },
    ]);
  });

  it("put web ACLs before load balancers of this account and region, which an ingress may ask for", () => {
    expect(granting("wafv2:AssociateWebACL").map(({ Resource }) => Resource)).to.deep.equal([
      [
        "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/*",
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/*",
      ],
    ]);
  });

  const publishedPolicy = "aws-load-balancer-controller/iam_policy-v3.5.0.json";
  itByReference(
    "grant the actions of the published policy, but for what the values switch off",
    publishedPolicy,
    (file) => {
      const published = JSON.parse(readFileSync(file, "utf8")) as { Statement: PolicyStatement[] };
      const theirs = new Set(published.Statement.flatMap(({ Action }) => listed(Action)));
      const ours = new Set(statements().flatMap(({ Action }) => listed(Action)));
      // The classic WAF and Shield Advanced: without their switches the controller calls neither.
      const off = [...theirs].filter((action) => /^(waf-regional|shield):/.test(action));
      expect(off).to.have.length(8);
      expect([...ours].sort()).to.deep.equal([...theirs].filter((action) => !off.includes(action)).sort());
    },
  );
});

describe("LoadBalancerControllerComponent", () => {
  it("installs the pinned chart once its service account has its role", async () => {
    const plan = await made();
    const release = only(plan, "kubernetes:helm.sh/v3:Release");
    expect(release.inputs).to.include({
      chart: "aws-load-balancer-controller",
      version: "3.5.0",
      atomic: true,
      namespace: "kube-system",
    });
    const association = only(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation");
    expect(association.inputs).to.include({ namespace: "kube-system", serviceAccount: "aws-load-balancer-controller" });
    expect(release.options.dependencies).to.include(association.urn);
    expect(all(plan, "aws:iam/policy:Policy").map(({ inputs }) => inputs.name)).to.deep.equal([
      "atlas-load-balancer-controller-discovery",
      "atlas-load-balancer-controller-balancing",
    ]);
  });

  it("tells the controller its region and VPC, which it could not find out by itself", async () => {
    const values = only(await made(), "kubernetes:helm.sh/v3:Release").inputs.values;
    expect(values).to.include({ clusterName: "atlas", region: "eu-west-1", vpcId: "vpc-0123456789abcdef0" });
  });

  it("meets every rule of both packs", async () => {
    // Tags come from the provider, which the component does not make.
    const config = { "resource-cost-tags": "disabled" as const };
    const { findings } = await runPacks(await made(), [
      { ...awsPack, config },
      { ...kubernetesPack, config: {} },
    ]);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).to.deep.equal([]);
  });
});

describe("the values of the chart aws-load-balancer-controller", () => {
  const values = controllerValues({
    clusterName: "atlas",
    region: "eu-west-1",
    serviceAccount: "controller",
    tags: TAGS,
    serviceMonitors: false,
  });

  it("leave Services alone and keep the webhook's certificate", () => {
    expect(values).to.include({ enableServiceMutatorWebhook: false, keepTLSSecret: true });
  });

  it("run two replicas of which one may go, in different zones", () => {
    expect(values).to.deep.include({ replicaCount: 2, podDisruptionBudget: { maxUnavailable: 1 } });
    expect(values.topologySpreadConstraints[0]?.topologyKey).to.equal("topology.kubernetes.io/zone");
  });

  it("switch off what the policies do not allow: the classic WAF and Shield Advanced", () => {
    expect(values).to.include({ enableWaf: false, enableShield: false, enableWafv2: true });
  });

  it("read no Secrets, tag what they make, and publish metrics only where somebody asks", () => {
    expect(values).to.deep.include({
      clusterSecretsPermissions: { allowAllSecrets: false },
      defaultTags: TAGS,
      serviceMonitor: { enabled: false },
    });
  });
});

describe("the loadBalancerController section", () => {
  it("is on where an application asks for an ingress, unless the stack says otherwise", () => {
    expect(loadBalancerControllerSchema({ ingressAsked: true }).parse({}).enabled).to.equal(true);
    expect(loadBalancerControllerSchema({ ingressAsked: false }).parse({}).enabled).to.equal(false);
    expect(loadBalancerControllerSchema({ ingressAsked: false }).parse({ enabled: true }).enabled).to.equal(true);
  });
});
