import type { Statement } from "../support/iam/document.ts";
import { matches } from "../support/iam/glob.ts";
import { laxity, type Ownership } from "../support/iam/ownership.ts";
import { statementRule } from "../support/iam/rule.ts";

/**
 * The actions that terminate or delete instances, launch templates, volumes, snapshots, fleets or spot requests
 * (AWS Service Authorization Reference, Amazon EC2 and Amazon EC2 Auto Scaling). The two of Auto Scaling end instances
 * on the caller's word.
 */
export const DELETIONS = [
  "ec2:TerminateInstances",
  "ec2:SendSpotInstanceInterruptions",
  "ec2:DeleteLaunchTemplate",
  "ec2:DeleteLaunchTemplateVersions",
  "ec2:DeleteVolume",
  "ec2:DeleteSnapshot",
  "ec2:DeleteFleets",
  "ec2:CancelSpotInstanceRequests",
  "ec2:CancelSpotFleetRequests",
  "autoscaling:TerminateInstanceInAutoScalingGroup",
  "autoscaling:DeleteAutoScalingGroup",
];

/** One cluster's controllers cannot end another's nodes, nor delete its volumes and snapshots. */
export const iamTerminationConditions = statementRule({
  name: "iam-termination-conditions",
  description:
    "Condition whatever terminates or deletes instances, launch templates, volumes, snapshots, fleets or spot requests on a resource tag that names the cluster or owner.",
  documents: "identity",
  parameters: {
    ownershipTagKeys: {
      type: "array",
      items: { type: "string" },
      default: ["*cluster", "*cluster-name", "*owner", "*owned-by", "*team", "karpenter.sh/discovery"],
      description:
        "Tag keys (* and ? are wildcards) whose value names the cluster or owner. kubernetes.io/cluster/<name> always counts.",
    },
    presenceTagKeys: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Tag keys that mark ownership by being there: for these, Null false and the value * also count.",
    },
  },
  verdict(statement, { config, known }) {
    if (statement.effect === "deny") return undefined;
    const reasons: string[] = [];
    for (const test of statement.conditions) {
      const lax = laxity(test, config as unknown as Ownership);
      if (lax === undefined) return undefined;
      reasons.push(`${test.written} ${lax}`);
    }
    const deletions = DELETIONS.filter((action) => allows(statement, action));
    const certain = deletions.length > 0 ? known("effect") && known("condition") : known("action");
    if (deletions.length === 0 || !certain) return undefined;
    const found = reasons.length > 0 ? `; what is there does not restrict it: ${reasons.join("; ")}` : "";
    return (
      `allows ${deletions.join(", ")} on anybody's resources; ` +
      `add StringEquals on aws:ResourceTag/kubernetes.io/cluster/<cluster>${found}`
    );
  },
});

/** Whether the statement's actions take in this one. An unknown entry of NotAction could only take it out. */
function allows({ actions, notActions, unknown }: Statement, action: string): boolean {
  if (notActions) return !unknown.has("action") && !notActions.some((pattern) => matches(pattern, action));
  return actions?.some((pattern) => matches(pattern, action)) === true;
}
