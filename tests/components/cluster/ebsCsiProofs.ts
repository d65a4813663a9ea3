import { type AwsScope, regionalArn } from "../../../components/shared/aws.ts";
import type { Request } from "../../support/iam/evaluate.ts";
import { elsewhere, may, mayNot, type Proof, without } from "../../support/iam/proof.ts";

type Tags = Readonly<Record<string, string>>;

const READS = [
  "DescribeAvailabilityZones",
  "DescribeInstances",
  "DescribeInstanceTypes",
  "DescribeSnapshots",
  "DescribeVolumes",
  "DescribeVolumesModifications",
  "DescribeVolumeStatus",
];

/** What driver and Karpenter and EKS give a cluster's things, as the driver's calls meet it. */
function tagsOf(clusterName: string) {
  const driver = { "ebs.csi.aws.com/cluster": "true" };
  return {
    /** A volume or snapshot that the driver made. */
    made: { ...driver, CSIVolumeName: "pvc-1", "eks-platform/cluster": clusterName },
    /** A node of a managed node group. */
    systemNode: { Name: `${clusterName}-system`, "eks:cluster-name": clusterName, "eks:nodegroup-name": "system-1" },
    /** A node of Karpenter's, and its disk. */
    karpenterNode: {
      [`kubernetes.io/cluster/${clusterName}`]: "owned",
      "karpenter.sh/nodepool": "general",
      "eks:eks-cluster-name": clusterName,
    },
  };
}

/** The driver's calls as IAM sees them: one request for each resource that a call is judged on. */
function callsOf(scope: AwsScope) {
  const context = { "aws:RequestedRegion": scope.region };
  const volume = regionalArn(scope, "ec2", "volume/vol-1");
  const newVolume = regionalArn(scope, "ec2", "volume/*");
  const snapshot = `arn:${scope.partition}:ec2:${scope.region}::snapshot/snap-1`;
  const newSnapshot = `arn:${scope.partition}:ec2:${scope.region}::snapshot/*`;
  const instance = regionalArn(scope, "ec2", "instance/i-1");

  const on = (
    action: string,
    resource: string,
    has: Tags = {},
    wants?: Tags,
    more: Request["context"] = {},
  ): Request => ({
    action: `ec2:${action}`,
    resource,
    context: {
      ...context,
      ...Object.fromEntries(Object.entries(has).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
      ...Object.fromEntries(Object.entries(wants ?? {}).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
      ...(wants && { "aws:TagKeys": Object.keys(wants) }),
      ...more,
    },
  });
  /** Tags given with a call are judged as a call of their own; without any, there is none. */
  const tagged = (resource: string, by: string, tags: Tags) =>
    Object.keys(tags).length === 0 ? [] : [tagMade(resource, by, tags)];
  const tagMade = (resource: string, by: string, tags: Tags) =>
    on("CreateTags", resource, {}, tags, { "ec2:CreateAction": by });

  return {
    volume,
    snapshot,
    instance,
    on,
    tagMade,
    read: (action: string, region = scope.region) => on(action, "*", {}, undefined, { "aws:RequestedRegion": region }),
    make: (tags: Tags) => [on("CreateVolume", newVolume, {}, tags), ...tagged(newVolume, "CreateVolume", tags)],
    restore: (snapshotTags: Tags, tags: Tags) => [
      on("CreateVolume", newVolume, {}, tags),
      on("CreateVolume", snapshot, snapshotTags),
      ...tagged(newVolume, "CreateVolume", tags),
    ],
    /** Whether IAM sees the wanted tags when it judges the source is not written down; both have to do. */
    clone: (sourceTags: Tags, tags: Tags, seen: boolean) => [
      on("CopyVolumes", volume, sourceTags, seen ? tags : undefined),
      on("CopyVolumes", newVolume, {}, tags),
      ...tagged(newVolume, "CopyVolumes", tags),
    ],
    snapshotOf: (volumeTags: Tags, tags: Tags) => [
      on("CreateSnapshot", volume, volumeTags),
      on("CreateSnapshot", newSnapshot, {}, tags),
      ...tagged(newSnapshot, "CreateSnapshot", tags),
    ],
    attach: (action: "AttachVolume" | "DetachVolume", volumeTags: Tags, nodeTags: Tags) => [
      on(action, volume, volumeTags),
      on(action, instance, nodeTags),
    ],
  };
}

/** Everything a security reviewer asks of the storage driver's permissions. */
export function proofsFor(scope: AwsScope, clusterName: string): Proof[] {
  const { made, systemNode, karpenterNode } = tagsOf(clusterName);
  const others = tagsOf(`${clusterName}-2`);
  const c = callsOf(scope);
  const foreign: readonly [string, Tags][] = [
    ["another cluster's", others.made],
    ["an untagged", {}],
    ["some driver's", without(made, "eks-platform/cluster")],
    ["a node's own", karpenterNode],
  ];

  return [
    ...READS.flatMap((action) => [
      may(`read EC2 in its region (${action})`, c.read(action)),
      mayNot(`read EC2 in another region (${action})`, c.read(action, "us-east-2")),
    ]),
    mayNot("read what it has no use for (DescribeKeyPairs)", c.read("DescribeKeyPairs")),

    may("make a volume of its cluster", ...c.make(made)),
    mayNot("make a volume without any tag", ...c.make({})),
    mayNot("make a volume without its cluster's tag", ...c.make(without(made, "eks-platform/cluster"))),
    mayNot("make a volume for another cluster", ...c.make(others.made)),
    mayNot("make a volume in another account", elsewhere(c.make(made)[0]!, scope.accountId, "444455556666")),

    ...(["AttachVolume", "DetachVolume"] as const).flatMap((action) => [
      may(`use its volume on a system node (${action})`, ...c.attach(action, made, systemNode)),
      may(`use its volume on a node of Karpenter's (${action})`, ...c.attach(action, made, karpenterNode)),
      mayNot(
        `use its volume on another cluster's system node (${action})`,
        ...c.attach(action, made, others.systemNode),
      ),
      mayNot(
        `use its volume on a node of another cluster's Karpenter (${action})`,
        ...c.attach(action, made, others.karpenterNode),
      ),
      mayNot(`use its volume on an instance that is no node (${action})`, ...c.attach(action, made, {})),
      ...foreign.map(([whose, tags]) =>
        mayNot(`use ${whose} volume on its own node (${action})`, ...c.attach(action, tags, karpenterNode)),
      ),
      ...[systemNode, karpenterNode].map((tags) =>
        mayNot(
          `use an instance of another account, tagged as its cluster's (${action} by ${Object.keys(tags).join(", ")})`,
          elsewhere(c.on(action, c.instance, tags), scope.accountId, "444455556666"),
        ),
      ),
    ]),

    ...["ModifyVolume", "DeleteVolume"].flatMap((action) => [
      may(`change its volume (${action})`, c.on(action, c.volume, made)),
      ...foreign.map(([whose, tags]) => mayNot(`change ${whose} volume (${action})`, c.on(action, c.volume, tags))),
      mayNot(
        `change a volume of another region, tagged as its cluster's (${action})`,
        elsewhere(c.on(action, c.volume, made), scope.region, "us-east-2"),
      ),
    ]),

    ...[true, false].flatMap((seen) => {
      const how = seen ? "the clone's tags seen with the source" : "the source judged alone";
      return [
        may(`clone its volume, ${how}`, ...c.clone(made, made, seen)),
        mayNot(`make a clone without any tag, ${how}`, ...c.clone(made, {}, seen)),
        mayNot(`make a clone for another cluster, ${how}`, ...c.clone(made, others.made, seen)),
        ...foreign.map(([whose, tags]) => mayNot(`clone ${whose} volume, ${how}`, ...c.clone(tags, made, seen))),
      ];
    }),

    may("snapshot its volume", ...c.snapshotOf(made, made)),
    mayNot("take a snapshot without any tag", ...c.snapshotOf(made, {})),
    mayNot("take a snapshot without its cluster's tag", ...c.snapshotOf(made, without(made, "eks-platform/cluster"))),
    mayNot("take a snapshot for another cluster", ...c.snapshotOf(made, others.made)),
    mayNot("take a snapshot in another region", elsewhere(c.snapshotOf(made, made)[1]!, scope.region, "us-east-2")),
    ...foreign.map(([whose, tags]) => mayNot(`snapshot ${whose} volume`, ...c.snapshotOf(tags, made))),
    may("make a volume from its snapshot", ...c.restore(made, made)),
    may("delete its snapshot", c.on("DeleteSnapshot", c.snapshot, made)),
    mayNot(
      "delete a snapshot of another region, tagged as its cluster's",
      elsewhere(c.on("DeleteSnapshot", c.snapshot, made), scope.region, "us-east-2"),
    ),
    ...foreign.flatMap(([whose, tags]) => [
      mayNot(`make a volume from ${whose} snapshot`, ...c.restore(tags, made)),
      mayNot(`delete ${whose} snapshot`, c.on("DeleteSnapshot", c.snapshot, tags)),
    ]),

    ...[c.volume, c.snapshot].flatMap((resource) => [
      ...foreign.map(([whose, tags]) =>
        mayNot(
          `take ${whose} ${resource.split(":").at(-1) ?? ""} by tagging it`,
          c.on("CreateTags", resource, tags, made),
        ),
      ),
      mayNot(
        `tag what it has made (${resource.split(":").at(-1) ?? ""})`,
        c.on("CreateTags", resource, made, { note: "x" }),
      ),
      mayNot(
        `take its cluster's tag off (${resource.split(":").at(-1) ?? ""})`,
        c.on("DeleteTags", resource, made, { "eks-platform/cluster": clusterName }),
      ),
      ...["CreateVolume", "CopyVolumes", "CreateSnapshot"].map((by) =>
        mayNot(
          `tag ${resource.split(":").at(-1) ?? ""} as another cluster's while it is made (${by})`,
          c.tagMade(resource, by, others.made),
        ),
      ),
    ]),
    mayNot("make an instance its node by tagging it", c.on("CreateTags", c.instance, {}, karpenterNode)),
    ...["CreateVolume", "CopyVolumes", "CreateSnapshot"].map((by) =>
      mayNot(`tag an instance under cover of ${by}`, c.tagMade(c.instance, by, made)),
    ),
    mayNot("tag what another call makes", c.tagMade(c.volume, "RunInstances", made)),

    ...["EnableFastSnapshotRestores", "LockSnapshot", "CopySnapshot", "ModifySnapshotAttribute"].flatMap((action) =>
      [c.volume, c.snapshot].map((resource) =>
        mayNot(
          `do what the platform has no use for (${action} on ${resource.split(":").at(-1) ?? ""})`,
          c.on(action, resource, made, made),
        ),
      ),
    ),
    mayNot("terminate its own nodes", c.on("TerminateInstances", c.instance, karpenterNode)),
  ];
}
