import { expect } from "chai";
import { drillBoundary } from "../../../bootstrap/documents/drill/boundary.ts";
import { DRILL_CLUSTERS, PLATFORM_PROJECT } from "../../../bootstrap/names.ts";
import { drillPolicies } from "../../../bootstrap/recoveryDrillAccess.ts";
import type { PolicyDocument } from "../../../components/shared/iam.ts";
import { freshRunId } from "../../../drills/common/names.ts";
import { drillStackName } from "../../../drills/recover/stackConfig.ts";
import type { Plan } from "../../../preview/plan.ts";
import { readStack } from "../../../preview/stackFiles.ts";
import { PROJECT } from "../../support/commandLine.ts";
import { decide, type Request } from "../../support/iam/evaluate.ts";
import { like } from "../../support/iam/glob.ts";
import { ask, IAM, KEY, secretsOf, STATE, stateKey } from "../deployment.ts";
import { ACCOUNT, REGION } from "../support.ts";
import { bounded, callsOf, CLUSTER, clusterGroup, drillMay, drillPlan, ec2, made, own, prod } from "./calls.ts";

const eks = (resource: string): string => `arn:aws:eks:${REGION}:${ACCOUNT}:${resource}`;
const BUCKET = "arn:aws:s3:::atlas-velero-atlas-prod-5f3a9c1e";
const SNAPSHOT = `arn:aws:ec2:${REGION}::snapshot/snap-1`;
const PROD = { "aws:ResourceTag/environment": "prod", "aws:ResourceTag/owner": "platform-team" };
const ROLE = `${IAM}:role/${CLUSTER}-velero`;
const OWN_ROLE = `${IAM}:role/github-atlas-prod-drill`;
const state = (kind: string, stack: string): string => `${STATE}/prod/.pulumi/${kind}/eks-platform/${stack}`;

describe("the role of the recovery drill", () => {
  let plan: Plan;
  before(async () => {
    plan = await drillPlan();
  });

  it("may make, change and delete all of the temporary stack, under its boundary", () => {
    const aws = plan.resources.filter(({ type }) => /^(?:aws|eks):/.test(type));
    const requests = aws.flatMap(callsOf);
    expect(new Set(aws.map(({ type }) => type)).size).to.be.above(25);
    expect(requests.length).to.be.above(300);
    const refused = requests.filter((request) => !drillMay(request));
    expect(refused.map(({ action, resource }) => `${action} ${resource}`)).to.deep.equal([]);
  });

  it("may do the same with nothing that has another name or another tag", () => {
    const changes = plan.resources
      .filter(({ type }) => /^(?:aws|eks):/.test(type))
      .flatMap(callsOf)
      // Some parts of a call have no name and no tag: an image, and the machine that is to be started in a subnet.
      .filter(({ action }) => !/:(?:Describe|Get|List)|^ec2:RunInstances$|^iam:CreateServiceLinkedRole$/.test(action));
    const others = changes.map((request): Request => {
      const tags = Object.entries(request.context ?? {}).map(([key, value]) => [
        key,
        /Tag\/environment$/.test(key) ? "prod" : key.endsWith("cluster-name") ? "atlas-prod" : value,
      ]);
      const resource = request.resource.replaceAll(CLUSTER, "atlas-prod");
      return { ...request, resource, context: Object.fromEntries(tags) as NonNullable<Request["context"]> };
    });
    expect(others.length).to.be.above(250);
    const allowed = others.filter(drillMay);
    expect(allowed.map(({ action, resource }) => `${action} ${resource}`)).to.deep.equal([]);
  });

  it("may hand roles to every service that the temporary stack's roles trust, and to no other", () => {
    const services = plan.resources
      .filter(({ type }) => type === "aws:iam/role:Role")
      .map(({ inputs }) => /"Service":"([^"]+)"/.exec(inputs.assumeRolePolicy as string)?.[1] ?? "");
    expect(new Set(services).size).to.equal(4);
    const pass = (service: string): boolean => drillMay(ask("iam:PassRole", ROLE, { "iam:PassedToService": service }));
    expect(services.filter((service) => !pass(service))).to.deep.equal([]);
    const others = ["lambda", "s3", "firehose", "ecs-tasks"].map((name) => `${name}.amazonaws.com`);
    expect(others.filter(pass)).to.deep.equal([]);
  });

  const may: [string, Request][] = [
    ["read production's outputs", ask("s3:GetObject", state("stacks", "prod.json"))],
    ["decrypt production's state", ask("kms:Decrypt", KEY, stateKey)],
    ["decrypt the secrets that reading outputs takes", ask("kms:Decrypt", KEY, secretsOf("prod"))],
    ["make a key of secrets for the temporary stack", ask("kms:Encrypt", KEY, secretsOf("prod"))],
    ["keep the temporary stack's state", ask("s3:PutObject", state("stacks", `${CLUSTER}.json`))],
    ["copy that state before it is written", ask("s3:PutObject", state("stacks", `${CLUSTER}.json.bak`))],
    ["remove the temporary stack", ask("s3:DeleteObject", state("stacks", `${CLUSTER}.json`))],
    ["keep the temporary stack's history", ask("s3:PutObject", state("history", `${CLUSTER}/1.history.json`))],
    ["keep former states of it", ask("s3:PutObject", state("backups", `${CLUSTER}/1.json`))],
    ["lock it", ask("s3:PutObject", state("locks/organization", `${CLUSTER}/1.json`))],
    ["unlock it", ask("s3:DeleteObject", state("locks/organization", `${CLUSTER}/1.json`))],
  ];
  for (const [sentence, request] of may) {
    it(`may ${sentence}`, () => {
      expect(drillMay(request)).to.equal(true);
    });
  }

  const mayNot: [string, Request][] = [
    ["write production's state", ask("s3:PutObject", state("stacks", "prod.json"))],
    ["delete production's state", ask("s3:DeleteObject", state("stacks", "prod.json"))],
    ["lock production's stack", ask("s3:PutObject", state("locks/organization", "prod/1.json"))],
    ["delete production's history", ask("s3:DeleteObject", state("history", "prod/1.history.json"))],
    ["read another environment's state", ask("s3:GetObject", `${STATE}/dev/.pulumi/stacks/eks-platform/dev.json`)],
    ["decrypt another environment's secrets", ask("kms:Decrypt", KEY, secretsOf("dev"))],
    ["delete old versions of state", ask("s3:DeleteObjectVersion", state("stacks", `${CLUSTER}.json`))],
    ["delete the key of the secrets", ask("kms:ScheduleKeyDeletion", KEY, { ...secretsOf("prod"), ...own })],
    ["delete production's cluster", ask("eks:DeleteCluster", eks("cluster/atlas-prod"))],
    ["change production's cluster", ask("eks:UpdateClusterConfig", eks("cluster/atlas-prod"))],
    ["let itself into production's cluster", ask("eks:CreateAccessEntry", eks("cluster/atlas-prod"))],
    ["delete production's nodes", ask("eks:DeleteNodegroup", eks("nodegroup/atlas-prod/system/1"))],
    ["delete production's VPC", ask("ec2:DeleteVpc", ec2("vpc/vpc-1"), PROD)],
    ["make production's VPC its own by a tag", ask("ec2:CreateTags", ec2("vpc/vpc-1"), { ...PROD, ...made })],
    ["make a subnet in production's VPC", ask("ec2:CreateSubnet", ec2("vpc/vpc-1"), { ...PROD, ...made })],
    [
      "put a NAT gateway into production's subnet",
      ask("ec2:CreateNatGateway", ec2("subnet/s-1"), { ...PROD, ...made }),
    ],
    ["start machines in production's subnet", ask("ec2:RunInstances", ec2("subnet/s-1"), PROD)],
    [
      "start machines with the security group of production's cluster",
      ask("ec2:RunInstances", ec2("security-group/sg-1"), { "aws:ResourceTag/aws:eks:cluster-name": "atlas-prod" }),
    ],
    ["change production's routes", ask("ec2:ReplaceRoute", ec2("route-table/rtb-1"), PROD)],
    ["open the way to what carries no tag", ask("ec2:RevokeSecurityGroupIngress", ec2("security-group/sg-1"))],
    ["make a network of no environment", ask("ec2:CreateVpc", ec2("vpc/*"))],
    ["make a network in another region", ask("ec2:CreateVpc", "arn:aws:ec2:us-east-1:1:vpc/*", made)],
    [
      "make the security group of production's cluster its own by a tag",
      ask("ec2:CreateTags", ec2("security-group/sg-1"), {
        ...made,
        "aws:ResourceTag/aws:eks:cluster-name": "atlas-prod",
        "aws:TagKeys": ["environment"],
      }),
    ],
    [
      "tag the security group of its cluster as it likes",
      ask("ec2:CreateTags", ec2("security-group/sg-1"), { ...clusterGroup, "aws:TagKeys": ["environment"] }),
    ],
    ["end an instance", ask("ec2:TerminateInstances", ec2("instance/i-1"), own)],
    ["delete a snapshot", ask("ec2:DeleteSnapshot", SNAPSHOT, PROD)],
    ["delete a snapshot that carries its tag", ask("ec2:DeleteSnapshot", SNAPSHOT, own)],
    ["share a snapshot", ask("ec2:ModifySnapshotAttribute", SNAPSHOT, own)],
    ["delete a volume", ask("ec2:DeleteVolume", ec2("volume/vol-1"), own)],
    ["read a backup", ask("s3:GetObject", `${BUCKET}/backups/one`)],
    ["write a backup", ask("s3:PutObject", `${BUCKET}/backups/one`)],
    ["delete a backup", ask("s3:DeleteObject", `${BUCKET}/backups/one`)],
    ["delete the bucket of backups", ask("s3:DeleteBucket", BUCKET)],
    [
      "decrypt with the key of backups",
      ask("kms:Decrypt", KEY, { "kms:ResourceAliases": ["alias/atlas-prod-velero"] }),
    ],
    ["delete production's keys", ask("kms:ScheduleKeyDeletion", KEY, PROD)],
    ["make production's key its own by a tag", ask("kms:TagResource", KEY, { ...PROD, ...made })],
    [
      "make a key without tags that has a name its own by a tag",
      ask("kms:TagResource", KEY, { ...made, "kms:ResourceAliases": ["alias/payroll"] }),
    ],
    ["make a role without the boundary", ask("iam:CreateRole", ROLE)],
    [
      "make a role with the boundary of production's roles",
      ask("iam:CreateRole", ROLE, { "iam:PermissionsBoundary": `${IAM}:policy/github-atlas-prod-workload-boundary` }),
    ],
    ["take the boundary off a role", ask("iam:DeleteRolePermissionsBoundary", ROLE, bounded)],
    ["change that boundary", ask("iam:CreatePolicyVersion", bounded["iam:PermissionsBoundary"])],
    ["change its own boundary", ask("iam:CreatePolicyVersion", `${IAM}:policy/github-atlas-prod-drill-boundary`)],
    ["attach a policy to itself", ask("iam:AttachRolePolicy", OWN_ROLE, bounded)],
    ["change who may assume it", ask("iam:UpdateAssumeRolePolicy", OWN_ROLE)],
    ["change production's roles", ask("iam:UpdateAssumeRolePolicy", `${IAM}:role/atlas-prod-velero`)],
    [
      "attach AdministratorAccess",
      ask("iam:AttachRolePolicy", ROLE, { ...bounded, "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" }),
    ],
    [
      "attach production's policies",
      ask("iam:AttachRolePolicy", ROLE, { ...bounded, "iam:PolicyARN": `${IAM}:policy/atlas-prod-velero-backups` }),
    ],
    ...[OWN_ROLE, `${IAM}:role/atlas-prod-cluster`, `${IAM}:role/github-atlas-prod-deploy`].map(
      (role): [string, Request] => [
        `hand ${role.split("/")[1]!} to EC2`,
        ask("iam:PassRole", role, { "iam:PassedToService": "ec2.amazonaws.com" }),
      ],
    ),
    ["assume a role", ask("sts:AssumeRole", `${IAM}:role/github-atlas-prod-deploy`)],
    ["make a user", ask("iam:CreateUser", `${IAM}:user/somebody`)],
    ["make a bucket", ask("s3:CreateBucket", "arn:aws:s3:::drill-0a1b2c3d")],
  ];
  for (const [sentence, request] of mayNot) {
    it(`may not ${sentence}`, () => {
      expect(drillMay(request)).to.equal(false);
    });
  }

  const byBoundaryAlone: [string, Request][] = [
    ["a change of production's VPC", ask("ec2:DeleteVpc", ec2("vpc/vpc-1"), PROD)],
    ["the deletion of production's cluster", ask("eks:DeleteCluster", eks("cluster/atlas-prod"))],
    ["the deletion of a node group of production", ask("eks:DeleteNodegroup", eks("nodegroup/atlas-prod/system/1"))],
    ["the deletion of a backup", ask("s3:DeleteObject", `${BUCKET}/backups/one`)],
    ["a backup in place of another", ask("s3:PutObject", `${BUCKET}/backups/one`)],
    ["the deletion of a snapshot", ask("ec2:DeleteSnapshot", SNAPSHOT, own)],
    ["a role without the boundary", ask("iam:CreateRole", ROLE)],
    ["a change of its own role", ask("iam:PutRolePolicy", OWN_ROLE, bounded)],
    ["a change of the boundary", ask("iam:CreatePolicyVersion", bounded["iam:PermissionsBoundary"])],
    ["the deletion of the state's key", ask("kms:ScheduleKeyDeletion", KEY, stateKey)],
    ["a tag on production's key", ask("kms:TagResource", KEY, PROD)],
    ["a tag on anybody's key", ask("kms:TagResource", KEY, { "kms:ResourceAliases": ["alias/payroll"] })],
  ];
  const everything: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  };
  for (const [what, request] of byBoundaryAlone) {
    it(`is denied ${what} by its boundary, whatever is attached to it`, () => {
      expect(decide([everything, drillBoundary(prod)], request)).to.equal("denied");
    });
  }
  it("cannot write production's state, whatever is attached to it", () => {
    const request = ask("s3:PutObject", state("stacks", "prod.json"));
    expect(decide([drillBoundary(prod)], request)).to.not.equal("allowed");
  });

  it("stays within what its boundary allows by kind", () => {
    const actions = Object.values(drillPolicies(prod)).flatMap(({ Statement }) =>
      Statement.flatMap(({ Action }) => [Action].flat()),
    );
    expect(actions.length).to.be.above(100);
    const patterns = drillBoundary(prod)
      .Statement.filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => [Action].flat());
    expect(actions.filter((action) => !patterns.some((pattern) => like(pattern, action)))).to.deep.equal([]);
  });
});

describe("the names the drill's role is limited to", () => {
  it("take in the temporary stacks and nothing shorter or longer", () => {
    expect(like(DRILL_CLUSTERS, drillStackName(freshRunId()))).to.equal(true);
    expect(like(DRILL_CLUSTERS, `${CLUSTER}4`)).to.equal(false);
  });

  it("are of the platform's own project", () => {
    expect(readStack(PROJECT, "prod").project).to.equal(PLATFORM_PROJECT);
  });
});
