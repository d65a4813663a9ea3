/** How whoever deploys a stack reaches the cluster's API server. */
export type DeployAccess =
  /** From inside the VPC, or a network joined to it: the private endpoint is reached directly. */
  | { readonly mode: "vpc-runner" }
  /** Through an HTTP or SOCKS proxy that reaches the private endpoint. */
  | { readonly mode: "proxy"; readonly url: string }
  /** From these public IPv4 ranges: the public endpoint is open to them and to nobody else. */
  | { readonly mode: "allowlisted-public"; readonly cidrs: readonly string[] };
