import type * as pulumi from "@pulumi/pulumi";

/**
 * Puts a permissions boundary on every IAM role of a stack, whichever component makes it: a deployer that may only make
 * roles within a boundary could make no other.
 *
 * @param boundaryArn ARN of the managed policy that is the boundary
 */
export function withPermissionsBoundary(boundaryArn: string): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type === "aws:iam/role:Role" ? { props: { ...props, permissionsBoundary: boundaryArn }, opts } : undefined;
}
