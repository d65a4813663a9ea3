import type { AwsScope } from "../../../components/shared/aws.ts";
import { instanceProofs } from "./instanceProofs.ts";
import { may, mayNot, type Proof, without } from "../../support/iam/proof.ts";
import { requestsOf } from "./requests.ts";

const DESCRIBES = [
  "DescribeCapacityReservations",
  "DescribeImages",
  "DescribeInstances",
  "DescribeInstanceStatus",
  "DescribeInstanceTypeOfferings",
  "DescribeInstanceTypes",
  "DescribeLaunchTemplates",
  "DescribePlacementGroups",
  "DescribeSecurityGroups",
  "DescribeSpotPriceHistory",
  "DescribeSubnets",
];

/** Everything a security reviewer asks of the controller's permissions. */
export function proofsFor(scope: AwsScope, clusterName: string): Proof[] {
  const r = requestsOf(scope, clusterName);
  const cluster = `kubernetes.io/cluster/${clusterName}`;
  const other = `kubernetes.io/cluster/${clusterName}-2`;
  const otherProfile = { ...without(r.profileTags, cluster), [other]: "owned" };
  const otherRegion = { ...r.profileTags, "topology.kubernetes.io/region": "us-east-2" };

  return [
    ...instanceProofs(scope, clusterName),
    may("describe its own cluster (eks:DescribeCluster), without which nodes never join", r.describeCluster()),
    mayNot("describe another cluster (eks:DescribeCluster)", r.describeCluster(`${clusterName}-2`)),

    may("pass the node role to EC2 (iam:PassRole)", r.passRole("ec2.amazonaws.com")),
    mayNot("pass the node role to Lambda (iam:PassRole)", r.passRole("lambda.amazonaws.com")),
    mayNot("pass its own role (iam:PassRole)", r.passRole("ec2.amazonaws.com", `${clusterName}-karpenter-controller`)),
    mayNot(
      "pass a role whose name only begins like the node role's (iam:PassRole)",
      r.passRole("ec2.amazonaws.com", `${clusterName}-karpenter-node-admin`),
    ),
    scope.partition === "aws-cn"
      ? may("pass the node role to EC2 in China (iam:PassRole)", r.passRole("ec2.amazonaws.com.cn"))
      : mayNot("pass the node role to EC2 in China (iam:PassRole)", r.passRole("ec2.amazonaws.com.cn")),

    may(
      "make an instance profile with its tags (iam:CreateInstanceProfile)",
      r.profile("CreateInstanceProfile", undefined, r.profileTags),
    ),
    ...Object.keys(r.profileTags).flatMap((tag) => [
      mayNot(
        `make an instance profile without ${tag} (iam:CreateInstanceProfile)`,
        r.profile("CreateInstanceProfile", undefined, without(r.profileTags, tag)),
      ),
      mayNot(
        `tag its own instance profile without ${tag} (iam:TagInstanceProfile)`,
        r.profile("TagInstanceProfile", r.profileTags, without(r.profileTags, tag)),
      ),
    ]),
    may(
      "tag its own instance profile (iam:TagInstanceProfile)",
      r.profile("TagInstanceProfile", r.profileTags, r.profileTags),
    ),
    mayNot(
      "tag an instance profile that is nobody's (iam:TagInstanceProfile)",
      r.profile("TagInstanceProfile", {}, r.profileTags),
    ),
    ...[
      "AddRoleToInstanceProfile",
      "RemoveRoleFromInstanceProfile",
      "DeleteInstanceProfile",
      "TagInstanceProfile",
    ].flatMap((action) => {
      const wants = action === "TagInstanceProfile" ? r.profileTags : undefined;
      return [
        may(`use its own instance profile (iam:${action})`, r.profile(action, r.profileTags, wants)),
        mayNot(`touch another cluster's instance profile (iam:${action})`, r.profile(action, otherProfile, wants)),
        mayNot(
          `touch its cluster's instance profile of another region (iam:${action})`,
          r.profile(action, otherRegion, wants),
        ),
        mayNot(
          `touch its cluster's instance profile that is no node class's (iam:${action})`,
          r.profile(action, without(r.profileTags, "karpenter.k8s.aws/ec2nodeclass"), wants),
        ),
      ];
    }),
    may(
      "list instance profiles (iam:ListInstanceProfiles), without which a node class never goes away",
      r.read("iam:ListInstanceProfiles"),
    ),
    may("read an instance profile (iam:GetInstanceProfile)", r.profile("GetInstanceProfile", {})),

    ...["DeleteMessage", "GetQueueUrl", "ReceiveMessage"].flatMap((action) => [
      may(`use its queue (sqs:${action})`, r.queue(action)),
      mayNot(`use another queue (sqs:${action})`, r.queue(action, `${clusterName}-2-karpenter`)),
    ]),
    mayNot("send itself messages (sqs:SendMessage)", r.queue("SendMessage")),
    mayNot("empty its queue (sqs:PurgeQueue)", r.queue("PurgeQueue")),

    ...DESCRIBES.flatMap((action) => [
      may(`read EC2 in its region (ec2:${action})`, r.read(`ec2:${action}`)),
      mayNot(`read EC2 in another region (ec2:${action})`, r.read(`ec2:${action}`, "us-east-2")),
    ]),
    mayNot("read what it has no use for (ec2:DescribeKeyPairs)", r.read("ec2:DescribeKeyPairs")),
    may("read the aliases of AWS's images (ssm:GetParameter)", r.parameter("/aws/service/eks/optimized-ami/1.35/x")),
    mayNot("read anybody's parameters (ssm:GetParameter)", r.parameter("/prod/database/password")),
    may("read prices (pricing:GetProducts)", r.read("pricing:GetProducts", "us-east-1")),
    may("read its cluster's zonal shift (arc-zonal-shift:GetManagedResource)", r.zonalShift()),
    mayNot("read another cluster's zonal shift (arc-zonal-shift:GetManagedResource)", r.zonalShift(`${clusterName}-2`)),
  ];
}
