import { type AwsScope, iamArn, regionalArn } from "../shared/aws.ts";
import { type Conditions, type PolicyDocument, policyDocument, type PolicyStatement } from "../shared/iam.ts";

/** Tag that the controller puts on everything it makes, with the cluster's name. */
const CLUSTER_TAG = "elbv2.k8s.aws/cluster";

/**
 * What the AWS Load Balancer Controller v3.5 may do: every action of the policy it is published with, but for the classic
 * WAF and Shield Advanced, which its values switch off; and on this cluster's load balancers, target groups and security
 * groups, in this account and region, wherever IAM can tell. Two documents, for together they pass what IAM takes in one.
 * Source: kubernetes-sigs/aws-load-balancer-controller, v3.5.0, docs/install/iam_policy.json (the actions), and the
 * Service Authorization Reference, "Elastic Load Balancing V2", "Amazon EC2" and "AWS WAF V2" (the resources and conditions).
 */
export function controllerPolicies(
  scope: AwsScope,
  clusterName: string,
): { readonly discovery: PolicyDocument; readonly balancing: PolicyDocument } {
  return {
    discovery: policyDocument(reads(), serviceLinkedRole(scope), certificates(), firewalls(scope)),
    balancing: policyDocument(...securityGroups(scope, clusterName), ...loadBalancers(scope, clusterName)),
  };
}

/** Elastic Load Balancing's own role, which an account has once and whose name AWS decides. */
function serviceLinkedRole(scope: AwsScope): PolicyStatement {
  const service = "elasticloadbalancing.amazonaws.com";
  return {
    Effect: "Allow",
    Action: "iam:CreateServiceLinkedRole",
    Resource: iamArn(scope, `role/aws-service-role/${service}/AWSServiceRoleForElasticLoadBalancing`),
    Condition: { StringEquals: { "iam:AWSServiceName": service } },
  };
}

/** Reading has no resources to narrow it to. */
function reads(): PolicyStatement {
  const ec2 = [
    "DescribeAccountAttributes",
    "DescribeAddresses",
    "DescribeAvailabilityZones",
    "DescribeCoipPools",
    "DescribeInstances",
    "DescribeInternetGateways",
    "DescribeIpamPools",
    "DescribeNetworkInterfaces",
    "DescribeRouteTables",
    "DescribeSecurityGroups",
    "DescribeSubnets",
    "DescribeTags",
    "DescribeVpcPeeringConnections",
    "DescribeVpcs",
    "GetCoipPoolUsage",
    "GetSecurityGroupsForVpc",
  ];
  const balancing = [
    "CapacityReservation",
    "ListenerAttributes",
    "ListenerCertificates",
    "Listeners",
    "LoadBalancerAttributes",
    "LoadBalancers",
    "Rules",
    "SSLPolicies",
    "Tags",
    "TargetGroupAttributes",
    "TargetGroups",
    "TargetHealth",
    "TrustStores",
  ];
  return {
    Effect: "Allow",
    Action: [
      ...ec2.map((action) => `ec2:${action}`),
      ...balancing.map((what) => `elasticloadbalancing:Describe${what}`),
    ],
    Resource: "*",
  };
}

/** Certificates and user pools belong to others; which of them an ingress may use is written on the ingress. */
function certificates(): PolicyStatement {
  return {
    Effect: "Allow",
    Action: [
      "cognito-idp:DescribeUserPoolClient",
      "acm:ListCertificates",
      "acm:DescribeCertificate",
      "iam:ListServerCertificates",
      "iam:GetServerCertificate",
    ],
    Resource: "*",
  };
}

/** An ingress may name a web ACL, which is somebody else's and carries no tag of this cluster's. */
function firewalls(scope: AwsScope): PolicyStatement {
  return {
    Effect: "Allow",
    Action: ["GetWebACL", "GetWebACLForResource", "AssociateWebACL", "DisassociateWebACL"].map(
      (action) => `wafv2:${action}`,
    ),
    Resource: [
      regionalArn(scope, "wafv2", "regional/webacl/*"),
      regionalArn(scope, "elasticloadbalancing", "loadbalancer/app/*"),
    ],
  };
}

function securityGroups(scope: AwsScope, clusterName: string): PolicyStatement[] {
  const groups = regionalArn(scope, "ec2", "security-group/*");
  const rules = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];
  return [
    // The pods' security group is EKS's own, which EKS marks with the cluster's name.
    {
      Effect: "Allow",
      Action: rules,
      Resource: groups,
      Condition: { StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" } },
    },
    { Effect: "Allow", Action: [...rules, "ec2:DeleteSecurityGroup"], Resource: groups, Condition: has(clusterName) },
    { Effect: "Allow", Action: "ec2:CreateSecurityGroup", Resource: regionalArn(scope, "ec2", "vpc/*") },
    { Effect: "Allow", Action: "ec2:CreateSecurityGroup", Resource: groups, Condition: gives(clusterName) },
    {
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: groups,
      Condition: { StringEquals: { "ec2:CreateAction": "CreateSecurityGroup", ...requestTag(clusterName) } },
    },
    {
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: groups,
      Condition: hasAndKeeps(clusterName),
    },
  ];
}

function loadBalancers(scope: AwsScope, clusterName: string): PolicyStatement[] {
  const arn = (resource: string): string => regionalArn(scope, "elasticloadbalancing", resource);
  const balancers = [arn("loadbalancer/app/*"), arn("loadbalancer/net/*")];
  const groups = arn("targetgroup/*");
  // Listeners and their rules of before the controller tagged them have no tag to ask for.
  const listeners = [arn("listener/*"), arn("listener-rule/*")];
  const elb = (...actions: string[]): string[] => actions.map((action) => `elasticloadbalancing:${action}`);
  const owned = [...balancers, groups];
  return [
    {
      Effect: "Allow",
      Action: elb("CreateLoadBalancer", "CreateTargetGroup"),
      Resource: owned,
      Condition: gives(clusterName),
    },
    {
      Effect: "Allow",
      Action: elb("AddTags"),
      Resource: owned,
      Condition: {
        StringEquals: {
          "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"],
          ...requestTag(clusterName),
        },
      },
    },
    { Effect: "Allow", Action: elb("AddTags", "RemoveTags"), Resource: owned, Condition: hasAndKeeps(clusterName) },
    { Effect: "Allow", Action: elb("AddTags", "RemoveTags"), Resource: listeners },
    {
      Effect: "Allow",
      Action: elb(
        "ModifyLoadBalancerAttributes",
        "SetIpAddressType",
        "SetSecurityGroups",
        "SetSubnets",
        "DeleteLoadBalancer",
        "ModifyTargetGroup",
        "ModifyTargetGroupAttributes",
        "DeleteTargetGroup",
        "ModifyListenerAttributes",
        "ModifyCapacityReservation",
        "ModifyIpPools",
      ),
      Resource: [...owned, ...listeners],
      Condition: has(clusterName),
    },
    {
      Effect: "Allow",
      Action: elb("RegisterTargets", "DeregisterTargets"),
      Resource: groups,
      Condition: has(clusterName),
    },
    {
      Effect: "Allow",
      Action: elb(
        "CreateListener",
        "DeleteListener",
        "CreateRule",
        "DeleteRule",
        "SetWebAcl",
        "ModifyListener",
        "AddListenerCertificates",
        "RemoveListenerCertificates",
        "ModifyRule",
        "SetRulePriorities",
      ),
      Resource: [...balancers, ...listeners],
    },
  ];
}

function requestTag(clusterName: string): Record<string, string> {
  return { [`aws:RequestTag/${CLUSTER_TAG}`]: clusterName };
}

/** What is made gets the cluster's tag. */
function gives(clusterName: string): Conditions {
  return { StringEquals: requestTag(clusterName) };
}

/** What is changed has the cluster's tag. */
function has(clusterName: string): Conditions {
  return { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterName } };
}

/** What is tagged anew has the cluster's tag, and this tag is not the one that changes. */
function hasAndKeeps(clusterName: string): Conditions {
  return { ...has(clusterName), Null: { [`aws:RequestTag/${CLUSTER_TAG}`]: "true" } };
}
