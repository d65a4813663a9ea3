import type { AwsEvent } from "../../support/eventPattern.ts";

/** Envelope of every event. Shape: Amazon EventBridge User Guide, "AWS service event metadata". */
function event(source: string, detailType: string, detail: AwsEvent, resources: string[] = []): AwsEvent {
  return {
    version: "0",
    id: "7bf73129-1428-4cd3-a780-95db273d1602",
    "detail-type": detailType,
    source,
    account: "111122223333",
    time: "2026-08-11T21:29:54Z",
    region: "eu-west-1",
    resources,
    detail,
  };
}

const INSTANCE = "i-0123456789abcdef0";
const ARN = `arn:aws:ec2:eu-west-1:111122223333:instance/${INSTANCE}`;

function stateChange(state: string): AwsEvent {
  return event("aws.ec2", "EC2 Instance State-change Notification", { "instance-id": INSTANCE, state }, [ARN]);
}

/** Shape: AWS Health User Guide, "Amazon EventBridge schema for AWS Health events". */
function health(service: string, eventTypeCategory: string, eventTypeCode: string): AwsEvent {
  return event(
    "aws.health",
    "AWS Health Event",
    {
      eventArn: `arn:aws:health:eu-west-1::event/${service}/${eventTypeCode}/1`,
      service,
      eventTypeCode,
      eventTypeCategory,
      startTime: "Fri, 14 Aug 2026 01:00:00 GMT",
      endTime: "Fri, 14 Aug 2026 03:00:00 GMT",
      eventDescription: [{ language: "en_US", latestDescription: "One of your instances runs on degraded hardware." }],
      affectedEntities: [{ entityValue: INSTANCE, tags: {} }],
    },
    [INSTANCE],
  );
}

/** What Karpenter acts on: name of the rule's kind -> events that must reach the queue by that rule. */
export const WANTED: Readonly<Record<string, readonly (readonly [string, AwsEvent])[]>> = {
  health: [
    [
      "the retirement of an instance",
      health("EC2", "scheduledChange", "AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED"),
    ],
    ["a reboot for maintenance", health("EC2", "scheduledChange", "AWS_EC2_INSTANCE_REBOOT_MAINTENANCE_SCHEDULED")],
  ],
  // Shapes: Amazon EC2 User Guide, "Spot Instance interruption notices" and "EC2 instance rebalance recommendations".
  spot: [
    [
      "the warning of a spot interruption",
      event(
        "aws.ec2",
        "EC2 Spot Instance Interruption Warning",
        { "instance-id": INSTANCE, "instance-action": "terminate" },
        [ARN],
      ),
    ],
  ],
  rebalance: [
    [
      "a rebalance recommendation",
      event("aws.ec2", "EC2 Instance Rebalance Recommendation", { "instance-id": INSTANCE }, [ARN]),
    ],
  ],
  // Shape: Amazon EC2 User Guide, "Monitor instance state changes using Amazon EventBridge".
  state: ["stopping", "stopped", "shutting-down", "terminated"].map((state) => [
    `an instance that is ${state}`,
    stateChange(state),
  ]),
  reservation: [
    [
      "the warning that interruptible reserved capacity ends",
      event(
        "aws.ec2",
        "EC2 Capacity Reservation Instance Interruption Warning",
        { "instance-id": INSTANCE, "instance-action": "terminate" },
        [ARN],
      ),
    ],
  ],
};

/** What Karpenter throws away unread, or must not see. */
export const UNWANTED: readonly (readonly [string, AwsEvent])[] = [
  ["an instance that is pending", stateChange("pending")],
  ["an instance that is running", stateChange("running")],
  ["a health event of another service", health("RDS", "scheduledChange", "AWS_RDS_MAINTENANCE_SCHEDULED")],
  ["an outage of EC2, which names no instance", health("EC2", "issue", "AWS_EC2_OPERATIONAL_ISSUE")],
  ["a notification about the account", health("EC2", "accountNotification", "AWS_EC2_SERVICE_NOTICE")],
  [
    "a health event of abuse",
    event("aws.health", "AWS Health Abuse Event", { service: "ABUSE", eventTypeCategory: "issue" }),
  ],
  [
    "a launch by an Auto Scaling group",
    event("aws.autoscaling", "EC2 Instance Launch Successful", { EC2InstanceId: INSTANCE }, [ARN]),
  ],
  [
    "a snapshot that is ready",
    event("aws.ec2", "EBS Snapshot Notification", { event: "createSnapshot", result: "succeeded" }),
  ],
  [
    "a fulfilled spot request",
    event("aws.ec2", "EC2 Spot Instance Request Fulfillment", { "instance-id": INSTANCE }, [ARN]),
  ],
  [
    "a warning that somebody made up",
    event(
      "custom.app",
      "EC2 Spot Instance Interruption Warning",
      { "instance-id": INSTANCE, "instance-action": "terminate" },
      [ARN],
    ),
  ],
];
