/**
 * Tag whose value is the name of the cluster that a pod's volume, or a snapshot of one, belongs to.
 *
 * It is ours, and the driver is told to set it (`controller.extraVolumeTags`, which goes to snapshots too). The driver's
 * own `ebs.csi.aws.com/cluster` says the same of every cluster, `ebs.csi.aws.com/cluster-name` comes only with an
 * argument that the add-on's configuration does not offer, and Karpenter gives the disks of its nodes
 * `kubernetes.io/cluster/<name>`, which are none of the driver's business.
 * Sources: kubernetes-sigs/aws-ebs-csi-driver v1.63.1, "Tagging" and its controller's source.
 */
export const VOLUME_CLUSTER_TAG = "eks-platform/cluster";
