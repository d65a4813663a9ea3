import { readFileSync } from "node:fs";
import { expect } from "chai";
import { deployBoundary } from "../../bootstrap/documents/deployBoundary.ts";
import { readPolicy } from "../../bootstrap/documents/read.ts";
import { workloadBoundary } from "../../bootstrap/documents/workloadBoundary.ts";
import { workloadBoundaryArn } from "../../bootstrap/names.ts";
import type { PolicyDocument } from "../../components/shared/iam.ts";
import type { Plan, PlannedResource } from "../../preview/plan.ts";
import { runProgram } from "../../preview/program.ts";
import { findStacks, readStack } from "../../preview/stackFiles.ts";
import { PROJECT } from "../support/commandLine.ts";
import { document } from "../support/harness.ts";
import { decide } from "../support/iam/evaluate.ts";
import { likeIgnoringCase } from "../support/iam/glob.ts";
import { itByReference } from "../support/reference.ts";
import { CALLS } from "./calls.ts";
import { ACCOUNT, callsAllowedBy, deployMay, deployPolicies, environmentScope, REGION } from "./support.ts";

/** Every stack as it would be in the account and region of these tests. */
async function plans(): Promise<Plan[]> {
  const all: Plan[] = [];
  for (const stack of findStacks(PROJECT)) {
    const file = readStack(PROJECT, stack);
    const config = { ...file.config, "aws:allowedAccountIds": JSON.stringify([ACCOUNT]), "aws:region": REGION };
    all.push(await runProgram({ ...file, config }, { unknowns: false }));
  }
  return all;
}

/** A key's alias, as it is in the context of each call once both are there. */
function aliasesOf(
  { type, inputs, outputs }: PlannedResource,
  { resources }: Plan,
): { "kms:ResourceAliases"?: string } {
  const keyId = type === "aws:kms/key:Key" ? outputs.keyId : type === "aws:kms/alias:Alias" ? inputs.targetKeyId : "";
  const alias = resources.find((one) => one.type === "aws:kms/alias:Alias" && one.inputs.targetKeyId === keyId);
  return alias === undefined ? {} : { "kms:ResourceAliases": alias.inputs.name as string };
}

/** Actions that a document allows, wildcards and all. */
function allowedActions(policy: PolicyDocument): string[] {
  return policy.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => [Action].flat());
}

function uncovered(actions: readonly string[], by: PolicyDocument): string[] {
  const patterns = allowedActions(by);
  return actions.filter((action) => !patterns.some((pattern) => likeIgnoringCase(pattern, action)));
}

describe("the permissions of a deployment", () => {
  let all: Plan[];
  before(async () => {
    all = await plans();
  });

  it("are known for every type of AWS resource that a stack has", () => {
    const types = new Set(all.flatMap(({ resources }) => resources.map(({ type }) => type)));
    const aws = [...types].filter((type) => type.startsWith("aws:") || type.startsWith("eks:"));
    expect(aws.length).to.be.above(35);
    expect(aws.filter((type) => CALLS[type] === undefined)).to.deep.equal([]);
  });

  for (const stack of findStacks(PROJECT)) {
    it(`suffice to make, change and delete all of ${stack}, under the boundary`, () => {
      const plan = all.find((candidate) => candidate.stack === stack)!;
      const scope = environmentScope(stack, { mayEmptyBackups: stack === "dev" });
      const context = {
        "aws:RequestedRegion": REGION,
        "aws:RequestTag/environment": stack,
        "aws:ResourceTag/environment": stack,
        "aws:ResourceTag/owner": "platform-team",
        "iam:PermissionsBoundary": workloadBoundaryArn(scope.scope, `atlas-${stack}`),
        "kms:GrantIsForAWSResource": "true",
      };
      const requests = plan.resources.flatMap(
        (resource) => CALLS[resource.type]?.(resource, { ...context, ...aliasesOf(resource, plan) }) ?? [],
      );
      expect(requests.length).to.be.above(150);
      const refused = requests.filter((request) => !deployMay(scope, request));
      // The keys of backups and of volumes, and nothing else, stay where a deployment may not empty the buckets.
      const kept = ["DeleteAlias", "PutKeyPolicy", "ScheduleKeyDeletion", "UpdateAlias"];
      expect([...new Set(refused.map(({ action }) => action))].sort()).to.deep.equal(
        stack === "dev" ? [] : kept.map((action) => `kms:${action}`),
      );
      for (const { context: found } of refused) {
        expect(found?.["kms:ResourceAliases"]).to.be.oneOf([
          `alias/atlas-${stack}-velero`,
          `alias/atlas-${stack}-volumes`,
        ]);
      }
    });
  }

  it("let a role be handed to every service that a stack's roles trust", () => {
    const services = all.flatMap(({ resources }) =>
      resources
        .filter(({ type }) => type === "aws:iam/role:Role")
        .flatMap(({ inputs }) => (document(inputs.assumeRolePolicy) as PolicyDocument).Statement)
        .flatMap(({ Principal }) => (typeof Principal === "object" ? [Principal.Service ?? []].flat() : [])),
    );
    expect(services).to.include.members(["eks.amazonaws.com", "pods.eks.amazonaws.com"]);
    const scope = environmentScope("prod");
    const resource = `arn:aws:iam::${ACCOUNT}:role/atlas-prod-x`;
    const refused = services.filter(
      (service) => !deployMay(scope, { action: "iam:PassRole", resource, context: { "iam:PassedToService": service } }),
    );
    expect(refused).to.deep.equal([]);
  });

  it("stay within what the boundary allows by kind", () => {
    const scope = environmentScope("dev", { mayEmptyBackups: true });
    const actions = deployPolicies(scope).flatMap(allowedActions);
    expect(actions.length).to.be.above(150);
    expect(uncovered(actions, deployBoundary(scope))).to.deep.equal([]);
  });

  it("of those who look cover every read of a refresh", () => {
    const scope = environmentScope("prod");
    const reads = all
      .flatMap(({ resources }) => resources.flatMap((resource) => CALLS[resource.type]?.(resource, {}) ?? []))
      .filter(({ action }) => /:(?:Describe|Get|List)/.test(action))
      .filter(({ resource }) => !/atlas-(?:dev|staging)|role\/aws-service-role/.test(resource));
    expect(reads.length).to.be.above(80);
    const refused = reads.filter((request) => decide([readPolicy(scope)], request) !== "allowed");
    expect(refused.map(({ action, resource }) => `${action} ${resource}`)).to.deep.equal([]);
  });

  for (const stack of findStacks(PROJECT)) {
    it(`bound no role of ${stack} below what its own policies say, conditions and all`, () => {
      const policies = all
        .find((candidate) => candidate.stack === stack)!
        .resources.filter(({ type }) => ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"].includes(type))
        .map(({ inputs }) => document(inputs.policy) as PolicyDocument);
      const requests = policies
        .flatMap(({ Statement }) => Statement.filter(({ Effect }) => Effect === "Allow").flatMap(callsAllowedBy))
        .map(({ context, ...request }) => ({ ...request, context: { "aws:ResourceAccount": ACCOUNT, ...context } }));
      expect(requests.map(({ action }) => action)).to.include.members(["ec2:CreateTags", "kms:CreateGrant"]);
      const boundary = workloadBoundary(environmentScope(stack));
      const refused = requests.filter((request) => decide([boundary], request) !== "allowed");
      expect(refused.map(({ action, resource }) => `${action} ${resource}`)).to.deep.equal([]);
    });
  }

  for (const path of [
    "aws-load-balancer-controller/iam_policy-v3.5.0.json",
    "eks/AmazonEBSCSIDriverPolicyV2.json",
    "karpenter/controller-policy-merged.json",
  ]) {
    itByReference(`bound no controller below ${path}`, path, (file) => {
      const policy = JSON.parse(readFileSync(file, "utf8")) as PolicyDocument;
      // The load balancer controller's values switch off classic WAF and Shield.
      const actions = allowedActions(policy).filter((action) => !/^(?:waf-regional|shield):/.test(action));
      expect(actions.length).to.be.above(10);
      expect(uncovered(actions, workloadBoundary(environmentScope("prod")))).to.deep.equal([]);
    });
  }
});
