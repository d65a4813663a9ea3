import { NODE_CLASS_KINDS } from "../support/nodePools.ts";
import { flag } from "../support/parameters.ts";
import { resourceRule } from "../support/rule.ts";

/** Without mappings Karpenter's own are encrypted; a mapping that is given is encrypted only if it says so. */
export const nodeClassEncryptedVolumes = resourceRule({
  name: "node-class-encrypted-volumes",
  description: "Set ebs.encrypted to true on every block device mapping of an EC2NodeClass.",
  enforcementLevel: "mandatory",
  kinds: NODE_CLASS_KINDS,
  parameters: {
    customerKey: flag(false, "Whether every mapping must also name a key of one's own by kmsKeyID."),
  },
  patches: true,
  inspect: (nodeClass, findings, { customerKey }) => {
    const mappings = nodeClass.body.at("spec.blockDeviceMappings");
    findings.check(() => {
      if (customerKey && !nodeClass.partial && mappings.list().length === 0) {
        findings.violation(
          `${mappings.path} is not set, so that AWS's own key is used; give mappings with ebs.kmsKeyID`,
        );
      }
      for (const mapping of mappings.list()) {
        findings.check(() => {
          const encrypted = mapping.at("ebs.encrypted");
          const given = encrypted.boolean();
          if (given === true) return;
          findings.violation(`${encrypted.path} is ${given === undefined ? "not set" : "false"}; set it to true`);
        });
        findings.check(() => {
          const key = mapping.at("ebs.kmsKeyID");
          if (customerKey && (key.string() ?? "") === "") findings.violation(`${key.path} is not set; name a key`);
        });
      }
    });
  },
});
