import type { Field } from "../support/field.ts";
import { resourceRule } from "../support/rule.ts";
import {
  INSTANCE,
  LAUNCH_CONFIGURATION,
  LAUNCH_TEMPLATE,
  SPOT_FLEET,
  SPOT_INSTANCE,
  SUBNET,
} from "../support/types.ts";

/** Nodes have no address that the world can reach. */
export const ec2PublicAddress = resourceRule({
  name: "ec2-public-address",
  description: "Give nothing a public address on launch, unless it starts in a subnet that is tagged as public.",
  types: [SUBNET, LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION, INSTANCE, SPOT_INSTANCE, SPOT_FLEET],
  parameters: {
    publicSubnetTag: {
      type: "string",
      default: "kubernetes.io/role/elb",
      description: "The tag key that marks a subnet as public.",
    },
  },
  check({ type, props, config, require }) {
    const off = (field: Field): void => {
      require(field, (known) => known.bool() !== true, "set it to false");
    };
    if (type === SUBNET) {
      const isPublic =
        props
          .get("tags")
          .get(config.publicSubnetTag as string)
          .plain() !== undefined;
      if (!isPublic) off(props.get("mapPublicIpOnLaunch"));
      return;
    }
    for (const specification of props.get("launchSpecifications").items()) {
      off(specification.get("associatePublicIpAddress"));
    }
    off(props.get("associatePublicIpAddress"));
    for (const network of props.get("networkInterfaces").items()) off(network.get("associatePublicIpAddress"));
  },
});
