import { resourceRule } from "../support/rule.ts";
import { KMS_KEY } from "../support/types.ts";

/** What one key material protects is limited to a year. */
export const kmsKeyRotation = resourceRule({
  name: "kms-key-rotation",
  description: "Rotate every KMS key: set enableKeyRotation to true (asymmetric and HMAC keys cannot be).",
  types: [KMS_KEY],
  check({ props, require }) {
    const usage = props.get("keyUsage");
    if (!usage.known() || !["ENCRYPT_DECRYPT", undefined].includes(usage.text())) return;
    const spec = props.get("customerMasterKeySpec");
    if (!spec.known() || !["SYMMETRIC_DEFAULT", undefined].includes(spec.text())) return;
    require(props.get("enableKeyRotation"), (field) => field.bool() === true, "set it to true");
  },
});
