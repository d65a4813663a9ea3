/** Who else may open connections to the private endpoint: IPv4 ranges, ids of security groups or of managed prefix lists. */
type Sources = readonly string[];

/** How whoever deploys a stack reaches the cluster's API server. */
export type DeployAccess =
  /** From inside the VPC, or a network joined to it: the private endpoint is reached directly. */
  | { readonly mode: "vpc-runner"; readonly from?: Sources | undefined }
  /** Through an HTTP or SOCKS proxy that reaches the private endpoint. */
  | { readonly mode: "proxy"; readonly url: string; readonly from?: Sources | undefined }
  /** From these public IPv4 ranges: the public endpoint is open to them and to nobody else. */
  | { readonly mode: "allowlisted-public"; readonly cidrs: readonly string[] };

/**
 * Who may open connections to the private endpoint. EKS's own security group admits the cluster's nodes alone, and it is
 * made with the cluster, in the middle of a stack's first deployment: a runner or proxy must be let in there and then.
 *
 * @param vpcCidr the VPC's range, which is let in where the stack names nobody
 */
export function privateSources(access: DeployAccess, vpcCidr: string): readonly string[] {
  return access.mode === "allowlisted-public" ? [] : (access.from ?? [vpcCidr]);
}
