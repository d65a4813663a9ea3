import type { Field } from "../support/field.ts";
import { resourceRule } from "../support/rule.ts";
import type { ResourceContext } from "../support/rule.ts";
import {
  INSTANCE,
  LAUNCH_CONFIGURATION,
  LAUNCH_TEMPLATE,
  NODE_GROUP,
  SPOT_FLEET,
  SPOT_INSTANCE,
} from "../support/types.ts";

const MANAGED_NODE_GROUP = "eks:index:ManagedNodeGroup";
const SELF_MANAGED = ["eks:index:NodeGroup", "eks:index:NodeGroupV2"];

/** Keeps stolen or tricked processes on a node from reading the node's credentials. */
export const ec2Imdsv2 = resourceRule({
  name: "ec2-imdsv2",
  description:
    "Require IMDSv2 (metadataOptions.httpTokens: required, hop limit 1) or switch the instance metadata service off.",
  types: [
    LAUNCH_TEMPLATE,
    INSTANCE,
    SPOT_INSTANCE,
    SPOT_FLEET,
    LAUNCH_CONFIGURATION,
    NODE_GROUP,
    MANAGED_NODE_GROUP,
    ...SELF_MANAGED,
  ],
  parameters: {
    maxHopLimit: {
      type: "integer",
      minimum: 1,
      maximum: 64,
      default: 1,
      description: "Network hops a metadata answer may travel. 1 reaches the node but no pod.",
    },
  },
  check(context) {
    const { type, props, report } = context;
    if (type === NODE_GROUP) nodeGroup(context);
    else if (type === MANAGED_NODE_GROUP) managedNodeGroup(context);
    else if (SELF_MANAGED.includes(type)) {
      // Reads no input: there is none for the metadata service.
      report("this kind of group cannot set its metadata options; use aws.eks.NodeGroup with a launch template");
    } else if (type === SPOT_FLEET) spotFleet(context);
    else metadataOptions(context, props.get("metadataOptions"));
  },
});

function metadataOptions({ config, require }: ResourceContext, options: Field): void {
  const endpoint = options.get("httpEndpoint");
  if (endpoint.text() === "disabled") return;
  require(options.get("httpTokens"), (field) => field.text() === "required", 'set it to "required"');
  const max = config.maxHopLimit as number;
  require(options.get("httpPutResponseHopLimit"), (field) => {
    const limit = field.number();
    return limit !== undefined && limit >= 1 && limit <= max;
  }, `set it to ${max === 1 ? "1" : `1 to ${max}`}, so that pods cannot reach the node's credentials`);
}

function spotFleet({ props, report }: ResourceContext): void {
  for (const { path } of props.get("launchSpecifications").items()) {
    report(`${path} cannot set metadata options; use launchTemplateConfigs with a launch template`);
  }
}

function nodeGroup({ props, report }: ResourceContext): void {
  if (props.get("launchTemplate").missing()) {
    report("launchTemplate is not set, so the metadata options cannot be; give the group a launch template of its own");
  }
}

function managedNodeGroup({ props, config, report }: ResourceContext): void {
  const template = props.get("launchTemplate");
  if (!template.missing()) return;
  const enabled = props.get("enableIMDSv2");
  if (!enabled.known()) return;
  // The component's own launch template fixes the hop limit at 2 (pulumi-eks v4.3.0, nodejs/eks/nodegroup.ts).
  const fixedHopLimit = 2;
  if (enabled.bool() !== true) {
    report(`${enabled.described()} and there is no launchTemplate; give the group a launch template of its own`);
  } else if ((config.maxHopLimit as number) < fixedHopLimit) {
    report(`enableIMDSv2 sets a hop limit of ${fixedHopLimit}; give the group a launch template with hop limit 1`);
  }
}
