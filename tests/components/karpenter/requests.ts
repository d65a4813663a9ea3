import { type AwsScope, clusterArn, iamArn, regionalArn } from "../../../components/shared/aws.ts";
import { platformNames } from "../../../components/shared/names.ts";
import type { Request } from "../../support/iam/evaluate.ts";

type Tags = Readonly<Record<string, string>>;

/** Where an instance is launched: the tags of subnet and security group, by default the cluster's own, and the subnet's account. */
interface Place {
  readonly subnet?: Tags;
  readonly group?: Tags;
  readonly subnetAccount?: string;
}

/** The calls Karpenter makes, and those it must not get away with, as IAM sees them for one cluster. */
export function requestsOf(scope: AwsScope, clusterName: string) {
  const cluster = `kubernetes.io/cluster/${clusterName}`;
  const region = { "aws:RequestedRegion": scope.region };
  const ec2 = (kind: string, id: string) => regionalArn(scope, "ec2", `${kind}/${id}`);
  const tagged = (kind: "ResourceTag" | "RequestTag", tags: Tags) =>
    Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:${kind}/${key}`, value]));

  const owned: Tags = { [cluster]: "owned", "karpenter.sh/nodepool": "general" };
  const discovered: Tags = { "karpenter.sh/discovery": clusterName };
  const launchTags: Tags = {
    ...owned,
    "eks:eks-cluster-name": clusterName,
    "karpenter.k8s.aws/ec2nodeclass": "default",
  };
  const profileTags: Tags = {
    [cluster]: "owned",
    "eks:eks-cluster-name": clusterName,
    "topology.kubernetes.io/region": scope.region,
    "karpenter.k8s.aws/ec2nodeclass": "default",
  };

  const on = (action: string, resource: string, context: Request["context"] = {}): Request => ({
    action,
    resource,
    context: { ...region, ...context },
  });

  return {
    owned,
    launchTags,
    profileTags,
    describeCluster: (name = clusterName) => on("eks:DescribeCluster", clusterArn(scope, name)),
    /** A launch is judged on everything it uses and everything it makes. */
    launch: (
      action: "ec2:RunInstances" | "ec2:CreateFleet",
      tags: Tags = launchTags,
      templateTags: Tags = owned,
      place: Place = {},
    ): Request[] => [
      on(action, `arn:${scope.partition}:ec2:${scope.region}::image/ami-1`),
      on(action, `arn:${scope.partition}:ec2:${scope.region}::snapshot/snap-1`),
      on(action, ec2("security-group", "sg-1"), {
        ...tagged("ResourceTag", place.group ?? discovered),
        "aws:ResourceAccount": scope.accountId,
      }),
      on(action, ec2("subnet", "subnet-1").replace(scope.accountId, place.subnetAccount ?? scope.accountId), {
        ...tagged("ResourceTag", place.subnet ?? discovered),
        "aws:ResourceAccount": place.subnetAccount ?? scope.accountId,
      }),
      on(action, ec2("launch-template", "lt-1"), tagged("ResourceTag", templateTags)),
      ...["instance", "volume", "network-interface", "spot-instances-request", "fleet"].map((kind) =>
        on(action, ec2(kind, "*"), tagged("RequestTag", tags)),
      ),
    ],
    /** What a launch uses besides, where a node class has reservations or a placement group. */
    reserved: (action: "ec2:RunInstances" | "ec2:CreateFleet"): Request[] =>
      ["capacity-reservation/cr-1", "placement-group/pg-1"].map((resource) =>
        on(action, regionalArn(scope, "ec2", resource)),
      ),
    makeLaunchTemplate: (tags: Tags = launchTags) =>
      on("ec2:CreateLaunchTemplate", ec2("launch-template", "*"), tagged("RequestTag", tags)),
    tagAtLaunch: (kind: string, createAction: string | undefined, tags: Tags = launchTags) =>
      on("ec2:CreateTags", ec2(kind, "new-1"), {
        ...tagged("RequestTag", tags),
        "aws:TagKeys": Object.keys(tags),
        ...(createAction !== undefined && { "ec2:CreateAction": createAction }),
      }),
    tagLater: (has: Tags, wants: Tags, kind = "instance") =>
      on("ec2:CreateTags", ec2(kind, "i-1"), {
        ...tagged("ResourceTag", has),
        ...tagged("RequestTag", wants),
        "aws:TagKeys": Object.keys(wants),
      }),
    terminate: (tags: Tags) => on("ec2:TerminateInstances", ec2("instance", "i-1"), tagged("ResourceTag", tags)),
    deleteLaunchTemplate: (tags: Tags) =>
      on("ec2:DeleteLaunchTemplate", ec2("launch-template", "lt-1"), tagged("ResourceTag", tags)),
    passRole: (service: string, role = platformNames(clusterName).karpenterNodeRole) =>
      on("iam:PassRole", iamArn(scope, `role/${role}`), { "iam:PassedToService": service }),
    profile: (action: string, has: Tags | undefined, wants?: Tags) =>
      on(`iam:${action}`, iamArn(scope, `instance-profile/karpenter/${scope.region}/${clusterName}/uid/name`), {
        ...(has && tagged("ResourceTag", has)),
        ...(wants && { ...tagged("RequestTag", wants), "aws:TagKeys": Object.keys(wants) }),
      }),
    queue: (action: string, name = platformNames(clusterName).interruptionQueue) =>
      on(`sqs:${action}`, regionalArn(scope, "sqs", name)),
    read: (action: string, requestedRegion = scope.region) =>
      on(action, "*", { "aws:RequestedRegion": requestedRegion }),
    parameter: (name: string) => on("ssm:GetParameter", `arn:${scope.partition}:ssm:${scope.region}::parameter${name}`),
    zonalShift: (name = clusterName) =>
      on("arc-zonal-shift:GetManagedResource", "*", { "arc-zonal-shift:ResourceIdentifier": clusterArn(scope, name) }),
  };
}
