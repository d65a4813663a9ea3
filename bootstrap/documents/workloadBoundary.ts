import { iamArn } from "../../components/shared/aws.ts";
import { VOLUME_CLUSTER_TAG } from "../../components/shared/volumeTag.ts";
import {
  type Conditions,
  type PolicyDocument,
  policyDocument,
  type PolicyStatement,
} from "../../components/shared/iam.ts";
import type { Environment } from "../config.ts";
import { DRILL_CLUSTERS, DRILL_TAG } from "../names.ts";
import { bucketPatterns, type EnvironmentScope, platformBuckets, servicePrincipal } from "./scope.ts";
import { COMPUTE, DATA, LOAD_BALANCERS, LOOKS, REPLICATION, SESSION_MANAGER, TRACES } from "./workloadActions.ts";

/**
 * What bounds every role that a deployment makes: nodes, controllers and applications. A role can do what both its own
 * policies and this allow: none administers identities or keys, reaches into another account's data, touches the state,
 * or uses what is another environment's by its name or its tag.
 *
 * A deployment may write the policies of its roles, and say who assumes them, which no condition of IAM restricts. So
 * whoever deploys can use all that this allows, also what the stack's own roles have no policy for: data of the account
 * that carries no environment's tag above all.
 * Source: IAM User Guide, "Permissions boundaries for IAM entities".
 */
export function workloadBoundary(context: EnvironmentScope): PolicyDocument {
  const { scope, environment } = context;
  const inAccount = { StringEquals: { "aws:ResourceAccount": scope.accountId } };
  return policyDocument(
    { Sid: "Look", Effect: "Allow", Action: LOOKS, Resource: "*" },
    {
      Sid: "Run",
      Effect: "Allow",
      Action: [
        ...COMPUTE,
        ...LOAD_BALANCERS,
        ...SESSION_MANAGER,
        ...REPLICATION,
        ...TRACES,
        "autoscaling:UpdateAutoScalingGroup",
      ],
      Resource: "*",
    },
    ...endings(environment),
    { Sid: "Data", Effect: "Allow", Action: DATA, Resource: "*", Condition: inAccount },
    {
      // To EBS for a volume, for instance. A grant to anybody else would outlive whoever made it.
      Sid: "LendKeys",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ...inAccount, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    {
      Sid: "PublicParameters",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: `arn:${scope.partition}:ssm:*::parameter/aws/service/*`,
    },
    ...(environment.applicationActions.length === 0
      ? []
      : [
          {
            Sid: "FurtherServices",
            Effect: "Allow" as const,
            Action: environment.applicationActions,
            Resource: "*",
            Condition: inAccount,
          },
        ]),
    ...nodeIdentities(context),
    ...nothingOfOthers(context),
    ...backupsStay(context),
    ...noState(
      context,
      context.neighbours.flatMap((other) => bucketPatterns(scope, context.tags.platform, other)),
    ),
  );
}

/** Ends instances and deletes volumes, snapshots and launch templates of this cluster only, told by the tags of their makers. */
function endings(environment: Environment): PolicyStatement[] {
  const { clusterName } = environment;
  const deletions = ["ec2:DeleteLaunchTemplate", "ec2:DeleteSnapshot", "ec2:DeleteVolume", "ec2:TerminateInstances"];
  const ending = (sid: string, actions: readonly string[], condition: Conditions): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: "*",
    Condition: condition,
  });
  const tagged = (tag: string, value: string): Conditions => ({ StringEquals: { [`aws:ResourceTag/${tag}`]: value } });
  return [
    ending("EndOwn", deletions, tagged(`kubernetes.io/cluster/${clusterName}`, "owned")),
    ending("EndOwnOfAutoMode", deletions, tagged("eks:eks-cluster-name", clusterName)),
    ending("EndOwnOfDriver", ["ec2:DeleteSnapshot", "ec2:DeleteVolume"], {
      StringLike: { [`aws:ResourceTag/${VOLUME_CLUSTER_TAG}`]: ownClusters(environment) },
    }),
  ];
}

/** A recovery drill that is told no boundary of its own takes over the environment's. */
function ownClusters({ clusterName, recoveryDrill }: Environment): string[] {
  return [clusterName, ...(recoveryDrill ? [DRILL_CLUSTERS] : [])];
}

/** Said as denials, which no policy of a bucket, key or secret can overrule. */
function nothingOfOthers({ scope, environment }: EnvironmentScope): PolicyStatement[] {
  const { clusterName, name, recoveryDrill } = environment;
  const ofTag = (kind: string): string => `aws:ResourceTag/${kind}`;
  return [
    {
      Sid: "NothingOfOthers",
      Effect: "Deny",
      Action: ["kms:*", "secretsmanager:*", "ssm:*"],
      Resource: "*",
      Condition: {
        Null: { [ofTag("environment")]: "false" },
        StringNotEquals: { [ofTag("environment")]: [name, ...(recoveryDrill ? [DRILL_TAG] : [])] },
      },
    },
    {
      // What would make another cluster's machine or disk this one's, or give the machine another start script.
      Sid: "OthersKeepTheirTags",
      Effect: "Deny",
      Action: ["ec2:CreateTags", "ec2:DeleteTags", "ec2:ModifyInstanceAttribute"],
      Resource: ["instance", "volume", "snapshot"].map((kind) => `arn:${scope.partition}:ec2:*:*:${kind}/*`),
      Condition: {
        // Tags that come with a call that makes the thing are no change of another's.
        Null: { "ec2:CreateAction": "true" },
        StringNotEquals: { [ofTag(`kubernetes.io/cluster/${clusterName}`)]: "owned" },
        StringNotLike: {
          [ofTag("eks:eks-cluster-name")]: clusterName,
          [ofTag(VOLUME_CLUSTER_TAG)]: ownClusters(environment),
        },
      },
    },
  ];
}

/**
 * Old versions are what is left of a backup that was deleted or overwritten, and nothing on the platform deletes them:
 * Velero deletes without naming a version, and S3's lifecycle asks nobody. Keys are changed by deployments alone.
 */
function backupsStay(context: EnvironmentScope): PolicyStatement[] {
  return [
    ...(context.environment.mayEmptyBackups
      ? []
      : [
          {
            Sid: "BackupsStay",
            Effect: "Deny" as const,
            Action: ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"],
            Resource: platformBuckets(context),
          },
        ]),
    {
      Sid: "KeysStay",
      Effect: "Deny",
      Action: ["kms:*Alias", "kms:Disable*", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:*agResource"],
      Resource: "*",
    },
  ];
}

/** Karpenter and Auto Mode make instance profiles and hand the role of their nodes to EC2. */
function nodeIdentities(context: EnvironmentScope): PolicyStatement[] {
  const { scope, environment } = context;
  return [
    {
      Sid: "InstanceProfiles",
      Effect: "Allow",
      Action: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
      ],
      Resource: iamArn(scope, "instance-profile/*"),
    },
    {
      Sid: "HandNodeRoleToEc2",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: iamArn(scope, `role/${environment.clusterName}-*`),
      Condition: { StringEquals: { "iam:PassedToService": servicePrincipal(context, "ec2") } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: iamArn(scope, "role/aws-service-role/*"),
    },
  ];
}

/**
 * The state and the keys that guard it and its secrets are nobody's on the platform.
 *
 * @param ofOthers ARN patterns of further buckets that are out of reach
 */
export function noState({ scope, store }: EnvironmentScope, ofOthers: readonly string[] = []): PolicyStatement[] {
  const state = `arn:${scope.partition}:s3:::${store.bucket}*`;
  return [
    { Sid: "NoState", Effect: "Deny", Action: "s3:*", Resource: ofOthers.length === 0 ? state : [state, ...ofOthers] },
    {
      Sid: "NoKeysOfState",
      Effect: "Deny",
      Action: "kms:*",
      Resource: "*",
      Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/pulumi/*" } },
    },
  ];
}
