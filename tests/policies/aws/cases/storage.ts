import { type PlannedResource, UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const key: PlannedResource = { type: "aws:kms/key:Key", name: "key", props: {} };
/** The resource, with the property that holds a key coming from a key of the same stack. */
const fromKey = ([resource]: PlannedResource[], property: string): PlannedResource[] =>
  resource ? [key, { ...resource, propertyDependencies: { [property]: ["key"] } }] : [];

const logGroup = fixture("aws:cloudwatch/logGroup:LogGroup", { kmsKeyId: KEY, retentionInDays: 365 });
const secret = fixture("aws:secretsmanager/secret:Secret", { kmsKeyId: KEY });
const database = fixture("aws:rds/instance:Instance", { storageEncrypted: true, kmsKeyId: KEY });
const fileSystem = fixture("aws:efs/fileSystem:FileSystem", { encrypted: true, kmsKeyId: KEY });
const repository = fixture("aws:ecr/repository:Repository", {
  encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: KEY }],
  imageTagMutability: "IMMUTABLE",
  imageScanningConfiguration: { scanOnPush: true },
});
const volume = fixture("aws:ebs/volume:Volume", { encrypted: true, kmsKeyId: KEY });
const disk = { encrypted: true, kmsKeyId: KEY };
const instance = fixture("aws:ec2/instance:Instance", { rootBlockDevice: disk });
const template = fixture("aws:ec2/launchTemplate:LaunchTemplate", {
  blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: KEY } }],
});
const mapping = (ebs: unknown, more = {}) =>
  template({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs, ...more }] });
const launchConfiguration = fixture("aws:ec2/launchConfiguration:LaunchConfiguration", {
  rootBlockDevice: { encrypted: true },
});

export const cases: RuleCases[] = [
  {
    rule: "cloudwatch-log-group-encryption",
    accepts: {
      "a log group with a key": logGroup(),
      "a key that is made in the same stack": fromKey(logGroup({ kmsKeyId: UNKNOWN }), "kmsKeyId"),
    },
    refuses: [
      {
        what: "a log group without a key",
        plan: logGroup({ kmsKeyId: undefined }),
        says: /log group resource: kmsKeyId is not set/,
      },
    ],
    unknown: [
      { what: "the key is unknown and comes from none", plan: logGroup({ kmsKeyId: UNKNOWN }), names: /kmsKeyId/ },
    ],
  },
  {
    rule: "cloudwatch-log-group-retention",
    accepts: {
      "a year": logGroup(),
      "a week where the configuration allows it": {
        plan: logGroup({ retentionInDays: 7 }),
        config: { "cloudwatch-log-group-retention": { minimumDays: 7 } },
      },
    },
    refuses: [
      {
        what: "a month",
        plan: logGroup({ retentionInDays: 30 }),
        says: /retentionInDays is 30; set it to 365 days or more/,
      },
      { what: "no retention", plan: logGroup({ retentionInDays: undefined }), says: /retentionInDays is not set/ },
      { what: "retention for ever", plan: logGroup({ retentionInDays: 0 }), says: /retentionInDays is 0/ },
    ],
    unknown: [
      { what: "the retention is unknown", plan: logGroup({ retentionInDays: UNKNOWN }), names: /retentionInDays/ },
    ],
  },
  {
    rule: "secretsmanager-secret-encryption",
    accepts: { "a secret with a key": secret() },
    refuses: [
      {
        what: "a secret without a key",
        plan: secret({ kmsKeyId: undefined }),
        says: /secret resource: kmsKeyId is not set/,
      },
    ],
    unknown: [
      { what: "the key is unknown and comes from none", plan: secret({ kmsKeyId: UNKNOWN }), names: /kmsKeyId/ },
    ],
  },
  {
    rule: "rds-storage-encryption",
    accepts: {
      "an encrypted database": database(),
      "a replica, which takes its source's key": database({
        replicateSourceDb: "main",
        storageEncrypted: undefined,
        kmsKeyId: undefined,
      }),
    },
    refuses: [
      {
        what: "a database in the clear",
        plan: database({ storageEncrypted: false }),
        says: /instance resource: storageEncrypted is false/,
      },
      { what: "a database with AWS's key", plan: database({ kmsKeyId: undefined }), says: /kmsKeyId is not set/ },
      {
        what: "a database cluster in the clear",
        plan: fixture("aws:rds/cluster:Cluster", { kmsKeyId: KEY })(),
        says: /cluster resource: storageEncrypted is not set/,
      },
    ],
    unknown: [
      {
        what: "the key is unknown, and still refuses storage in the clear",
        plan: database({ storageEncrypted: false, kmsKeyId: UNKNOWN }),
        names: /kmsKeyId/,
        says: /storageEncrypted is false/,
      },
    ],
  },
  {
    rule: "efs-file-system-encryption",
    accepts: { "an encrypted file system": fileSystem() },
    refuses: [
      {
        what: "a file system in the clear",
        plan: fileSystem({ encrypted: undefined }),
        says: /file system resource: encrypted is not set/,
      },
      { what: "a file system with AWS's key", plan: fileSystem({ kmsKeyId: undefined }), says: /kmsKeyId is not set/ },
    ],
    unknown: [{ what: "it is unknown", plan: fileSystem({ encrypted: UNKNOWN }), names: /encrypted/ }],
  },
  {
    rule: "ecr-repository-encryption",
    accepts: { "a repository with a key": repository() },
    refuses: [
      {
        what: "a repository without encryption",
        plan: repository({ encryptionConfigurations: undefined }),
        says: /encryptionConfigurations is empty/,
      },
      {
        what: "ECR's own key",
        plan: repository({ encryptionConfigurations: [{ encryptionType: "AES256" }] }),
        says: /encryptionConfigurations\[0\]\.encryptionType is "AES256"/,
      },
      {
        what: "AWS's KMS key",
        plan: repository({ encryptionConfigurations: [{ encryptionType: "KMS" }] }),
        says: /kmsKey is not set/,
      },
    ],
    unknown: [
      {
        what: "it is unknown",
        plan: repository({ encryptionConfigurations: UNKNOWN }),
        names: /encryptionConfigurations/,
      },
    ],
  },
  {
    rule: "ecr-repository-image-integrity",
    accepts: {
      "immutable tags and scanning": repository(),
      "immutable tags but some": repository({ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }),
    },
    refuses: [
      {
        what: "tags that move",
        plan: repository({ imageTagMutability: "MUTABLE" }),
        says: /imageTagMutability is "MUTABLE"/,
      },
      {
        what: "no scanning",
        plan: repository({ imageScanningConfiguration: undefined }),
        says: /imageScanningConfiguration\.scanOnPush is not set/,
      },
    ],
    unknown: [
      {
        what: "scanning is unknown",
        plan: repository({ imageScanningConfiguration: UNKNOWN }),
        names: /imageScanningConfiguration/,
      },
    ],
  },
  {
    rule: "ebs-volume-encryption",
    accepts: {
      "an encrypted volume": volume(),
      "a key that is made in the same stack": fromKey(volume({ kmsKeyId: UNKNOWN }), "kmsKeyId"),
      "an instance with an encrypted disk": instance(),
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
        what: "a configuration that is no truth value",
        plan: volume(),
        config: { "ebs-volume-encryption": { customerKey: "yes" } },
        says: /customerKey is "yes"; it must be true or false/,
      },
    ],
    unknown: [
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
          { ebs: disk },
          { virtualName: "ephemeral0" },
          { deviceName: "/dev/sdb", noDevice: "true" },
        ],
      }),
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
