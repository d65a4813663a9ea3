import { resourceRule } from "../support/rule.ts";

const EBS = ["ebs.csi.aws.com", "kubernetes.io/aws-ebs", "ebs.csi.eks.amazonaws.com"];

/** Volumes that pods claim are made by the driver, where no rule about EC2 sees them. */
export const storageClassEncrypted = resourceRule({
  name: "storage-class-encrypted",
  description: 'Set the parameter encrypted to "true" on every storage class of EBS volumes.',
  enforcementLevel: "mandatory",
  kinds: new Set(["storage.k8s.io/StorageClass"]),
  parameters: {},
  patches: true,
  inspect: (storageClass, findings) => {
    findings.check(() => {
      // A patch need not say again whose volumes it is about.
      const provisioner = storageClass.body.get("provisioner").string() ?? (storageClass.partial ? EBS[0] : "");
      if (!EBS.includes(provisioner ?? "")) return;
      const encrypted = storageClass.body.at("parameters.encrypted");
      const given = encrypted.string();
      if (given === "true" || (given === undefined && storageClass.partial)) return;
      findings.violation(`${encrypted.path} is ${given === undefined ? "not set" : `"${given}"`}; set it to "true"`);
    });
  },
});
