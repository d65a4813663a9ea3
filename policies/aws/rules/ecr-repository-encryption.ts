import { eachInStackRule } from "../support/rule.ts";

/** Images are encrypted with the platform's own key. It cannot be changed later. */
export const ecrRepositoryEncryption = eachInStackRule({
  name: "ecr-repository-encryption",
  description: "Encrypt every repository: set encryptionConfigurations with encryptionType KMS and a kmsKey.",
  types: ["aws:ecr/repository:Repository"],
  check(resource, { require, requireKey, report }) {
    const configurations = resource.props.get("encryptionConfigurations");
    if (!configurations.known()) return;
    const [first] = configurations.items();
    if (!first) {
      report(resource, `${configurations.path} is empty; set encryptionType KMS and a kmsKey`);
      return;
    }
    require(resource, first.get("encryptionType"), (field) =>
      /^KMS(_DSSE)?$/.test(field.text() ?? ""), 'set it to "KMS"');
    requireKey(resource, first.get("kmsKey"));
  },
});
