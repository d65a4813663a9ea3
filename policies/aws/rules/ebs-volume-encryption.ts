import { CUSTOMER_KEY_PARAMETER, requireEncryption } from "../support/devices.ts";
import { eachInStackRule } from "../support/rule.ts";
import { INSTANCE, SPOT_FLEET, SPOT_INSTANCE } from "../support/types.ts";

/** The account's setting for volumes that say nothing. */
const BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";

/** Volumes, copies of snapshots and the disks of single instances are encrypted. */
export const ebsVolumeEncryption = eachInStackRule({
  name: "ebs-volume-encryption",
  description: "Encrypt every EBS volume with the platform's key: set encrypted to true and kmsKeyId.",
  types: [
    BY_DEFAULT,
    "aws:ebs/volume:Volume",
    "aws:ebs/snapshotCopy:SnapshotCopy",
    INSTANCE,
    SPOT_INSTANCE,
    SPOT_FLEET,
  ],
  parameters: { customerKey: CUSTOMER_KEY_PARAMETER },
  check(resource, context) {
    const { type, props } = resource;
    if (type === BY_DEFAULT) {
      // It is on unless it says otherwise, and it names no key.
      context.require(resource, props.get("enabled"), (field) => field.bool() !== false, "set it to true");
      return;
    }
    if (type === SPOT_FLEET) {
      for (const specification of props.get("launchSpecifications").items()) {
        const roots = specification.get("rootBlockDevices");
        if (roots.known() && roots.items().length === 0) {
          context.report(resource, `${roots.path} is empty, so the image decides; add one with encryption`);
        }
        for (const device of [...roots.items(), ...specification.get("ebsBlockDevices").items()]) {
          requireEncryption(resource, device, context);
        }
      }
      return;
    }
    if (type !== INSTANCE && type !== SPOT_INSTANCE) {
      requireEncryption(resource, props, context);
      return;
    }
    // Present even when nothing is said about it: the image decides then, and its disk is as a rule not encrypted.
    requireEncryption(resource, props.get("rootBlockDevice"), context);
    for (const device of props.get("ebsBlockDevices").items()) requireEncryption(resource, device, context);
  },
});
