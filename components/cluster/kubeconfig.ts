/** What a kubeconfig is built from. */
export interface KubeconfigInput {
  readonly clusterName: string;
  readonly region: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** Base64 of the API server's certificate authority. */
  readonly certificateAuthority: string;
  /** Proxy through which the API server is reached, if it is. */
  readonly proxyUrl?: string | undefined;
}

/** A kubeconfig that gets its tokens from the AWS CLI: it holds no credential, and works for everyone with an access entry. */
export function kubeconfig(input: KubeconfigInput): Record<string, unknown> {
  const { clusterName } = input;
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": clusterName,
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    clusters: [
      {
        name: clusterName,
        cluster: {
          server: input.endpoint,
          "certificate-authority-data": input.certificateAuthority,
          ...(input.proxyUrl !== undefined && { "proxy-url": input.proxyUrl }),
        },
      },
    ],
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", clusterName, "--region", input.region, "--output", "json"],
            interactiveMode: "Never",
          },
        },
      },
    ],
  };
}
