import type { AwsScope } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";

/** What a launch makes; all of it carries the cluster's tags from its first moment. */
const MADE = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

/**
 * Launching, tagging and ending instances. Ownership is two tags: the cluster's, and that of the node pool, which only
 * Karpenter sets; so neither another cluster's instances nor this cluster's fixed nodes can be ended. Tags can be given
 * with a launch alone, and later only the three that say nothing of ownership.
 *
 * Where Karpenter's own policy leaves every subnet and security group of the account open, a launch goes into those that
 * carry the cluster's discovery tag, which the platform sets in a network of its own and in one that was there before. A
 * subnet that another account shares is taken as it is: what it is tagged with there does not count here.
 */
export function instanceLifecyclePolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  // Images and snapshots are AWS's, and their ARNs have no account.
  const owned = (kind: string) => `arn:${scope.partition}:ec2:${scope.region}:${scope.accountId}:${kind}/*`;
  const shared = (kind: string) => `arn:${scope.partition}:ec2:${scope.region}:*:${kind}/*`;
  const public_ = (kind: string) => `arn:${scope.partition}:ec2:${scope.region}::${kind}/*`;
  const launch = ["ec2:RunInstances", "ec2:CreateFleet"];
  const cluster = `kubernetes.io/cluster/${clusterName}`;
  const isOurs = {
    StringEquals: { [`aws:ResourceTag/${cluster}`]: "owned" },
    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
  };
  const becomesOurs = {
    [`aws:RequestTag/${cluster}`]: "owned",
    "aws:RequestTag/eks:eks-cluster-name": clusterName,
  };
  const ofSomePool = { "aws:RequestTag/karpenter.sh/nodepool": "*" };

  return policyDocument(
    {
      Sid: "LaunchFromImages",
      Effect: "Allow",
      Action: launch,
      // A reservation or a placement group can be another account's, shared with this one.
      Resource: [public_("image"), public_("snapshot"), shared("capacity-reservation"), shared("placement-group")],
    },
    {
      Sid: "LaunchIntoDiscovered",
      Effect: "Allow",
      Action: launch,
      Resource: [owned("security-group"), owned("subnet")],
      Condition: {
        StringEquals: { "aws:ResourceTag/karpenter.sh/discovery": platformNames(clusterName).discoveryTag },
      },
    },
    {
      Sid: "LaunchIntoSharedSubnets",
      Effect: "Allow",
      Action: launch,
      Resource: shared("subnet"),
      Condition: { StringNotEquals: { "aws:ResourceAccount": scope.accountId } },
    },
    {
      Sid: "LaunchFromOwnLaunchTemplates",
      Effect: "Allow",
      Action: launch,
      Resource: owned("launch-template"),
      Condition: isOurs,
    },
    {
      Sid: "LaunchWithTheTags",
      Effect: "Allow",
      Action: [...launch, "ec2:CreateLaunchTemplate"],
      Resource: MADE.map(owned),
      Condition: { StringEquals: becomesOurs, StringLike: ofSomePool },
    },
    {
      Sid: "TagWhatIsBeingLaunched",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: MADE.map(owned),
      Condition: {
        StringEquals: { ...becomesOurs, "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"] },
        StringLike: ofSomePool,
      },
    },
    {
      Sid: "NameOwnInstances",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: owned("instance"),
      Condition: {
        ...isOurs,
        StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": clusterName },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
      },
    },
    {
      Sid: "EndOwnInstances",
      Effect: "Allow",
      Action: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      Resource: [owned("instance"), owned("launch-template")],
      Condition: isOurs,
    },
  );
}
