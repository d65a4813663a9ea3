import { type AwsScope, clusterArn, iamArn, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";
import { instanceLifecyclePolicy } from "./instancePolicy.ts";
import { instanceProfilePolicy } from "./instanceProfilePolicy.ts";

/**
 * Everything the Karpenter controller may do, as the separate policies that IAM's limit of 6,144 characters asks for.
 *
 * Source of actions and conditions: Karpenter docs, v1.14, "Reference / CloudFormation". Narrower than there: what
 * Karpenter makes is of this account, and the node role can be passed to China's EC2 in China alone. Volumes are
 * encrypted with a key whose own policy admits the controller: `volumeKey.ts`.
 */
export function controllerPolicies(scope: AwsScope, clusterName: string): Readonly<Record<string, PolicyDocument>> {
  return {
    "node-lifecycle": instanceLifecyclePolicy(scope, clusterName),
    "instance-profiles": instanceProfilePolicy(scope, clusterName),
    cluster: clusterPolicy(scope, clusterName),
    interruption: interruptionPolicy(scope, clusterName),
    "zonal-shift": zonalShiftPolicy(scope, clusterName),
    discovery: discoveryPolicy(scope),
  };
}

/** Without it nodes never learn where the API server is, and never join. */
function clusterPolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  return policyDocument({
    Sid: "ReadThisCluster",
    Effect: "Allow",
    Action: "eks:DescribeCluster",
    Resource: clusterArn(scope, clusterName),
  });
}

function interruptionPolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  return policyDocument({
    Sid: "TakeInterruptionEvents",
    Effect: "Allow",
    Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
    Resource: regionalArn(scope, "sqs", platformNames(clusterName).interruptionQueue),
  });
}

function zonalShiftPolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  return policyDocument({
    Sid: "ReadZonalShiftOfThisCluster",
    Effect: "Allow",
    Action: "arc-zonal-shift:GetManagedResource",
    // The action's resource is the managed resource itself, here the cluster, and it is the condition that names it.
    Resource: "*",
    Condition: { StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn(scope, clusterName) } },
  });
}

/** Reads alone. `*` where an action knows no resources (Service Authorization Reference: EC2, Pricing and IAM). */
function discoveryPolicy(scope: AwsScope): PolicyDocument {
  return policyDocument(
    {
      Sid: "ReadEc2InThisRegion",
      Effect: "Allow",
      Action: [
        "ec2:DescribeCapacityReservations",
        "ec2:DescribeImages",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstanceTypeOfferings",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribePlacementGroups",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSpotPriceHistory",
        "ec2:DescribeSubnets",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    {
      Sid: "ReadImageAliases",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: `arn:${scope.partition}:ssm:${scope.region}::parameter/aws/service/*`,
    },
    { Sid: "ReadPrices", Effect: "Allow", Action: "pricing:GetProducts", Resource: "*" },
    // Without it a deleted node class waits for ever: Karpenter looks for the class's instance profiles by path.
    { Sid: "ListInstanceProfiles", Effect: "Allow", Action: "iam:ListInstanceProfiles", Resource: "*" },
    {
      Sid: "ReadInstanceProfiles",
      Effect: "Allow",
      Action: "iam:GetInstanceProfile",
      Resource: iamArn(scope, "instance-profile/*"),
    },
  );
}
