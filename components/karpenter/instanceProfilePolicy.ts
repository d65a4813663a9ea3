import { type AwsScope, iamArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";

/**
 * Instance profiles, which Karpenter makes for each node class, and the one role it may put into them. An instance
 * profile belongs to a cluster and, IAM having no regions, to a region by its tags.
 */
export function instanceProfilePolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  const profiles = iamArn(scope, "instance-profile/*");
  const tags = (kind: "ResourceTag" | "RequestTag") => ({
    [`aws:${kind}/kubernetes.io/cluster/${clusterName}`]: "owned",
    [`aws:${kind}/topology.kubernetes.io/region`]: scope.region,
  });
  const ofOurCluster = { ...tags("RequestTag"), "aws:RequestTag/eks:eks-cluster-name": clusterName };

  return policyDocument(
    {
      Sid: "PassTheNodeRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: iamArn(scope, `role/${platformNames(clusterName).karpenterNodeRole}`),
      Condition: { StringEquals: { "iam:PassedToService": ec2Principals(scope) } },
    },
    {
      Sid: "MakeInstanceProfiles",
      Effect: "Allow",
      Action: "iam:CreateInstanceProfile",
      Resource: profiles,
      Condition: { StringEquals: ofOurCluster, StringLike: { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" } },
    },
    {
      Sid: "TagOwnInstanceProfiles",
      Effect: "Allow",
      Action: "iam:TagInstanceProfile",
      Resource: profiles,
      Condition: {
        StringEquals: { ...tags("ResourceTag"), ...ofOurCluster },
        StringLike: {
          "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*",
          "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*",
        },
      },
    },
    {
      Sid: "UseOwnInstanceProfiles",
      Effect: "Allow",
      Action: ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
      Resource: profiles,
      Condition: {
        StringEquals: tags("ResourceTag"),
        StringLike: { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*" },
      },
    },
  );
}

/** The names EC2 goes by: in China it has two, and which one a call carries depends on the call. */
export function ec2Principals(scope: AwsScope): readonly string[] {
  return scope.partition === "aws-cn" ? ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] : ["ec2.amazonaws.com"];
}
