import type { AwsScope } from "../../../components/shared/aws.ts";
import { elsewhere, may, mayNot, type Proof, without } from "../../support/iam/proof.ts";
import { requestsOf } from "./requests.ts";

/** What the controller may do with EC2: launch with the tags, name and end its own, and nothing of anybody else's. */
export function instanceProofs(scope: AwsScope, clusterName: string): Proof[] {
  const r = requestsOf(scope, clusterName);
  const cluster = `kubernetes.io/cluster/${clusterName}`;
  const other = `kubernetes.io/cluster/${clusterName}-2`;
  const ofOther = { [other]: "owned", "karpenter.sh/nodepool": "general" };
  const foreignTags = { ...ofOther, "eks:eks-cluster-name": `${clusterName}-2` };
  const made = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

  return [
    may("make a launch template with its tags (ec2:CreateLaunchTemplate)", r.makeLaunchTemplate()),
    ...Object.keys({ ...r.owned, "eks:eks-cluster-name": "" }).flatMap((tag) => [
      mayNot(
        `make a launch template without ${tag} (ec2:CreateLaunchTemplate)`,
        r.makeLaunchTemplate(without(r.launchTags, tag)),
      ),
      mayNot(`launch without ${tag} (ec2:RunInstances)`, ...r.launch("ec2:RunInstances", without(r.launchTags, tag))),
      mayNot(
        `start a fleet without ${tag} (ec2:CreateFleet)`,
        ...r.launch("ec2:CreateFleet", without(r.launchTags, tag)),
      ),
      mayNot(
        `tag at launch without ${tag} (ec2:CreateTags)`,
        r.tagAtLaunch("instance", "RunInstances", without(r.launchTags, tag)),
      ),
    ]),
    may("launch with its tags (ec2:RunInstances)", ...r.launch("ec2:RunInstances")),
    may("start a fleet with its tags (ec2:CreateFleet)", ...r.launch("ec2:CreateFleet")),
    mayNot("launch as another cluster (ec2:RunInstances)", ...r.launch("ec2:RunInstances", foreignTags)),
    mayNot(
      "launch with another cluster's name (ec2:RunInstances)",
      ...r.launch("ec2:RunInstances", { ...r.launchTags, "eks:eks-cluster-name": "x" }),
    ),
    mayNot(
      "launch from another cluster's launch template (ec2:RunInstances)",
      ...r.launch("ec2:RunInstances", r.launchTags, ofOther),
    ),
    mayNot(
      "launch from a launch template that is not Karpenter's (ec2:CreateFleet)",
      ...r.launch("ec2:CreateFleet", r.launchTags, { [cluster]: "owned" }),
    ),

    ...(["ec2:RunInstances", "ec2:CreateFleet"] as const).flatMap((action) => {
      const into = (place: Parameters<typeof r.launch>[3]) => r.launch(action, r.launchTags, r.owned, place);
      const discovery = (value: string) => ({ "karpenter.sh/discovery": value });
      return [
        ...[{}, discovery(`${clusterName}-2`), { Name: clusterName }].flatMap((tags) => [
          mayNot(`launch into a subnet with the tags ${JSON.stringify(tags)} (${action})`, ...into({ subnet: tags })),
          mayNot(`launch with a security group tagged ${JSON.stringify(tags)} (${action})`, ...into({ group: tags })),
        ]),
        may(
          `launch into a subnet that another account shares (${action})`,
          ...into({ subnet: {}, subnetAccount: "444455556666" }),
        ),
      ];
    }),

    ...made.flatMap((kind) =>
      ["RunInstances", "CreateFleet", "CreateLaunchTemplate"].map((by) =>
        may(`tag a ${kind} while it is made by ${by} (ec2:CreateTags)`, r.tagAtLaunch(kind, by)),
      ),
    ),
    ...made.map((kind) =>
      mayNot(
        `tag a ${kind} that is there already with the tags of ownership (ec2:CreateTags)`,
        r.tagAtLaunch(kind, undefined),
      ),
    ),
    mayNot("tag what another call makes (ec2:CreateTags)", r.tagAtLaunch("volume", "CreateVolume")),
    mayNot("tag at launch as another cluster (ec2:CreateTags)", r.tagAtLaunch("instance", "RunInstances", foreignTags)),
    may(
      "name its own instances (ec2:CreateTags)",
      r.tagLater(r.owned, {
        Name: "node-1",
        "karpenter.sh/nodeclaim": "general-x",
        "eks:eks-cluster-name": clusterName,
      }),
    ),
    may("name its own instances without the cluster's name (ec2:CreateTags)", r.tagLater(r.owned, { Name: "node-1" })),
    mayNot(
      "give its own instances another cluster's name (ec2:CreateTags)",
      r.tagLater(r.owned, { "eks:eks-cluster-name": "x" }),
    ),
    mayNot(
      "give its own instances any other tag (ec2:CreateTags)",
      r.tagLater(r.owned, { Name: "node-1", "cost-center": "0" }),
    ),
    mayNot("take an untagged instance by naming it (ec2:CreateTags)", r.tagLater({}, { Name: "node-1" })),
    mayNot("take another cluster's instance by tagging it (ec2:CreateTags)", r.tagLater(ofOther, { Name: "node-1" })),
    mayNot(
      "take its own cluster's fixed node by tagging it (ec2:CreateTags)",
      r.tagLater({ [cluster]: "owned" }, { Name: "node-1" }),
    ),
    mayNot("make an instance its own by the tags of ownership (ec2:CreateTags)", r.tagLater({}, r.owned)),
    mayNot("name a volume, though it is its own (ec2:CreateTags)", r.tagLater(r.owned, { Name: "v" }, "volume")),

    may("terminate an instance of its own cluster and pool (ec2:TerminateInstances)", r.terminate(r.owned)),
    mayNot("terminate an untagged instance (ec2:TerminateInstances)", r.terminate({})),
    mayNot("terminate another cluster's instance (ec2:TerminateInstances)", r.terminate(ofOther)),
    mayNot(
      "terminate an instance shared by its cluster (ec2:TerminateInstances)",
      r.terminate({ ...r.owned, [cluster]: "shared" }),
    ),
    mayNot(
      "terminate its own cluster's instance that is not Karpenter's (ec2:TerminateInstances)",
      r.terminate({ [cluster]: "owned" }),
    ),
    mayNot(
      "terminate an instance of some pool of no cluster (ec2:TerminateInstances)",
      r.terminate({ "karpenter.sh/nodepool": "general" }),
    ),
    may("delete its own launch template (ec2:DeleteLaunchTemplate)", r.deleteLaunchTemplate(r.owned)),
    mayNot("delete another cluster's launch template (ec2:DeleteLaunchTemplate)", r.deleteLaunchTemplate(ofOther)),
    mayNot(
      "delete its own cluster's launch template that is not Karpenter's (ec2:DeleteLaunchTemplate)",
      r.deleteLaunchTemplate({ [cluster]: "owned" }),
    ),

    may(
      "launch into a capacity reservation and a placement group (ec2:RunInstances)",
      ...r.launch("ec2:RunInstances"),
      ...r.reserved("ec2:RunInstances"),
    ),
    ...[
      ...r
        .launch("ec2:RunInstances")
        .filter(({ context }) => Object.keys(context ?? {}).some((key) => key.includes("Tag"))),
      r.makeLaunchTemplate(),
      r.tagAtLaunch("instance", "RunInstances"),
      r.tagLater(r.owned, { Name: "node-1" }),
      r.terminate(r.owned),
      r.deleteLaunchTemplate(r.owned),
    ].map((request) =>
      mayNot(
        `do the same in another region: ${request.action} on ${request.resource.split(":").at(-1) ?? ""}`,
        elsewhere(request, scope.region, "us-east-2"),
      ),
    ),
    ...[
      r.profile("CreateInstanceProfile", undefined, r.profileTags),
      r.profile("TagInstanceProfile", r.profileTags, r.profileTags),
      r.profile("DeleteInstanceProfile", r.profileTags),
      r.profile("GetInstanceProfile", r.profileTags),
      r.terminate(r.owned),
    ].map((request) =>
      mayNot(`do the same in another account (${request.action})`, elsewhere(request, scope.accountId, "444455556666")),
    ),
  ];
}
