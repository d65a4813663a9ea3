import type { AwsScope } from "../../../components/shared/aws.ts";
import type { Request } from "../../support/iam/evaluate.ts";
import { requestsOf } from "./requests.ts";

/** A sentence about the controller, the call it speaks of, and whether IAM has to let it pass. */
export interface Proof {
  readonly sentence: string;
  readonly allowed: boolean;
  readonly requests: readonly Request[];
}

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

const without = (tags: Readonly<Record<string, string>>, key: string) =>
  Object.fromEntries(Object.entries(tags).filter(([other]) => other !== key));

/** The same call on a resource of another region or account, tags and all. */
function elsewhere(request: Request, here: string, there: string): Request {
  return { ...request, resource: request.resource.replace(`:${here}:`, `:${there}:`) };
}

/** Everything a security reviewer asks of the controller's permissions. */
export function proofsFor(scope: AwsScope, clusterName: string): Proof[] {
  const r = requestsOf(scope, clusterName);
  const cluster = `kubernetes.io/cluster/${clusterName}`;
  const other = `kubernetes.io/cluster/${clusterName}-2`;
  const may = (sentence: string, ...requests: Request[]): Proof => ({
    sentence: `may ${sentence}`,
    allowed: true,
    requests,
  });
  const mayNot = (sentence: string, ...requests: Request[]): Proof => ({
    sentence: `may not ${sentence}`,
    allowed: false,
    requests,
  });
  const ofOther = { [other]: "owned", "karpenter.sh/nodepool": "general" };
  const foreignTags = { ...ofOther, "eks:eks-cluster-name": `${clusterName}-2` };
  const otherProfile = { ...without(r.profileTags, cluster), [other]: "owned" };
  const otherRegion = { ...r.profileTags, "topology.kubernetes.io/region": "us-east-2" };
  const made = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

  return [
    may("describe its own cluster (eks:DescribeCluster), without which nodes never join", r.describeCluster()),
    mayNot("describe another cluster (eks:DescribeCluster)", r.describeCluster(`${clusterName}-2`)),

    may("make a launch template with its tags (ec2:CreateLaunchTemplate)", r.makeLaunchTemplate()),
    ...Object.keys({ ...r.owned, "eks:eks-cluster-name": "" }).flatMap((tag) => [
      mayNot(
        `make a launch template without ${tag} (ec2:CreateLaunchTemplate)`,
        r.makeLaunchTemplate(without(r.launchTags, tag)),
      ),
      mayNot(`launch without ${tag} (ec2:RunInstances)`, ...r.launch("ec2:RunInstances", without(r.launchTags, tag))),
      mayNot(
        `start a fleet without ${tag} (ec2:CreateFleet)`,
        ...r.launch("ec2:CreateFleet", without(r.launchTags, tag)),
      ),
      mayNot(
        `tag at launch without ${tag} (ec2:CreateTags)`,
        r.tagAtLaunch("instance", "RunInstances", without(r.launchTags, tag)),
      ),
    ]),
    may("launch with its tags (ec2:RunInstances)", ...r.launch("ec2:RunInstances")),
    may("start a fleet with its tags (ec2:CreateFleet)", ...r.launch("ec2:CreateFleet")),
    mayNot("launch as another cluster (ec2:RunInstances)", ...r.launch("ec2:RunInstances", foreignTags)),
    mayNot(
      "launch with another cluster's name (ec2:RunInstances)",
      ...r.launch("ec2:RunInstances", { ...r.launchTags, "eks:eks-cluster-name": "x" }),
    ),
    mayNot(
      "launch from another cluster's launch template (ec2:RunInstances)",
      ...r.launch("ec2:RunInstances", r.launchTags, ofOther),
    ),
    mayNot(
      "launch from a launch template that is not Karpenter's (ec2:CreateFleet)",
      ...r.launch("ec2:CreateFleet", r.launchTags, { [cluster]: "owned" }),
    ),

    ...made.flatMap((kind) =>
      ["RunInstances", "CreateFleet", "CreateLaunchTemplate"].map((by) =>
        may(`tag a ${kind} while it is made by ${by} (ec2:CreateTags)`, r.tagAtLaunch(kind, by)),
      ),
    ),
    ...made.map((kind) =>
      mayNot(
        `tag a ${kind} that is there already with the tags of ownership (ec2:CreateTags)`,
        r.tagAtLaunch(kind, undefined),
      ),
    ),
    mayNot("tag what another call makes (ec2:CreateTags)", r.tagAtLaunch("volume", "CreateVolume")),
    mayNot("tag at launch as another cluster (ec2:CreateTags)", r.tagAtLaunch("instance", "RunInstances", foreignTags)),
    may(
      "name its own instances (ec2:CreateTags)",
      r.tagLater(r.owned, {
        Name: "node-1",
        "karpenter.sh/nodeclaim": "general-x",
        "eks:eks-cluster-name": clusterName,
      }),
    ),
    may("name its own instances without the cluster's name (ec2:CreateTags)", r.tagLater(r.owned, { Name: "node-1" })),
    mayNot(
      "give its own instances another cluster's name (ec2:CreateTags)",
      r.tagLater(r.owned, { "eks:eks-cluster-name": "x" }),
    ),
    mayNot(
      "give its own instances any other tag (ec2:CreateTags)",
      r.tagLater(r.owned, { Name: "node-1", "cost-center": "0" }),
    ),
    mayNot("take an untagged instance by naming it (ec2:CreateTags)", r.tagLater({}, { Name: "node-1" })),
    mayNot("take another cluster's instance by tagging it (ec2:CreateTags)", r.tagLater(ofOther, { Name: "node-1" })),
    mayNot(
      "take its own cluster's fixed node by tagging it (ec2:CreateTags)",
      r.tagLater({ [cluster]: "owned" }, { Name: "node-1" }),
    ),
    mayNot("make an instance its own by the tags of ownership (ec2:CreateTags)", r.tagLater({}, r.owned)),
    mayNot("name a volume, though it is its own (ec2:CreateTags)", r.tagLater(r.owned, { Name: "v" }, "volume")),

    may("terminate an instance of its own cluster and pool (ec2:TerminateInstances)", r.terminate(r.owned)),
    mayNot("terminate an untagged instance (ec2:TerminateInstances)", r.terminate({})),
    mayNot("terminate another cluster's instance (ec2:TerminateInstances)", r.terminate(ofOther)),
    mayNot(
      "terminate an instance shared by its cluster (ec2:TerminateInstances)",
      r.terminate({ ...r.owned, [cluster]: "shared" }),
    ),
    mayNot(
      "terminate its own cluster's instance that is not Karpenter's (ec2:TerminateInstances)",
      r.terminate({ [cluster]: "owned" }),
    ),
    mayNot(
      "terminate an instance of some pool of no cluster (ec2:TerminateInstances)",
      r.terminate({ "karpenter.sh/nodepool": "general" }),
    ),
    may("delete its own launch template (ec2:DeleteLaunchTemplate)", r.deleteLaunchTemplate(r.owned)),
    mayNot("delete another cluster's launch template (ec2:DeleteLaunchTemplate)", r.deleteLaunchTemplate(ofOther)),
    mayNot(
      "delete its own cluster's launch template that is not Karpenter's (ec2:DeleteLaunchTemplate)",
      r.deleteLaunchTemplate({ [cluster]: "owned" }),
    ),

    may(
      "launch into a capacity reservation and a placement group (ec2:RunInstances)",
      ...r.launch("ec2:RunInstances"),
      ...r.reserved("ec2:RunInstances"),
    ),
    ...[
      ...r
        .launch("ec2:RunInstances")
        .filter(({ context }) => Object.keys(context ?? {}).some((key) => key.includes("Tag"))),
      r.makeLaunchTemplate(),
      r.tagAtLaunch("instance", "RunInstances"),
      r.tagLater(r.owned, { Name: "node-1" }),
      r.terminate(r.owned),
      r.deleteLaunchTemplate(r.owned),
    ].map((request) =>
      mayNot(
        `do the same in another region: ${request.action} on ${request.resource.split(":").at(-1) ?? ""}`,
        elsewhere(request, scope.region, "us-east-2"),
      ),
    ),
    ...[
      r.profile("CreateInstanceProfile", undefined, r.profileTags),
      r.profile("TagInstanceProfile", r.profileTags, r.profileTags),
      r.profile("DeleteInstanceProfile", r.profileTags),
      r.profile("GetInstanceProfile", r.profileTags),
      r.terminate(r.owned),
    ].map((request) =>
      mayNot(`do the same in another account (${request.action})`, elsewhere(request, scope.accountId, "444455556666")),
    ),

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
