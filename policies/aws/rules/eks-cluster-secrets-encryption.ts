import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/** Kubernetes secrets are encrypted in etcd with a key of the platform's own. */
export const eksClusterSecretsEncryption = resourceRule({
  name: "eks-cluster-secrets-encryption",
  description: "Encrypt Kubernetes secrets with a KMS key: set encryptionConfig with resources [secrets] and a keyArn.",
  types: [CLUSTER],
  check({ props, report, require }) {
    const encryption = props.get("encryptionConfig");
    if (!encryption.known()) return;
    const resources = encryption.get("resources");
    const named = resources.items().map((item) => item.text());
    if (resources.known() && !named.includes("secrets") && resources.items().every((item) => item.known())) {
      report(`${resources.path} does not hold "secrets"; set it to ["secrets"]`);
    }
    const key = encryption.get("provider").get("keyArn");
    require(key, (field) => Boolean(field.text()), "set it to the ARN of a KMS key");
  },
});
