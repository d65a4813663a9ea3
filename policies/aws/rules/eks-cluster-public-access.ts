import { resourceRule } from "../support/rule.ts";
import { isWorld } from "../support/cidr.ts";
import { CLUSTER } from "../support/types.ts";

/** The API server is not for everybody to knock at. */
export const eksClusterPublicAccess = resourceRule({
  name: "eks-cluster-public-access",
  description:
    "Close the cluster's public endpoint, or open it to named networks only: set vpcConfig.publicAccessCidrs.",
  types: [CLUSTER],
  check({ props, report }) {
    const network = props.get("vpcConfig");
    const access = network.get("endpointPublicAccess");
    if (!access.known() || access.bool() === false) return;
    const cidrs = network.get("publicAccessCidrs");
    if (cidrs.known() && cidrs.items().length === 0) {
      report(`${cidrs.described()}, which opens the public endpoint to the world; name the networks, or close it`);
    }
    for (const cidr of cidrs.items()) {
      if (cidr.known() && isWorld(cidr.text())) {
        report(`${cidr.described()}, which is the whole world; name the networks that need access`);
      }
    }
  },
});
