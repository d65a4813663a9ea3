import { iamArn } from "../../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../../../components/shared/iam.ts";
import { platformNames } from "../../../components/shared/names.ts";
import { DRILL_CLUSTERS } from "../../names.ts";
import { clusterArns, EKS_CHANGES, logGroupArns } from "../cluster.ts";
import { IAM_READS, READS } from "../read.ts";
import type { EnvironmentScope } from "../scope.ts";

/** Services that a temporary cluster has anything in. */
const SERVICES = ["autoscaling", "ec2", "eks", "kms", "logs"];

/** What making and destroying a temporary cluster looks at. None of it reads data. */
export const DRILL_READS = READS.filter((action) => SERVICES.some((service) => action.startsWith(`${service}:`)));

const LOG_CHANGES = [
  "logs:AssociateKmsKey",
  "logs:CreateLogGroup",
  "logs:DeleteLogGroup",
  "logs:PutRetentionPolicy",
  "logs:TagResource",
  "logs:UntagResource",
];

/** The temporary cluster itself, its logs, and what is looked at meanwhile. */
export function drillPlatformPolicy({ scope }: EnvironmentScope): PolicyDocument {
  const { controlPlaneLogGroup, flowLogGroup } = platformNames(DRILL_CLUSTERS);
  return policyDocument(
    {
      Sid: "ReadConfigurations",
      Effect: "Allow",
      Action: DRILL_READS,
      // Most of these know no resource; none of them reads data.
      Resource: "*",
    },
    {
      Sid: "ReadRolesAndPolicies",
      Effect: "Allow",
      Action: IAM_READS,
      Resource: [
        iamArn(scope, `role/${DRILL_CLUSTERS}-*`),
        iamArn(scope, "role/aws-service-role/*"),
        iamArn(scope, `policy/${DRILL_CLUSTERS}-*`),
        `arn:${scope.partition}:iam::aws:policy/*`,
      ],
    },
    { Sid: "ManageCluster", Effect: "Allow", Action: EKS_CHANGES, Resource: clusterArns(scope, DRILL_CLUSTERS) },
    {
      Sid: "ManageLogGroups",
      Effect: "Allow",
      Action: LOG_CHANGES,
      Resource: logGroupArns(scope, [controlPlaneLogGroup, flowLogGroup]),
    },
  );
}
