/** What an EventBridge rule looks for: field -> the values it may have. */
export interface EventPattern {
  readonly source: readonly string[];
  readonly "detail-type": readonly string[];
  readonly detail?: Readonly<Record<string, readonly string[]>>;
}

/**
 * The five kinds of event that Karpenter 1.14 acts on: the last word of the rule's name -> its pattern.
 *
 * Karpenter's own template sends every health event of every service and every change of state, and the controller
 * throws away what it has no use for (`pkg/controllers/interruption/messages`: health events other than EC2's scheduled
 * changes, instances that start). Here the rules say so: nobody's health notices pass through the queue, and a burst of
 * launches does not delay the warning that counts.
 */
export const EVENT_PATTERNS: Readonly<Record<string, EventPattern>> = {
  /** AWS will retire or reboot an instance. */
  health: {
    source: ["aws.health"],
    "detail-type": ["AWS Health Event"],
    detail: { service: ["EC2"], eventTypeCategory: ["scheduledChange"] },
  },
  /** A spot instance ends in two minutes. */
  spot: { source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] },
  /** A spot instance is likelier than before to end. Karpenter counts these and drains nothing. */
  rebalance: { source: ["aws.ec2"], "detail-type": ["EC2 Instance Rebalance Recommendation"] },
  /** An instance stops or ends, whoever did it. */
  state: {
    source: ["aws.ec2"],
    "detail-type": ["EC2 Instance State-change Notification"],
    detail: { state: ["stopping", "stopped", "shutting-down", "terminated"] },
  },
  /** An instance in interruptible reserved capacity ends soon. */
  reservation: { source: ["aws.ec2"], "detail-type": ["EC2 Capacity Reservation Instance Interruption Warning"] },
};
