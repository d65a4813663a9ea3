import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const REQUIRED = ["platform", "environment", "owner", "cost-center", "business-unit", "compliance"];
const TAGS = Object.fromEntries(REQUIRED.map((key) => [key, "x"]));
const WITHOUT_OWNER = Object.fromEntries(Object.entries(TAGS).filter(([key]) => key !== "owner"));
const queue = fixture("aws:sqs/queue:Queue", { tags: TAGS });
const provider = (defaultTags: unknown) => ({ provider: { type: "pulumi:providers:aws", props: { defaultTags } } });
const template = fixture("aws:ec2/launchTemplate:LaunchTemplate", {
  tags: TAGS,
  tagSpecifications: [
    { resourceType: "instance", tags: TAGS },
    { resourceType: "volume", tags: TAGS },
  ],
});
const autoscaling = fixture("aws:autoscaling/group:Group", {
  tags: REQUIRED.map((key) => ({ key, value: "x", propagateAtLaunch: true })),
});
const bucket = fixture("aws:s3/bucket:Bucket", {});
const cluster = fixture("aws:eks/cluster:Cluster", { deletionProtection: true });

export const cases: RuleCases[] = [
  {
    rule: "resource-cost-tags",
    accepts: {
      "tags of the resource": queue(),
      "default tags of the provider": queue({ tags: undefined }, provider({ tags: TAGS })),
      "default tags as JSON": queue({ tags: undefined }, provider(JSON.stringify({ tags: TAGS }))),
      "default tags whose tags are JSON": queue({ tags: undefined }, provider({ tags: JSON.stringify(TAGS) })),
      "default tags that reached the resource": queue({ tags: undefined, tagsAll: TAGS }),
      "tags of both": queue({ tags: { owner: "me" } }, provider({ tags: WITHOUT_OWNER })),
      "a tag whose value is not known yet": queue({ tags: { ...TAGS, owner: UNKNOWN } }),
      "what takes no tags": fixture("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {})(),
      "what is not of AWS": fixture("random:index/randomPassword:RandomPassword", {})(),
      "a launch template that tags what it launches": template(),
      "an autoscaling group that tags what it launches": autoscaling(),
      "the tags that the configuration asks for": {
        plan: queue({ tags: { team: "x" } }),
        config: { "resource-cost-tags": { requiredTags: ["team"] } },
      },
    },
    refuses: [
      {
        what: "no tags",
        plan: queue({ tags: undefined }),
        says: /queue: tags lack platform, environment, owner, cost-center, business-unit, compliance/,
      },
      {
        what: "a missing tag",
        plan: queue({ tags: WITHOUT_OWNER }),
        says: /tags lack owner; set them here or as default tags/,
      },
      { what: "a tag without value", plan: queue({ tags: { ...TAGS, owner: "" } }), says: /tags lack owner/ },
      { what: "tags of the wrong shape", plan: queue({ tags: 7 }), says: /tags lack platform/ },
      {
        what: "default tags that are no JSON",
        plan: queue({ tags: undefined }, provider("{")),
        says: /tags lack platform/,
      },
      {
        what: "a launch template that tags no volumes",
        plan: template({ tagSpecifications: [{ resourceType: "instance", tags: TAGS }] }),
        says: /launch template: tagSpecifications for volume lack platform/,
      },
      {
        what: "a launch template that leaves its instances to default tags",
        plan: template({ tagSpecifications: [] }, provider({ tags: TAGS })),
        says: /tagSpecifications for instance lack platform/,
      },
      {
        what: "an autoscaling group with pairs that are none",
        plan: autoscaling({ tags: [7, null, { key: 7, value: "x" }, { key: "owner", value: "" }] }),
        says: /tags lack platform, environment, owner/,
      },
      {
        what: "an autoscaling group that relies on default tags",
        plan: autoscaling({ tags: [] }, provider({ tags: TAGS })),
        says: /group: tags lack platform/,
      },
      {
        what: "a configuration that is no list",
        plan: queue(),
        config: { "resource-cost-tags": { requiredTags: "owner" } },
        says: /requiredTags is "owner"; it must be a list of texts/,
      },
    ],
    unknown: [
      { what: "the tags are unknown", plan: queue({ tags: UNKNOWN }), names: /tags/ },
      {
        what: "the tags among the default tags are unknown",
        plan: queue({ tags: WITHOUT_OWNER }, provider({ tags: UNKNOWN })),
        names: /provider defaultTags/,
      },
      {
        what: "the default tags are unknown",
        plan: queue({ tags: WITHOUT_OWNER }, provider(UNKNOWN)),
        names: /provider defaultTags/,
      },
      {
        what: "what a launch template tags is unknown",
        plan: template({ tagSpecifications: UNKNOWN }),
        names: /tagSpecifications/,
      },
    ],
  },
  {
    rule: "resource-protection",
    accepts: {
      "a protected bucket": bucket({}, { protect: true }),
      "a cluster with deletion protection": cluster(),
      "a protected cluster without it": cluster({ deletionProtection: false }, { protect: true }),
      "what can be made again": fixture("aws:ec2/subnet:Subnet", {})(),
      "a type that the configuration leaves out": {
        plan: bucket(),
        config: { "resource-protection": { types: ["aws:kms/key:Key"] } },
      },
    },
    refuses: [
      ...["s3/bucket:Bucket", "s3/bucketV2:BucketV2", "kms/key:Key", "efs/fileSystem:FileSystem"].map((type) => ({
        what: `an unprotected ${type}`,
        plan: [{ type: `aws:${type}`, props: {} }],
        says: /: is not protected; set the resource option protect to true/,
      })),
      {
        what: "a cluster without either",
        plan: cluster({ deletionProtection: undefined }),
        says: /cluster: deletionProtection is not set and protect is off/,
      },
      {
        what: "a database without either",
        plan: fixture("aws:rds/instance:Instance", { deletionProtection: false })(),
        says: /instance: deletionProtection is false and protect is off/,
      },
    ],
    unknown: [
      {
        what: "deletion protection is unknown",
        plan: cluster({ deletionProtection: UNKNOWN }),
        names: /deletionProtection/,
      },
    ],
  },
];
