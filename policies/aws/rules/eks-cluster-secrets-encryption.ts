import { eachInStackRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/** Kubernetes secrets are encrypted in etcd with a key of the platform's own. */
export const eksClusterSecretsEncryption = eachInStackRule({
  name: "eks-cluster-secrets-encryption",
  description: "Encrypt Kubernetes secrets with a KMS key: set encryptionConfig with resources [secrets] and a keyArn.",
  types: [CLUSTER],
  check(resource, { report, requireKey }) {
    const encryption = resource.props.get("encryptionConfig");
    if (!encryption.known()) return;
    const resources = encryption.get("resources");
    const items = resources.items();
    const named = items.some((item) => item.plain() === "secrets");
    if (!named && resources.known() && items.every((item) => item.known())) {
      report(resource, `${resources.path} does not hold "secrets"; set it to ["secrets"]`);
    }
    requireKey(resource, encryption.get("provider").get("keyArn"));
  },
});
