const blue = { "aws:ResourceTag/kubernetes.io/cluster/blue": "owned" };
const allow = (part: Record<string, unknown>) => ({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "ec2:TerminateInstances", Resource: "*", ...part },
});
const when = (Condition: unknown) => allow({ Condition });

/** Documents that must pass: what they delete is the cluster's or the owner's own, or they delete nothing listed. */
export const goodDocuments: Record<string, Record<string, unknown> | string> = {
  "the cluster's tag": when({ StringEquals: blue }),
  "the cluster's tag in a list": when({ StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/blue": ["owned"] } }),
  "the cluster's tag under EC2's own key": when({
    StringEquals: { "ec2:ResourceTag/kubernetes.io/cluster/blue": "owned" },
  }),
  "another letter case throughout": when({ STRINGEQUALS: { "AWS:RESOURCETAG/Kubernetes.io/Cluster/blue": "owned" } }),
  "a pattern for the owner": when({ StringLike: { "aws:ResourceTag/Owner": "platform-*" } }),
  "the cluster's name as the value": when({ StringEquals: { "aws:ResourceTag/eks:cluster-name": "blue" } }),
  "several owners": when({ StringEquals: { "aws:ResourceTag/Owner": ["platform", "network"] } }),
  "the caller's own cluster": when({
    StringEquals: { "ec2:ResourceTag/ebs.csi.aws.com/cluster-name": "${aws:PrincipalTag/eks-cluster-name}" },
  }),
  "one restricting test among lax ones": when({
    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
    StringEqualsIfExists: { "aws:RequestTag/x": "y" },
    StringEquals: blue,
  }),
  "all of EC2, on the cluster's resources": allow({ Action: "ec2:*", Condition: { StringEquals: blue } }),
  reading: allow({ Action: ["ec2:Describe*", "ec2:Get*"] }),
  "starting instances": allow({ Action: ["ec2:RunInstances", "ec2:CreateFleet"] }),
  "deleting what is not listed": allow({ Action: ["ec2:DeleteSecurityGroup", "ec2:DeleteTags", "sqs:DeleteMessage"] }),
  "deleting everything of a bucket": allow({ Action: "s3:*" }),
  "a denial": allow({ Effect: "Deny", Action: "*" }),
  "everything but the two services that delete": allow({ Action: undefined, NotAction: ["ec2:*", "autoscaling:*"] }),
  "a JSON text": JSON.stringify(when({ StringEquals: blue })),
};
