import { CUSTOMER_KEY_PARAMETER, requireEncryption } from "../support/devices.ts";
import type { Field } from "../support/field.ts";
import { eachInStackRule } from "../support/rule.ts";
import { LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../support/types.ts";

/** The disks of nodes, where images, logs and emptyDir volumes are, are encrypted. */
export const ec2LaunchTemplateEncryption = eachInStackRule({
  name: "ec2-launch-template-encryption",
  description:
    "Encrypt every device of a launch template, the root device included, with the platform's key: blockDeviceMappings with ebs.encrypted and ebs.kmsKeyId.",
  types: [LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION],
  parameters: {
    customerKey: CUSTOMER_KEY_PARAMETER,
    rootDevices: {
      type: "array",
      items: { type: "string" },
      // The first is that of Bottlerocket and Amazon Linux, the second that of Ubuntu and Windows.
      default: ["/dev/xvda", "/dev/sda1"],
      description: "Names of the devices that images start from; one of them must be mapped.",
    },
  },
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
    const volumes = mappings.items().filter(hasVolume);
    for (const mapping of volumes) requireEncryption(resource, mapping.get("ebs"), context);
    if (mappings.items().length === 0) {
      context.report(resource, `${mappings.path} is empty, so the image decides; map its root device with encryption`);
    } else if (!namesRoot(volumes, context.config.rootDevices as string[])) {
      context.report(resource, `${mappings.path} leaves the root device to the image; map it with encryption`);
    }
  },
});

/** Instance storage and devices that are taken away have no volume, unless one stands there all the same. */
function hasVolume(mapping: Field): boolean {
  return (
    (mapping.get("ebs").plain() ?? undefined) !== undefined ||
    !(mapping.get("virtualName").set() || mapping.get("noDevice").set())
  );
}

function isOneOf(value: unknown, names: readonly string[]): boolean {
  return typeof value === "string" && names.includes(value);
}

function namesRoot(volumes: readonly Field[], rootDevices: readonly string[]): boolean {
  const names = volumes.map((mapping) => mapping.get("deviceName"));
  if (names.some((name) => isOneOf(name.plain(), rootDevices))) return true;
  // One that is not known yet may be it; asking for all of them notes each.
  return names.filter((name) => !name.known()).length > 0;
}
