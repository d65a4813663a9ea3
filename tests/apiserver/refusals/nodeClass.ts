import { refusal, type Refusals, together } from "./refusal.ts";

const IMAGES = "spec.amiSelectorTerms";
const ALIAS = { alias: "al2023@v20260714" };
const VOLUMES = "spec.blockDeviceMappings";
const volume = (ebs: object, rootVolume = true) => ({ deviceName: "/dev/xvda", rootVolume, ebs });
const TAGS = { "karpenter.sh/discovery": "atlas" };

/** What Karpenter's definition has against a node class. */
export const NODE_CLASS: Refusals = {
  kind: "EC2NodeClass",
  name: "default",
  cases: {
    "a field with a slip in its name": refusal("spec.amiFamilly", "AL2023", ".spec.amiFamilly: field not declared"),
    "a role and an instance profile": refusal(
      "spec.instanceProfile",
      "nodes",
      "must specify exactly one of ['role', 'instanceProfile']",
    ),
    "neither role nor instance profile": refusal(
      "spec.role",
      undefined,
      "must specify exactly one of ['role', 'instanceProfile']",
    ),
    "a role without a name": refusal("spec.role", "", "role cannot be empty"),
    "an alias and tags in one term": refusal(
      IMAGES,
      [{ ...ALIAS, tags: TAGS }],
      "'alias' is mutually exclusive, cannot be set with a combination of other fields",
    ),
    "an alias in one term and tags in another": refusal(
      IMAGES,
      [ALIAS, { tags: TAGS }],
      "'alias' is mutually exclusive, cannot be set with a combination of other amiSelectorTerms",
    ),
    "an alias without a version": refusal(IMAGES, [{ alias: "al2023" }], "must match the format 'family@version'"),
    "an alias of a family Karpenter does not know": refusal(
      IMAGES,
      [{ alias: "ubuntu@latest" }],
      "family is not supported, must be one of the following",
    ),
    "a pinned version of Windows": refusal(
      IMAGES,
      [{ alias: "windows2022@v20260714" }],
      "windows families may only specify version 'latest'",
    ),
    "an id and a name in one term": refusal(
      IMAGES,
      [{ id: "ami-0123456789abcdef0", name: "golden-*" }],
      "'id' is mutually exclusive",
    ),
    "a term that selects nothing": refusal(IMAGES, [{ owner: "self" }], "expected at least one, got none"),
    "no image": refusal(IMAGES, [], "should have at least 1 items"),
    "a family that is not the alias'": refusal(
      "spec.amiFamily",
      "Bottlerocket",
      "if set, amiFamily must be 'AL2023' or 'Custom' when using an AL2023 alias",
    ),
    "no family where no alias tells it": together(
      [
        ["spec.amiFamily", undefined],
        [IMAGES, [{ tags: TAGS }]],
      ],
      "must specify amiFamily if amiSelectorTerms does not contain an alias",
    ),
    "two root volumes": refusal(
      VOLUMES,
      [volume({ volumeSize: "20Gi" }), volume({ volumeSize: "40Gi" })],
      "must have only one blockDeviceMappings with rootVolume",
    ),
    "a volume without a size": refusal(
      VOLUMES,
      [volume({ volumeType: "gp3" })],
      "snapshotID or volumeSize must be defined",
    ),
    "a volume's size without a unit": refusal(VOLUMES, [volume({ volumeSize: "100" })], "ebs.volumeSize"),
    "a volume of a type there is not": refusal(
      VOLUMES,
      [volume({ volumeSize: "20Gi", volumeType: "gp4" })],
      'Unsupported value: "gp4"',
    ),
    "no subnets": refusal("spec.subnetSelectorTerms", [], "subnetSelectorTerms cannot be empty"),
    "subnets by id and by tags at once": refusal(
      "spec.subnetSelectorTerms",
      [{ id: "subnet-0123456789abcdef0", tags: TAGS }],
      "'id' is mutually exclusive, cannot be set with a combination of other fields in a subnet selector term",
    ),
    "subnets by a tag without a value": refusal(
      "spec.subnetSelectorTerms",
      [{ tags: { "karpenter.sh/discovery": "" } }],
      "empty tag keys or values aren't supported",
    ),
    "security groups by name and by tags at once": refusal(
      "spec.securityGroupSelectorTerms",
      [{ name: "nodes", tags: TAGS }],
      "'name' is mutually exclusive",
    ),
    "a tag that is Karpenter's to set": refusal(
      "spec.tags",
      { "karpenter.sh/nodepool": "general" },
      "tag contains a restricted tag matching karpenter.sh/nodepool",
    ),
    "a tag that makes an instance a cluster's": refusal(
      "spec.tags",
      { "kubernetes.io/cluster/atlas": "owned" },
      "tag contains a restricted tag matching kubernetes.io/cluster/",
    ),
    "instance metadata with tokens or without": refusal(
      "spec.metadataOptions.httpTokens",
      "maybe",
      'Unsupported value: "maybe"',
    ),
    "instance metadata over more hops than there can be": refusal(
      "spec.metadataOptions.httpPutResponseHopLimit",
      65,
      "should be less than or equal to 64",
    ),
    "a soft eviction without its grace period": refusal(
      "spec.kubelet",
      { evictionSoft: { "memory.available": "5%" } },
      "evictionSoft OwnerKey does not have a matching evictionSoftGracePeriod",
    ),
    "images collected below the level that is kept": refusal(
      "spec.kubelet",
      { imageGCHighThresholdPercent: 70, imageGCLowThresholdPercent: 80 },
      "imageGCHighThresholdPercent must be greater than imageGCLowThresholdPercent",
    ),
    "instance stores in an order there is not": refusal(
      "spec.instanceStorePolicy",
      "RAID5",
      'Unsupported value: "RAID5"',
    ),
  },
};
