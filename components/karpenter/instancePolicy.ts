import type { AwsScope } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";

/** What a launch makes; all of it carries the cluster's tags from its first moment. */
const MADE = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

/**
 * Launching, tagging and ending instances. Ownership is two tags: the cluster's, and that of the node pool, which only
 * Karpenter sets; so neither another cluster's instances nor this cluster's fixed nodes can be ended. Tags can be given
 * with a launch alone, and later only the three that say nothing of ownership.
 */
export function instanceLifecyclePolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  // Images and snapshots are AWS's, and their ARNs have no account. Elsewhere Karpenter's own policy leaves the account open.
  const owned = (kind: string) => `arn:${scope.partition}:ec2:${scope.region}:${scope.accountId}:${kind}/*`;
  const shared = (kind: string) => `arn:${scope.partition}:ec2:${scope.region}:*:${kind}/*`;
  const public_ = (kind: string) => `arn:${scope.partition}:ec2:${scope.region}::${kind}/*`;
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
      Sid: "LaunchFromImagesIntoSubnets",
      Effect: "Allow",
      Action: ["ec2:RunInstances", "ec2:CreateFleet"],
      Resource: [
        public_("image"),
        public_("snapshot"),
        owned("security-group"),
        // A subnet or a reservation can be another account's, shared with this one.
        shared("subnet"),
        shared("capacity-reservation"),
        shared("placement-group"),
      ],
    },
    {
      Sid: "LaunchFromOwnLaunchTemplates",
      Effect: "Allow",
      Action: ["ec2:RunInstances", "ec2:CreateFleet"],
      Resource: owned("launch-template"),
      Condition: isOurs,
    },
    {
      Sid: "LaunchWithTheTags",
      Effect: "Allow",
      Action: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
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
