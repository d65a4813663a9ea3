import { execFile } from "node:child_process";

/** An API server as EKS describes it. */
export interface FoundCluster {
  /** URL of the API server. */
  readonly endpoint: string;
  /** PEM of its certificate authority. */
  readonly certificateAuthority: string;
}

/** What looking for a cluster came to. */
export type Lookup =
  | { readonly kind: "found"; readonly cluster: FoundCluster }
  /** EKS knows no such cluster: the stack has not been deployed. */
  | { readonly kind: "absent" }
  /** Nobody knows; why, in one line. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * Asks EKS for a cluster through the AWS CLI, which the kubeconfig needs anyway.
 *
 * @param aws the command, `aws` unless a test has another
 */
export function describeCluster(name: string, region: string, aws = "aws"): Promise<Lookup> {
  const args = ["eks", "describe-cluster", "--name", name, "--region", region, "--output", "json"];
  return new Promise((resolve) => {
    execFile(aws, args, { encoding: "utf8", timeout: 60_000 }, (error, stdout, stderr) => {
      resolve(error === null ? read(stdout) : failed(error, stderr));
    });
  });
}

function read(stdout: string): Lookup {
  const incomplete: Lookup = {
    kind: "unknown",
    reason: "EKS names no endpoint for it yet; it may still be in the making",
  };
  try {
    const { cluster } = JSON.parse(stdout) as {
      cluster?: { endpoint?: unknown; certificateAuthority?: { data?: unknown } };
    };
    const { endpoint, certificateAuthority } = cluster ?? {};
    if (typeof endpoint !== "string" || typeof certificateAuthority?.data !== "string") return incomplete;
    const pem = Buffer.from(certificateAuthority.data, "base64").toString("utf8");
    return { kind: "found", cluster: { endpoint, certificateAuthority: pem } };
  } catch {
    return incomplete;
  }
}

function failed(error: Error, stderr: string): Lookup {
  if (stderr.includes("ResourceNotFoundException")) return { kind: "absent" };
  if ((error as NodeJS.ErrnoException).code === "ENOENT") {
    return { kind: "unknown", reason: "there is no AWS CLI (aws) on the PATH, which the kubeconfig needs too" };
  }
  const line = stderr.trim().split("\n").at(-1) ?? "";
  return { kind: "unknown", reason: line === "" ? error.message : line };
}
