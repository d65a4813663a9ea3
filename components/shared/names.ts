/**
 * Every name that AWS knows a thing by and that other documents refer to. They are ours rather than generated, so that
 * policies can name each other's resources before anything exists; hence they must be unique within an account
 * (roles) or region (queues), which one cluster name per account guarantees.
 */
export interface PlatformNames {
  /** IAM role the EKS control plane assumes. */
  readonly clusterRole: string;
  /** IAM role of the fixed system nodes (or of EKS Auto Mode's nodes). */
  readonly systemNodeRole: string;
  /** IAM role of the VPC CNI's agent on each node. */
  readonly vpcCniRole: string;
  /** IAM role of the EBS CSI controller. */
  readonly ebsCsiRole: string;
  /** IAM role VPC flow logs are delivered with. */
  readonly flowLogsRole: string;
  /** IAM role of the Karpenter controller. */
  readonly karpenterControllerRole: string;
  /** IAM role of the nodes Karpenter makes. */
  readonly karpenterNodeRole: string;
  /** SQS queue that interruption events go to. */
  readonly interruptionQueue: string;
  /** EventBridge rules that send events to that queue begin with this; a short word follows. */
  readonly interruptionRulePrefix: string;
  /** Alias, without `alias/`, of the KMS key of the volumes of Karpenter's nodes. */
  readonly karpenterVolumeKeyAlias: string;
  /** IAM role of Velero's server. */
  readonly veleroRole: string;
  /** IAM role S3 copies Velero's bucket to its standby with. */
  readonly veleroReplicationRole: string;
  /** Alias, without `alias/`, of the KMS key of Velero's bucket, and of its standby's key in another region. */
  readonly veleroKeyAlias: string;
  /** IAM role of the AWS Load Balancer Controller. */
  readonly loadBalancerControllerRole: string;
  /** Value of the `karpenter.sh/discovery` tag on subnets and security groups. */
  readonly discoveryTag: string;
  /** Log group the control plane writes to; EKS fixes this name. */
  readonly controlPlaneLogGroup: string;
  /** Log group of the VPC's flow logs. */
  readonly flowLogGroup: string;
  /** Log group of containers in the platform's own namespaces. */
  readonly platformLogGroup: string;
  /** Log group of all other containers. */
  readonly applicationLogGroup: string;
  /** Log group of the records that applications' metrics are made of. */
  readonly applicationMetricsLogGroup: string;
  /** IAM role of what collects traces. */
  readonly traceCollectorRole: string;
  /** IAM role of what ships the logs of containers. */
  readonly logCollectorRole: string;
  /** IAM role CloudWatch sends metrics on with. */
  readonly metricStreamRole: string;
  /** IAM role Firehose keeps metrics in a bucket with. */
  readonly metricDeliveryRole: string;
  /** Log group of metrics that Firehose could not deliver; the name the console gives such a group. */
  readonly metricDeliveryLogGroup: string;
  /** Alias, without `alias/`, of the KMS key of metrics that are kept. */
  readonly metricKeyAlias: string;
  /** IAM role Alertmanager announces alerts with. */
  readonly announcerRole: string;
  /** SNS topic alarms are announced on, and alias, without `alias/`, of its KMS key. */
  readonly alarmTopic: string;
}

/** The names of the platform on the cluster `clusterName`. */
export function platformNames(clusterName: string): PlatformNames {
  return {
    clusterRole: `${clusterName}-cluster`,
    systemNodeRole: `${clusterName}-system-node`,
    vpcCniRole: `${clusterName}-vpc-cni`,
    ebsCsiRole: `${clusterName}-ebs-csi`,
    flowLogsRole: `${clusterName}-flow-logs`,
    karpenterControllerRole: `${clusterName}-karpenter-controller`,
    karpenterNodeRole: `${clusterName}-karpenter-node`,
    interruptionQueue: `${clusterName}-karpenter`,
    interruptionRulePrefix: `${clusterName}-karpenter`,
    karpenterVolumeKeyAlias: `${clusterName}-karpenter-volumes`,
    veleroRole: `${clusterName}-velero`,
    veleroReplicationRole: `${clusterName}-velero-replication`,
    veleroKeyAlias: `${clusterName}-velero`,
    loadBalancerControllerRole: `${clusterName}-load-balancer-controller`,
    discoveryTag: clusterName,
    controlPlaneLogGroup: `/aws/eks/${clusterName}/cluster`,
    flowLogGroup: `/aws/vpc/${clusterName}/flow-logs`,
    platformLogGroup: `/aws/eks/${clusterName}/platform`,
    applicationLogGroup: `/aws/eks/${clusterName}/applications`,
    applicationMetricsLogGroup: `/aws/eks/${clusterName}/application-metrics`,
    traceCollectorRole: `${clusterName}-trace-collector`,
    logCollectorRole: `${clusterName}-log-collector`,
    metricStreamRole: `${clusterName}-metric-stream`,
    metricDeliveryRole: `${clusterName}-metric-delivery`,
    metricDeliveryLogGroup: `/aws/kinesisfirehose/${clusterName}-metrics`,
    metricKeyAlias: `${clusterName}-metrics`,
    announcerRole: `${clusterName}-alert-announcer`,
    alarmTopic: `${clusterName}-alarms`,
  };
}

/** Characters IAM allows in a role name. Source: IAM User Guide, "IAM and STS quotas". */
const ROLE_NAME_MAX = 64;
/** Characters SQS allows in a queue name. Source: SQS Developer Guide, "Queue and message identifiers". */
const QUEUE_NAME_MAX = 80;

/** The longest cluster name for which every derived role and queue name is still valid. */
export function maxClusterNameLength(): number {
  const suffixes = platformNames("");
  const room = (Object.keys(suffixes) as (keyof PlatformNames)[])
    .filter((key) => key.endsWith("Role"))
    .map((key) => ROLE_NAME_MAX - suffixes[key].length);
  return Math.min(...room, QUEUE_NAME_MAX - suffixes.interruptionQueue.length);
}
