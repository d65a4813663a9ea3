import { CUSTOMER_KEY_PARAMETER, requireEncryption } from "../support/devices.ts";
import { eachInStackRule } from "../support/rule.ts";
import { LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../support/types.ts";

/** The disks of nodes, where images, logs and emptyDir volumes are, are encrypted. */
export const ec2LaunchTemplateEncryption = eachInStackRule({
  name: "ec2-launch-template-encryption",
  description:
    "Encrypt every device of a launch template with the platform's key: blockDeviceMappings with ebs.encrypted and ebs.kmsKeyId.",
  types: [LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION],
  parameters: { customerKey: CUSTOMER_KEY_PARAMETER },
  check(resource, context) {
    const { type, props } = resource;
    if (type === LAUNCH_CONFIGURATION) {
      // It has no input for a key.
      const withoutKey = { ...context, config: { customerKey: false } };
      requireEncryption(resource, props.get("rootBlockDevice"), withoutKey);
      for (const device of props.get("ebsBlockDevices").items()) requireEncryption(resource, device, withoutKey);
      return;
    }
    const mappings = props.get("blockDeviceMappings");
    if (!mappings.known()) return;
    if (mappings.items().length === 0) {
      context.report(resource, `${mappings.path} is empty, so the image decides; map its root device with encryption`);
    }
    for (const mapping of mappings.items()) {
      // Instance storage and devices that are taken away have no volume.
      if (mapping.get("virtualName").set() || mapping.get("noDevice").set()) continue;
      requireEncryption(resource, mapping.get("ebs"), context);
    }
  },
});
