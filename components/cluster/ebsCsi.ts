import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type Conditions, type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { VOLUME_CLUSTER_TAG } from "../shared/volumeTag.ts";

export { VOLUME_CLUSTER_TAG };

/**
 * What the controller of the EBS CSI driver may do: make, clone, attach, change, snapshot and delete the volumes of its
 * cluster, and attach them to the cluster's nodes.
 *
 * Whatever it makes has to carry the cluster's tag from the first moment, and it can tag nothing that is there already,
 * so no volume becomes its cluster's that was not made by it. Of AWS's own policies for the driver, four rights are left
 * out on purpose: fast snapshot restores, which cost by the hour in every zone; locks on snapshots, which would outlive
 * their backups' time; changes of tags after a volume is made, since tags say whose it is; and volumes from before the
 * driver, which carry no tag of a cluster. A snapshot class or a class of volume attributes that asks for the first three
 * fails with what EC2 says.
 * Sources: kubernetes-sigs/aws-ebs-csi-driver v1.63.1, "Set up driver permissions" and its calls of EC2; AWS Managed
 * Policy Reference Guide, "AmazonEBSCSIDriverPolicyV2"; AWS Service Authorization Reference, "Actions, resources, and
 * condition keys for Amazon EC2".
 */
export function ebsCsiAccess(scope: AwsScope, clusterName: string): PolicyDocument {
  const volumes = regionalArn(scope, "ec2", "volume/*");
  const instances = regionalArn(scope, "ec2", "instance/*");
  // Snapshots name no account in their ARN.
  const snapshots = `arn:${scope.partition}:ec2:${scope.region}::snapshot/*`;
  const belongs = tagged("ResourceTag", VOLUME_CLUSTER_TAG, clusterName);
  const willBelong = tagged("RequestTag", VOLUME_CLUSTER_TAG, clusterName);
  const toAttach = ["ec2:AttachVolume", "ec2:DetachVolume"];
  return policyDocument(
    {
      Sid: "FindStorage",
      Effect: "Allow",
      Action: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeSnapshots",
        "ec2:DescribeVolumes",
        "ec2:DescribeVolumesModifications",
        "ec2:DescribeVolumeStatus",
      ],
      // EC2 lets nothing narrower be named for these.
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    {
      Sid: "MakeOwnVolumes",
      Effect: "Allow",
      Action: ["ec2:CreateVolume", "ec2:CopyVolumes"],
      Resource: volumes,
      Condition: willBelong,
    },
    {
      // A clone is judged on two volumes, and the tags it asks for are not its source's.
      Sid: "CloneNoOthers",
      Effect: "Deny",
      Action: "ec2:CopyVolumes",
      Resource: regionalArn(scope, "ec2", "volume/vol-*"),
      Condition: { StringNotEquals: belongs.StringEquals },
    },
    {
      Sid: "UseOwnVolumes",
      Effect: "Allow",
      Action: [...toAttach, "ec2:ModifyVolume", "ec2:CopyVolumes", "ec2:CreateSnapshot", "ec2:DeleteVolume"],
      Resource: volumes,
      Condition: belongs,
    },
    {
      Sid: "MakeOwnSnapshots",
      Effect: "Allow",
      Action: "ec2:CreateSnapshot",
      Resource: snapshots,
      Condition: willBelong,
    },
    {
      Sid: "UseOwnSnapshots",
      Effect: "Allow",
      Action: ["ec2:CreateVolume", "ec2:DeleteSnapshot"],
      Resource: snapshots,
      Condition: belongs,
    },
    {
      Sid: "TagWhatIsMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: [volumes, snapshots],
      Condition: {
        StringEquals: {
          "ec2:CreateAction": ["CreateVolume", "CopyVolumes", "CreateSnapshot"],
          ...willBelong.StringEquals,
        },
      },
    },
    // EKS tags the instances of managed node groups. Source: AWS Managed Policy Reference Guide,
    // "AmazonEBSCSIDriverEKSClusterScopedPolicy".
    {
      Sid: "AttachToSystemNodes",
      Effect: "Allow",
      Action: toAttach,
      Resource: instances,
      Condition: tagged("ResourceTag", "eks:cluster-name", clusterName),
    },
    // Karpenter may launch nothing without this tag. Source: Karpenter docs, v1.14, "CloudFormation".
    {
      Sid: "AttachToKarpenterNodes",
      Effect: "Allow",
      Action: toAttach,
      Resource: instances,
      Condition: tagged("ResourceTag", "eks:eks-cluster-name", clusterName),
    },
  );
}

function tagged(kind: "ResourceTag" | "RequestTag", key: string, value: string) {
  return { StringEquals: { [`aws:${kind}/${key}`]: value } } satisfies Conditions;
}
