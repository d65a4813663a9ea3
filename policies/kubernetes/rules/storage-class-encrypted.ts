import { resourceRule } from "../support/rule.ts";

const EBS = ["ebs.csi.aws.com", "kubernetes.io/aws-ebs", "ebs.csi.eks.amazonaws.com"];

/** Volumes that pods claim are made by the driver, where no rule about EC2 sees them. */
export const storageClassEncrypted = resourceRule({
  name: "storage-class-encrypted",
  description: 'Set the parameter encrypted to "true" on every storage class of EBS volumes.',
  enforcementLevel: "mandatory",
  kinds: new Set(["storage.k8s.io/StorageClass"]),
  parameters: {},
  inspect: (storageClass, findings) => {
    findings.check(() => {
      if (!EBS.includes(storageClass.body.get("provisioner").string() ?? "")) return;
      const encrypted = storageClass.body.at("parameters.encrypted");
      const given = encrypted.string();
      if (given === "true") return;
      findings.violation(`${encrypted.path} is ${given === undefined ? "not set" : `"${given}"`}; set it to "true"`);
    });
  },
});
