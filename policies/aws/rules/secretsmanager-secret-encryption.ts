import { eachInStackRule } from "../support/rule.ts";

/** Secrets are encrypted with a key whose use the platform controls. */
export const secretsmanagerSecretEncryption = eachInStackRule({
  name: "secretsmanager-secret-encryption",
  description: "Encrypt every secret with the platform's own key: set kmsKeyId.",
  types: ["aws:secretsmanager/secret:Secret"],
  check(resource, { requireKey }) {
    requireKey(resource, resource.props.get("kmsKeyId"));
  },
});
