import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../components/shared/aws.ts";
import type { PolicyDocument } from "../components/shared/iam.ts";
import type { BootstrapConfig } from "./config.ts";
import { githubTrust, type Subject } from "./documents/trust.ts";

/** One role that GitHub assumes. */
export interface GithubRoleArgs {
  readonly scope: AwsScope;
  readonly repository: BootstrapConfig["repository"];
  readonly roleName: string;
  readonly description: string;
  /** What part of the repository's work may assume it. */
  readonly subject: Subject;
  /** ARN of the policy that bounds it. */
  readonly permissionsBoundary: pulumi.Input<string>;
  /** Seconds a session may last. Default: 3600, as IAM has it. */
  readonly maxSessionDuration?: number;
  /** Key -> document. Each becomes a policy of the account. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
}

/** Makes a role that GitHub assumes, with its policies attached. */
export function makeGithubRole(
  name: string,
  { scope, repository, roleName, subject, policies, maxSessionDuration, ...args }: GithubRoleArgs,
  parent: pulumi.Resource,
): aws.iam.Role {
  const role = new aws.iam.Role(
    name,
    {
      name: roleName,
      description: args.description,
      assumeRolePolicy: JSON.stringify(githubTrust(scope, repository, subject)),
      permissionsBoundary: args.permissionsBoundary,
      ...(maxSessionDuration !== undefined && { maxSessionDuration }),
    },
    { parent },
  );
  for (const [key, document] of Object.entries(policies)) {
    const policy = makePolicy(`${name}-${key}`, `${roleName}-${key}`, document, parent);
    new aws.iam.RolePolicyAttachment(`${name}-${key}`, { role: role.name, policyArn: policy.arn }, { parent });
  }
  return role;
}

/** Makes a policy of the account. */
export function makePolicy(
  name: string,
  policyName: string,
  document: PolicyDocument,
  parent: pulumi.Resource,
): aws.iam.Policy {
  return new aws.iam.Policy(name, { name: policyName, policy: JSON.stringify(document) }, { parent });
}
