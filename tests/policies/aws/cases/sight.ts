import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type Broken, type RuleCases } from "../cases.ts";

const database = fixture("aws:rds/instance:Instance", { publiclyAccessible: false });
const permission = fixture("aws:lambda/permission:Permission", { principal: "*" });
const accountBlock = fixture("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
const accessPoint = (publicAccessBlockConfiguration: unknown) =>
  fixture("aws:s3/accessPoint:AccessPoint", { publicAccessBlockConfiguration })();
const any = (type: string, props: Record<string, unknown> = {}) => fixture(type, props)();
const open = (what: string, type: string, props: Record<string, unknown>, says: RegExp): Broken => ({
  what,
  plan: any(type, props),
  says,
});

export const cases: RuleCases[] = [
  {
    rule: "resource-public-access",
    accepts: {
      "a database within the network": database(),
      "a database that says nothing": database({ publiclyAccessible: undefined }),
      "a function for one service": permission({ principal: "s3.amazonaws.com" }),
      "a function for all of an organisation": permission({ principalOrgId: "o-1" }),
      "a function for a source that is yet to be made": permission({ sourceArn: UNKNOWN }),
      "a function's address for callers with credentials": any("aws:lambda/functionUrl:FunctionUrl", {
        authorizationType: "AWS_IAM",
      }),
      "an image for one account": any("aws:ec2/amiLaunchPermission:AmiLaunchPermission", { accountId: "111122223333" }),
      "an account's block": accountBlock(),
      "an access point as AWS makes it": accessPoint(undefined),
      "a replication instance within the network": any("aws:dms/replicationInstance:ReplicationInstance", {
        publiclyAccessible: false,
      }),
    },
    refuses: [
      ...[
        "aws:rds/instance:Instance",
        "aws:rds/clusterInstance:ClusterInstance",
        "aws:redshift/cluster:Cluster",
        "aws:redshiftserverless/workgroup:Workgroup",
        "aws:dms/replicationInstance:ReplicationInstance",
        "aws:mq/broker:Broker",
      ].map((type) =>
        open(`a public ${type}`, type, { publiclyAccessible: true }, /: publiclyAccessible is true; set it to false/),
      ),
      open(
        "a replication instance that says nothing, which makes it public",
        "aws:dms/replicationInstance:ReplicationInstance",
        {},
        /publiclyAccessible is not set/,
      ),
      { what: "a function for everybody", plan: permission(), says: /permission: principal is "\*"; name an account/ },
      {
        what: "a function for everybody from anywhere",
        plan: permission({ sourceArn: "arn:aws:s3:::*" }),
        says: /principal is "\*"; name an account/,
      },
      open(
        "a layer for everybody",
        "aws:lambda/layerVersionPermission:LayerVersionPermission",
        { principal: "*" },
        /principal is "\*".*or set organizationId/,
      ),
      open(
        "a function's address for everybody",
        "aws:lambda/functionUrl:FunctionUrl",
        { authorizationType: "NONE" },
        /function url: authorizationType is "NONE"; set it to "AWS_IAM"/,
      ),
      open(
        "an image for everybody",
        "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
        { group: "all" },
        /ami launch permission: group is "all"/,
      ),
      {
        what: "an account's block with a switch off",
        plan: accountBlock({ restrictPublicBuckets: false }),
        says: /restrictPublicBuckets is false/,
      },
      {
        what: "an account's block with a switch left out",
        plan: accountBlock({ blockPublicAcls: undefined }),
        says: /blockPublicAcls is not set/,
      },
      {
        what: "an access point with a switch off",
        plan: accessPoint({ blockPublicPolicy: false }),
        says: /publicAccessBlockConfiguration\.blockPublicPolicy is false/,
      },
    ],
    unknown: [
      { what: "it is unknown", plan: database({ publiclyAccessible: UNKNOWN }), names: /publiclyAccessible/ },
      { what: "who may call is unknown", plan: permission({ principal: UNKNOWN }), names: /principal/ },
    ],
  },
  {
    rule: "resource-in-sight",
    accepts: {
      "what the packs read": [...database(), ...any("kubernetes:core/v1:Namespace")],
      "what holds no resource of a cloud": [
        ...any("random:index/randomPassword:RandomPassword"),
        ...any("eks:index:X"),
      ],
      "another cloud's provider, which declares nothing": any("pulumi:providers:azure-native"),
      "a package that the configuration names as read": {
        plan: any("aws-native:s3:Bucket"),
        config: { "resource-in-sight": { unreadPackages: [] } },
      },
    },
    refuses: [
      ...[
        "cloudcontrol/resource:Resource",
        "cloudformation/stack:Stack",
        "cloudformation/stackInstances:StackInstances",
        "cloudformation/stackSet:StackSet",
        "cloudformation/stackSetInstance:StackSetInstance",
        "serverlessrepository/cloudFormationStack:CloudFormationStack",
      ].map((type) =>
        open(`a ${type} unseen`, `aws:${type}`, {}, /: declares resources that the policy packs cannot see/),
      ),
      ...["aws-native:s3:Bucket", "azure-native:storage:Blob", "command:local:Command", "gcp:storage:Bucket"].map(
        (type) => open(`a ${type} unseen`, type, {}, /is of the package [\w-]+, which the policy packs do not read/),
      ),
    ],
    unknown: [],
  },
];
