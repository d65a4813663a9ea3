import { type AwsScope, iamArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import type { BootstrapConfig } from "../config.ts";

/** Where GitHub Actions publishes the keys of its tokens. Source: GitHub Docs, "Configuring OpenID Connect in Amazon Web Services". */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";
/** Audience that AWS's own action asks tokens for. */
export const AUDIENCE = "sts.amazonaws.com";

/** What part of the repository's work a role is for. */
export type Subject =
  /** Jobs that name a GitHub environment, and so have passed its approval and its rules about branches. */
  | { readonly kind: "environment"; readonly name: string }
  /** Jobs of pull requests. */
  | { readonly kind: "pull-request" }
  /** Jobs of pushes and schedules on a branch that name no environment. */
  | { readonly kind: "branch"; readonly name: string };

/**
 * The `sub` of GitHub's tokens for a subject. With the ids it stays the repository's own when the name changes hands.
 * Source: GitHub Docs, "OpenID Connect", "Example subject claims" and "Immutable subject claims".
 */
export function subjectClaim(repository: BootstrapConfig["repository"], subject: Subject): string {
  const [owner = "", name = ""] = repository.name.split("/");
  const { ownerId, repositoryId } = repository;
  const who =
    ownerId === undefined || repositoryId === undefined
      ? `repo:${owner}/${name}`
      : `repo:${owner}@${ownerId}/${name}@${repositoryId}`;
  switch (subject.kind) {
    case "environment":
      return `${who}:environment:${subject.name}`;
    case "pull-request":
      return `${who}:pull_request`;
    case "branch":
      return `${who}:ref:refs/heads/${subject.name}`;
  }
}

/** ARN of the account's OIDC provider of GitHub; IAM names it after the issuer. */
export function githubProviderArn(scope: AwsScope): string {
  return iamArn(scope, `oidc-provider/${GITHUB_ISSUER}`);
}

/** Trust policy of a role: exactly one subject of one repository, and tokens made for AWS. */
export function githubTrust(
  scope: AwsScope,
  repository: BootstrapConfig["repository"],
  subject: Subject,
): PolicyDocument {
  return policyDocument({
    Sid: "GitHubActions",
    Effect: "Allow",
    Principal: { Federated: githubProviderArn(scope) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${GITHUB_ISSUER}:aud`]: AUDIENCE,
        [`${GITHUB_ISSUER}:sub`]: subjectClaim(repository, subject),
      },
    },
  });
}
