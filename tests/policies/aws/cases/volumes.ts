import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";
import { KEY, fromKey, volume, disk, instance, template, mapping, launchConfiguration } from "../fixtures/storage.ts";

const SPOT_FLEET = "aws:ec2/spotFleetRequest:SpotFleetRequest";
const spotFleet = (specification: Record<string, unknown>) =>
  fixture(SPOT_FLEET, { launchSpecifications: [specification] })();

export const cases: RuleCases[] = [
  {
    rule: "ebs-volume-encryption",
    accepts: {
      "an encrypted volume": volume(),
      "a key that is made in the same stack": fromKey(volume({ kmsKeyId: UNKNOWN }), "kmsKeyId"),
      "an instance with an encrypted disk": instance(),
      "an account that encrypts by default": fixture("aws:ebs/encryptionByDefault:EncryptionByDefault", {})(),
      "a spot fleet with encrypted disks": spotFleet({ rootBlockDevices: [disk], ebsBlockDevices: [disk] }),
      "a spot fleet by launch templates": fixture(SPOT_FLEET, { launchTemplateConfigs: [{}] })(),
      "EBS's own key where the configuration allows it": {
        plan: volume({ kmsKeyId: undefined }),
        config: { "ebs-volume-encryption": { customerKey: false } },
      },
    },
    refuses: [
      {
        what: "a volume in the clear",
        plan: volume({ encrypted: false }),
        says: /volume resource: encrypted is false/,
      },
      { what: "a volume with EBS's own key", plan: volume({ kmsKeyId: undefined }), says: /kmsKeyId is not set/ },
      {
        what: "a copy of a snapshot in the clear",
        plan: fixture("aws:ebs/snapshotCopy:SnapshotCopy", { kmsKeyId: KEY })(),
        says: /snapshot copy resource: encrypted is not set/,
      },
      {
        what: "an instance that says nothing of its disk",
        plan: instance({ rootBlockDevice: undefined }),
        says: /rootBlockDevice\.encrypted is not set/,
      },
      {
        what: "a further disk of an instance in the clear, by its place",
        plan: instance({ ebsBlockDevices: [disk, { ...disk, encrypted: false }] }),
        says: /instance resource: ebsBlockDevices\[1\]\.encrypted is false/,
      },
      {
        what: "an account that encrypts nothing by default",
        plan: fixture("aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: false })(),
        says: /encryption by default resource: enabled is false; set it to true/,
      },
      {
        what: "a spot fleet that says nothing of a disk",
        plan: spotFleet({ ebsBlockDevices: [disk] }),
        says: /launchSpecifications\[0\]\.rootBlockDevices is empty, so the image decides/,
      },
      {
        what: "a disk of a spot fleet in the clear",
        plan: spotFleet({ rootBlockDevices: [disk], ebsBlockDevices: [{ kmsKeyId: KEY }] }),
        says: /spot fleet request resource: launchSpecifications\[0\]\.ebsBlockDevices\[0\]\.encrypted is not set/,
      },
      {
        what: "a configuration that is no truth value",
        plan: volume(),
        config: { "ebs-volume-encryption": { customerKey: "yes" } },
        says: /customerKey is "yes"; it must be true or false/,
      },
    ],
    unknown: [
      {
        what: "the disks of a spot fleet are unknown",
        plan: spotFleet({ rootBlockDevices: UNKNOWN }),
        names: /rootBlockDevices/,
      },
      { what: "a disk is unknown", plan: instance({ rootBlockDevice: UNKNOWN }), names: /rootBlockDevice/ },
      {
        what: "one disk is unknown, and still refuses another",
        plan: instance({ rootBlockDevice: { ...disk, encrypted: UNKNOWN }, ebsBlockDevices: [{ encrypted: false }] }),
        names: /rootBlockDevice\.encrypted/,
        says: /ebsBlockDevices\[0\]\.encrypted is false/,
      },
    ],
  },
  {
    rule: "ec2-launch-template-encryption",
    accepts: {
      "an encrypted device": template(),
      "a key that is made in the same stack": fromKey(
        mapping({ encrypted: true, kmsKeyId: UNKNOWN }),
        "blockDeviceMappings",
      ),
      "instance storage beside it": template({
        blockDeviceMappings: [
          { deviceName: "/dev/sda1", ebs: disk },
          { virtualName: "ephemeral0" },
          { deviceName: "/dev/sdb", noDevice: "true" },
        ],
      }),
      "the root device of an image of one's own": {
        plan: template({ blockDeviceMappings: [{ deviceName: "/dev/nvme0n1", ebs: disk }] }),
        config: { "ec2-launch-template-encryption": { rootDevices: ["/dev/nvme0n1"] } },
      },
      "a launch configuration, which takes no key": launchConfiguration(),
      "EBS's own key where the configuration allows it": {
        plan: mapping({ encrypted: true }),
        config: { "ec2-launch-template-encryption": { customerKey: false } },
      },
    },
    refuses: [
      {
        what: "no devices",
        plan: template({ blockDeviceMappings: undefined }),
        says: /launch template resource: blockDeviceMappings is empty/,
      },
      {
        what: "a device in the clear, given as text",
        plan: mapping({ encrypted: "false", kmsKeyId: KEY }),
        says: /blockDeviceMappings\[0\]\.ebs\.encrypted is "false"; set it to true/,
      },
      {
        what: "a device that says nothing",
        plan: mapping(undefined),
        says: /blockDeviceMappings\[0\]\.ebs\.encrypted is not set/,
      },
      { what: "EBS's own key", plan: mapping({ encrypted: true }), says: /ebs\.kmsKeyId is not set/ },
      {
        what: "EBS's own key by its alias",
        plan: mapping({ encrypted: true, kmsKeyId: "alias/aws/ebs" }),
        says: /ebs\.kmsKeyId is "alias\/aws\/ebs"; set it to a KMS key of the platform's own/,
      },
      ...[
        [{ deviceName: "/dev/xvdb", ebs: disk }],
        [{ deviceName: "/dev/xvda", noDevice: "true" }],
        [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }],
      ].map((blockDeviceMappings) => ({
        what: `a root device that is left to the image by ${JSON.stringify(blockDeviceMappings)}`,
        plan: template({ blockDeviceMappings }),
        says: /blockDeviceMappings leaves the root device to the image; map it with encryption/,
      })),
      {
        what: "a device in the clear that calls itself instance storage",
        plan: mapping({ encrypted: false, kmsKeyId: KEY }, { virtualName: "ephemeral0" }),
        says: /blockDeviceMappings\[0\]\.ebs\.encrypted is false/,
      },
      {
        what: "a second device in the clear, by its place",
        plan: template({ blockDeviceMappings: [{ ebs: disk }, { ebs: { kmsKeyId: KEY } }] }),
        says: /blockDeviceMappings\[1\]\.ebs\.encrypted/,
      },
      {
        what: "a launch configuration's disk in the clear",
        plan: launchConfiguration({ rootBlockDevice: {} }),
        says: /rootBlockDevice\.encrypted is not set/,
      },
    ],
    unknown: [
      {
        what: "the devices are unknown",
        plan: template({ blockDeviceMappings: UNKNOWN }),
        names: /blockDeviceMappings/,
      },
      {
        what: "the name of the only device is unknown",
        plan: mapping(disk, { deviceName: UNKNOWN }),
        names: /blockDeviceMappings\[0\]\.deviceName/,
      },
      {
        what: "a device is unknown as a whole, though it depends on a key",
        plan: fromKey(mapping(UNKNOWN), "blockDeviceMappings"),
        names: /blockDeviceMappings\[0\]\.ebs/,
      },
      {
        what: "the key is unknown and comes from none",
        plan: mapping({ encrypted: true, kmsKeyId: UNKNOWN }),
        names: /ebs\.kmsKeyId/,
      },
    ],
  },
];
