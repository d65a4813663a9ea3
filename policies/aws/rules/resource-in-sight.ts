import { matches } from "../support/iam/glob.ts";
import { resourceRule } from "../support/rule.ts";

/** Resources of AWS that stand for others, described in a text that no rule reads. */
const CARRIERS = new Set([
  "aws:cloudcontrol/resource:Resource",
  "aws:cloudformation/stack:Stack",
  "aws:cloudformation/stackInstances:StackInstances",
  "aws:cloudformation/stackSet:StackSet",
  "aws:cloudformation/stackSetInstance:StackSetInstance",
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
]);

/** A rule can refuse only what it sees; what is hidden from the packs is for a reviewer to read. */
export const resourceInSight = resourceRule({
  name: "resource-in-sight",
  description:
    "Declare resources by @pulumi/aws and @pulumi/kubernetes, which the policy packs read: not by CloudFormation, Cloud Control, a command or another cloud's provider.",
  level: "advisory",
  // Nearly every resource is of these two packages, and settled by its type; the engine's own records declare nothing.
  types: (type) => CARRIERS.has(type) || !/^(?:aws|kubernetes|pulumi):/.test(type),
  parameters: {
    unreadPackages: {
      type: "array",
      items: { type: "string" },
      default: [
        "aws-native",
        "alicloud",
        "azure*",
        "command",
        "digitalocean",
        "gcp",
        "google-native",
        "oci",
        "pulumi-nodejs",
        "pulumi-python",
        "terraform*",
      ],
      description: "Packages whose resources no rule reads; * and ? are wildcards.",
    },
  },
  check({ type, config, report }) {
    const name = type.slice(0, type.indexOf(":"));
    if (CARRIERS.has(type)) {
      report(
        "declares resources that the policy packs cannot see; declare them by @pulumi/aws, or review what it holds",
      );
    } else if ((config.unreadPackages as string[]).some((pattern) => matches(pattern, name))) {
      report(`is of the package ${name}, which the policy packs do not read; review it, or declare it by @pulumi/aws`);
    }
  },
});
