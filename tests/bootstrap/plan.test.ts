import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyPackConfig } from "@pulumi/policy";
import { expect } from "chai";
import { AUDIENCE } from "../../bootstrap/documents/trust.ts";
import type { PolicyDocument } from "../../components/shared/iam.ts";
import { MANAGED_POLICY_MAX_CHARACTERS } from "../../components/shared/iam.ts";
import { loadPacks } from "../../preview/packs.ts";
import type { Plan } from "../../preview/plan.ts";
import { runPacks } from "../../preview/policyRunner.ts";
import { findStacks, readStack } from "../../preview/stackFiles.ts";
import { all, document, only } from "../support/harness.ts";
import { BOOTSTRAP, bootstrapPlan } from "./support.ts";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const BUCKET = "aws:s3/bucket:Bucket";
const STATE = "atlas-pulumi-state-777788889999-eu-central-1";

function outputs(plan: Plan): Record<string, Record<string, string>> {
  return plan.outputs.environments as Record<string, Record<string, string>>;
}

describe("the plan of an account", () => {
  let plan: Plan;
  before(async () => {
    plan = await bootstrapPlan("prod");
  });

  it("keeps state in a bucket that is versioned, encrypted, private, logged and protected", () => {
    const bucket = only(plan, BUCKET, "state-bucket");
    expect(bucket.inputs).to.deep.equal({ bucket: STATE });
    expect(bucket.options).to.include({ protect: true, retainOnDelete: true });
    const of = (type: string): Record<string, unknown> => {
      const [found] = all(plan, `aws:s3/${type}`).filter(({ name }) => name.startsWith("state-bucket-"));
      return found!.inputs;
    };
    expect(of("bucketVersioning:BucketVersioning").versioningConfiguration).to.deep.equal({ status: "Enabled" });
    expect(of("bucketPublicAccessBlock:BucketPublicAccessBlock")).to.deep.equal({
      bucket: STATE,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const key = only(plan, "aws:kms/key:Key", "state-key-key");
    expect(key.options.protect).to.equal(true);
    expect(of("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").rules).to.deep.equal([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.outputs.arn },
        bucketKeyEnabled: true,
        blockedEncryptionTypes: ["SSE-C"],
      },
    ]);
    expect(of("bucketOwnershipControls:BucketOwnershipControls").rule).to.deep.equal({
      objectOwnership: "BucketOwnerEnforced",
    });
    expect(of("bucketLifecycleConfiguration:BucketLifecycleConfiguration").rules).to.deep.equal([
      {
        id: "expire",
        status: "Enabled",
        filter: {},
        noncurrentVersionExpiration: { noncurrentDays: 365 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    expect(only(plan, "aws:s3/bucketLogging:BucketLogging").inputs).to.deep.equal({
      bucket: STATE,
      targetBucket: `${STATE}-logs`,
      targetPrefix: "access/",
    });
  });

  it("refuses plain HTTP, and other encryption, by the bucket's policy", () => {
    const policy = document(only(plan, "aws:s3/bucketPolicy:BucketPolicy", "state-bucket-policy").inputs.policy);
    const [http, algorithm] = (policy as PolicyDocument).Statement;
    expect(http).to.deep.include({ Effect: "Deny", Principal: "*", Action: "s3:*" });
    expect(http!.Resource).to.deep.equal([`arn:aws:s3:::${STATE}`, `arn:aws:s3:::${STATE}/*`]);
    expect(http!.Condition).to.deep.equal({ Bool: { "aws:SecureTransport": "false" } });
    expect(algorithm!.Condition!.StringNotEquals).to.deep.equal({ "s3:x-amz-server-side-encryption": "aws:kms" });
  });

  it("lets S3 deliver the logs of that bucket only, and lets the logs expire", () => {
    const policy = document(only(plan, "aws:s3/bucketPolicy:BucketPolicy", "state-logs-policy").inputs.policy);
    expect((policy as PolicyDocument).Statement[1]).to.deep.include({
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Condition: {
        StringEquals: { "aws:SourceAccount": "777788889999" },
        ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${STATE}` },
      },
    });
    const [rule] = only(
      plan,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "state-logs-lifecycle",
    ).inputs.rules as { expiration?: unknown }[];
    expect(rule!.expiration).to.deep.equal({ days: 365 });
  });

  it("trusts GitHub's tokens for AWS, each role for one subject", () => {
    expect(only(plan, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").inputs).to.deep.equal({
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: [AUDIENCE],
    });
    const subjects = all(plan, ROLE).map(({ inputs }) => {
      const [statement] = (document(inputs.assumeRolePolicy) as PolicyDocument).Statement;
      expect(statement!.Principal).to.deep.equal({
        Federated: "arn:aws:iam::777788889999:oidc-provider/token.actions.githubusercontent.com",
      });
      expect(statement!.Action).to.equal("sts:AssumeRoleWithWebIdentity");
      expect(Object.keys(statement!.Condition!)).to.deep.equal(["StringEquals"]);
      const equals = statement!.Condition!.StringEquals!;
      expect(equals["token.actions.githubusercontent.com:aud"]).to.equal("sts.amazonaws.com");
      return [inputs.name, equals["token.actions.githubusercontent.com:sub"]];
    });
    const repository = "repo:example-org@123456/eks-platform@456789";
    expect(Object.fromEntries(subjects)).to.deep.equal({
      "github-atlas-prod-deploy": `${repository}:environment:prod`,
      "github-atlas-prod-preview": `${repository}:pull_request`,
      "github-atlas-prod-drift": `${repository}:ref:refs/heads/main`,
      "github-atlas-prod-drill": `${repository}:environment:drill`,
    });
  });

  it("bounds every role, and keeps sessions at an hour, or as long as a deployment or a recovery drill may take", () => {
    const boundary = only(plan, POLICY, "prod-boundary").outputs.arn;
    const drillBoundary = only(plan, POLICY, "prod-drill-boundary").outputs.arn;
    const limits = all(plan, ROLE).map(({ inputs }) => [
      inputs.name,
      [inputs.permissionsBoundary, inputs.maxSessionDuration],
    ]);
    expect(Object.fromEntries(limits)).to.deep.equal({
      "github-atlas-prod-deploy": [boundary, 7200],
      "github-atlas-prod-preview": [boundary, undefined],
      "github-atlas-prod-drift": [boundary, undefined],
      "github-atlas-prod-drill": [drillBoundary, 18_000],
    });
  });

  it("attaches no boundary to anybody: it would grant all that it only bounds", () => {
    const boundaries = all(plan, POLICY).filter(({ inputs }) => /-boundary$/.test(inputs.name as string));
    expect(boundaries).to.have.length(4);
    const attached = all(plan, ATTACHMENT).map(({ inputs }) => inputs.policyArn);
    expect(boundaries.filter(({ outputs: made }) => attached.includes(made.arn))).to.deep.equal([]);
  });

  it("lets only the deployment and the recovery drill change anything", () => {
    const attached = all(plan, ATTACHMENT).map(({ inputs }) => [inputs.role, inputs.policyArn] as [string, string]);
    const of = (role: string): string[] =>
      attached
        .filter(([name]) => name === `github-atlas-prod-${role}`)
        .map(([, arn]) => arn.replace(`arn:aws:iam::777788889999:policy/github-atlas-prod-${role}-`, ""));
    expect(of("deploy")).to.deep.equal(["read", "state", "network", "cluster", "identity", "keys", "backups", "watch"]);
    expect(of("drill")).to.deep.equal(["state", "platform", "network", "identity", "keys"]);
    for (const role of ["preview", "drift"]) expect(of(role)).to.deep.equal(["read", "state"]);
  });

  it("says what the stack and its GitHub environment are set up with", () => {
    expect(plan.outputs.stateBucket).to.equal(STATE);
    expect(outputs(plan)).to.deep.equal({
      prod: {
        backendUrl: `s3://${STATE}/prod?region=eu-central-1`,
        secretsProvider: "awskms://alias/pulumi/atlas-prod?region=eu-central-1",
        deployRole: "arn:aws:iam::777788889999:role/github-atlas-prod-deploy",
        previewRole: "arn:aws:iam::777788889999:role/github-atlas-prod-preview",
        driftRole: "arn:aws:iam::777788889999:role/github-atlas-prod-drift",
        permissionsBoundary: "arn:aws:iam::777788889999:policy/github-atlas-prod-workload-boundary",
        drillRole: "arn:aws:iam::777788889999:role/github-atlas-prod-drill",
        drillPermissionsBoundary: "arn:aws:iam::777788889999:policy/github-atlas-prod-drill-workload-boundary",
      },
    });
    expect(only(plan, "aws:kms/alias:Alias", "prod-secrets-alias").inputs.name).to.equal("alias/pulumi/atlas-prod");
  });

  it("keeps every policy within IAM's size", () => {
    for (const { name, inputs } of all(plan, POLICY)) {
      expect(JSON.stringify(document(inputs.policy)).length, name).to.be.at.most(MANAGED_POLICY_MAX_CHARACTERS);
    }
  });

  it("protects what cannot be made again", () => {
    const kept = ["aws:kms/key:Key", BUCKET, "aws:iam/openIdConnectProvider:OpenIdConnectProvider"];
    const resources = kept.flatMap((type) => all(plan, type));
    expect(resources).to.have.length(5);
    expect(resources.filter(({ options }) => !options.protect)).to.deep.equal([]);
  });
});

describe("an account with several environments and a provider of its own", () => {
  it("gives each environment its roles, and makes no second provider", async () => {
    const file = readStack(BOOTSTRAP, "dev");
    const key = "eks-platform-bootstrap:bootstrap";
    const config = JSON.parse(file.config[key]!) as Record<string, unknown>;
    const environments = ["dev", "staging"].map((name) => ({ name, clusterName: `atlas-${name}` }));
    const plan = await bootstrapPlan({
      ...file,
      config: {
        ...file.config,
        [key]: JSON.stringify({ ...config, githubProvider: "existing", environments, repository: { name: "acme/p" } }),
      },
    });
    expect(plan.resources.filter(({ type }) => type.includes("openIdConnectProvider"))).to.deep.equal([]);
    expect(all(plan, ROLE)).to.have.length(6);
    expect(all(plan, BUCKET)).to.have.length(2);
    expect(Object.keys(outputs(plan))).to.deep.equal(["dev", "staging"]);
    const trust = document(only(plan, ROLE, "staging-deploy").inputs.assumeRolePolicy) as PolicyDocument;
    expect(JSON.stringify(trust)).to.include('"repo:acme/p:environment:staging"');
  });

  it("refuses a bad configuration before any resource is made", async () => {
    const file = readStack(BOOTSTRAP, "dev");
    const config = { ...file.config, "eks-platform-bootstrap:bootstrap": '{"prefix":"atlas"}' };
    let message = "";
    await bootstrapPlan({ ...file, config }).catch((error: unknown) => {
      message = (error as Error).message;
    });
    expect(message).to.match(/^bootstrap\/Pulumi\.dev\.yaml is not a valid configuration/);
  });
});

describe("the policy packs over the accounts", () => {
  const config = JSON.parse(readFileSync(join(BOOTSTRAP, "policies", "aws.json"), "utf8")) as PolicyPackConfig;
  for (const stack of findStacks(BOOTSTRAP)) {
    for (const unknowns of [false, true]) {
      it(`find nothing in ${stack}${unknowns ? " before its first deployment" : ""}, as strict as they are`, async () => {
        const plan = await bootstrapPlan(stack, unknowns);
        const packs = (await loadPacks(undefined)).map((pack) =>
          pack.name === "eks-platform-aws" ? { ...pack, config } : pack,
        );
        const report = await runPacks(plan, packs);
        expect(Object.values(report.packs).every((rules) => rules > 20)).to.equal(true);
        const broken = report.findings.filter(({ undecided }) => undecided !== true);
        expect(broken.map(({ rule, message, urn }) => `${rule} ${urn ?? ""} ${message}`)).to.deep.equal([]);
      });
    }
  }

  it("say more without the parameters that boundaries and the sessions of deployment and drill need", async () => {
    const rules = ["iam-data-access", "iam-privilege-escalation", "iam-role-session-length"];
    expect(Object.keys(config)).to.deep.equal(rules);
    const report = await runPacks(await bootstrapPlan("dev"), await loadPacks(undefined));
    expect([...new Set(report.findings.map(({ rule }) => rule))]).to.have.members(rules);
  });
});
