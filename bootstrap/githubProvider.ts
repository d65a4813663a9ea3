import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { AUDIENCE, GITHUB_ISSUER } from "./documents/trust.ts";

/**
 * The account's OIDC provider of GitHub. AWS checks the issuer's certificate against its own list of authorities, so no
 * thumbprint is given. Source: IAM User Guide, "Create an OpenID Connect (OIDC) identity provider in IAM".
 */
export function makeGithubProvider(opts?: pulumi.CustomResourceOptions): aws.iam.OpenIdConnectProvider {
  return new aws.iam.OpenIdConnectProvider(
    "github",
    { url: `https://${GITHUB_ISSUER}`, clientIdLists: [AUDIENCE] },
    // Without it nobody could deploy any more.
    { ...opts, protect: true },
  );
}
