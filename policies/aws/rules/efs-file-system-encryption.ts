import { eachInStackRule } from "../support/rule.ts";
import { FILE_SYSTEM } from "../support/types.ts";

/** Shared volumes are encrypted with the platform's own key. It cannot be changed later. */
export const efsFileSystemEncryption = eachInStackRule({
  name: "efs-file-system-encryption",
  description: "Encrypt every file system: set encrypted to true and kmsKeyId.",
  types: [FILE_SYSTEM],
  check(resource, { require, requireKey }) {
    require(resource, resource.props.get("encrypted"), (field) => field.bool() === true, "set it to true");
    requireKey(resource, resource.props.get("kmsKeyId"));
  },
});
