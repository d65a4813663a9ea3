import { regionalArn } from "../../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement } from "../../../components/shared/iam.ts";
import { DRILL_CLUSTERS, DRILL_TAG } from "../../names.ts";
import { NETWORK_USES, OWNED_DELETIONS } from "../network.ts";
import type { EnvironmentScope } from "../scope.ts";

/** Action -> the kind of thing it makes, which gets its tags in the same call. */
const MAKES = {
  "ec2:AllocateAddress": "elastic-ip",
  "ec2:AuthorizeSecurityGroupIngress": "security-group-rule",
  "ec2:CreateFlowLogs": "vpc-flow-log",
  "ec2:CreateInternetGateway": "internet-gateway",
  "ec2:CreateLaunchTemplate": "launch-template",
  "ec2:CreateNatGateway": "natgateway",
  "ec2:CreateRouteTable": "route-table",
  "ec2:CreateSubnet": "subnet",
  "ec2:CreateVpc": "vpc",
  "ec2:CreateVpcEndpoint": "vpc-endpoint",
} as const;

/** Tag that EKS gives the security group it makes. Nobody else can: the prefix `aws:` is AWS's own. */
const EKS_CLUSTER_TAG = "aws:ResourceTag/aws:eks:cluster-name";
const ENVIRONMENT_TAG = "aws:ResourceTag/environment";
const REQUESTED_ENVIRONMENT = "aws:RequestTag/environment";

/**
 * The network and the launch template of a temporary cluster. It shares the account and the region with the environment
 * whose loss is played, so here EC2's ids are told apart by the tag `environment`, which each thing gets while it is
 * made; the two security groups that nobody tags on creation have statements of their own.
 * Sources: AWS Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2"; EC2 User Guide,
 * "Grant permission to tag Amazon EC2 resources during creation"; hashicorp/terraform-provider-aws,
 * `aws_default_security_group`, which tags the group before it empties it.
 */
export function drillNetworkPolicy({ scope, tags }: EnvironmentScope): PolicyDocument {
  const ec2 = (resource: string): string => regionalArn(scope, "ec2", resource);
  const asOwn = { StringEquals: { [REQUESTED_ENVIRONMENT]: DRILL_TAG } };
  const groups = ec2("security-group/*");
  return policyDocument(
    ...Object.entries(MAKES).map(([action, kind]): PolicyStatement => ({
      // One by one: with `subnet/*` in the statement of another action, that could use anybody's.
      Effect: "Allow",
      Action: action,
      Resource: ec2(`${kind}/*`),
      Condition: asOwn,
    })),
    {
      Sid: "TagWhatIsMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ec2("*"),
      Condition: {
        StringEquals: {
          ...asOwn.StringEquals,
          "ec2:CreateAction": Object.keys(MAKES).map((action) => action.slice("ec2:".length)),
        },
      },
    },
    {
      Sid: "UseOwn",
      Effect: "Allow",
      Action: NETWORK_USES,
      Resource: ec2("*"),
      Condition: { StringEquals: { [ENVIRONMENT_TAG]: DRILL_TAG } },
    },
    {
      Sid: "DeleteOwnLaunchTemplates",
      Effect: "Allow",
      Action: OWNED_DELETIONS,
      Resource: ec2("launch-template/*"),
      Condition: { StringEquals: { [ENVIRONMENT_TAG]: DRILL_TAG, "aws:ResourceTag/owner": tags.owner } },
    },
    {
      // A VPC brings it along without tags. What has an environment, or is a cluster's, stays whose it is.
      Sid: "ClaimDefaultSecurityGroup",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: groups,
      Condition: { ...asOwn, Null: { [ENVIRONMENT_TAG]: "true", [EKS_CLUSTER_TAG]: "true" } },
    },
    {
      Sid: "MarkClusterSecurityGroup",
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: groups,
      Condition: {
        StringLike: { [EKS_CLUSTER_TAG]: DRILL_CLUSTERS },
        "ForAllValues:StringEquals": { "aws:TagKeys": "karpenter.sh/discovery" },
        Null: { "aws:TagKeys": "false" },
      },
    },
    {
      Sid: "OpenClusterToDeployer",
      Effect: "Allow",
      Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupIngress"],
      Resource: groups,
      Condition: { StringLike: { [EKS_CLUSTER_TAG]: DRILL_CLUSTERS } },
    },
    {
      // EKS checks that whoever makes a node group may start instances as it will: only in subnets of `UseOwn`.
      Sid: "StartNodes",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [
        ...["instance/*", "network-interface/*", "volume/*"].map(ec2),
        `arn:${scope.partition}:ec2:${scope.region}::image/*`,
      ],
    },
    {
      Sid: "StartNodesInCluster",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: groups,
      Condition: { StringLike: { [EKS_CLUSTER_TAG]: DRILL_CLUSTERS } },
    },
    {
      Sid: "TagNodes",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ["instance/*", "network-interface/*", "volume/*"].map(ec2),
      Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    },
  );
}
