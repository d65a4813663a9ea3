import { resourceRule } from "../support/rule.ts";
import { eachLocation, LOCATION_KINDS } from "../support/velero.ts";

const AWS_PROVIDERS = ["aws", "velero.io/aws"];
const ALGORITHMS = ["AES256", "aws:kms"];

/** A backup holds every Secret of the cluster. Judged for the AWS plugin; other providers encrypt by other means. */
export const veleroLocationEncrypted = resourceRule({
  name: "velero-location-encrypted",
  description:
    "Encrypt what Velero stores: set config.kmsKeyId, or config.serverSideEncryption, on every backup storage location.",
  enforcementLevel: "mandatory",
  kinds: LOCATION_KINDS,
  parameters: {},
  patches: true,
  inspect: (object, findings) => {
    eachLocation(object, findings, (location) => {
      // A patch need not say again which provider it is about.
      const provider = location.get("provider").string() ?? (object.partial ? "aws" : "");
      if (!AWS_PROVIDERS.includes(provider)) return;
      const config = location.get("config");
      const algorithm = config.get("serverSideEncryption");
      const given = algorithm.string() ?? "";
      // The key is asked for only where the algorithm does not settle it: before deployment it is not known.
      if (ALGORITHMS.includes(given)) return;
      const key = given === "" ? (config.get("kmsKeyId").string() ?? "") : "";
      if (given !== "") {
        findings.violation(`${algorithm.path} is "${given}"; it must be one of ${ALGORITHMS.join(", ")}`);
      } else if (key === "" && !object.partial) {
        findings.violation(`${config.path} has neither kmsKeyId nor serverSideEncryption; name the key`);
      }
    });
  },
});
