import { iamArn } from "../../components/shared/aws.ts";
import { VOLUME_CLUSTER_TAG } from "../../components/shared/volumeTag.ts";
import {
  type Conditions,
  type PolicyDocument,
  policyDocument,
  type PolicyStatement,
} from "../../components/shared/iam.ts";
import type { Environment } from "../config.ts";
import { DRILL_CLUSTERS } from "../names.ts";
import { type EnvironmentScope, servicePrincipal } from "./scope.ts";
import { COMPUTE, DATA, LOAD_BALANCERS, LOOKS, REPLICATION, SESSION_MANAGER, TRACES } from "./workloadActions.ts";

/**
 * What bounds every role that a deployment makes: nodes, controllers and applications. A role can do what both its own
 * policies and this allow, so that a deployment cannot hand itself more by way of a role it makes: no role of its
 * making administers identities, reaches into another account's data, or touches the state.
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
    ...noState(context),
  );
}

/** Ends instances and deletes volumes, snapshots and launch templates of this cluster only, told by the tags of their makers. */
function endings({ clusterName, recoveryDrill }: Environment): PolicyStatement[] {
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
      // A recovery drill that is told no boundary of its own takes over this one.
      StringLike: {
        [`aws:ResourceTag/${VOLUME_CLUSTER_TAG}`]: [clusterName, ...(recoveryDrill ? [DRILL_CLUSTERS] : [])],
      },
    }),
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

/** The state and the keys that guard it and its secrets are nobody's on the platform. */
export function noState({ scope, store }: EnvironmentScope): PolicyStatement[] {
  const state = `arn:${scope.partition}:s3:::${store.bucket}`;
  return [
    { Sid: "NoState", Effect: "Deny", Action: "s3:*", Resource: `${state}*` },
    {
      Sid: "NoKeysOfState",
      Effect: "Deny",
      Action: "kms:*",
      Resource: "*",
      Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/pulumi/*" } },
    },
  ];
}
