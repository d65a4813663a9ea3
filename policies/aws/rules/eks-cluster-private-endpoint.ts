import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/** Nodes and controllers reach the API server inside the VPC. */
export const eksClusterPrivateEndpoint = resourceRule({
  name: "eks-cluster-private-endpoint",
  description: "Give the cluster a private endpoint: set vpcConfig.endpointPrivateAccess to true.",
  types: [CLUSTER],
  check({ props, require }) {
    const access = props.get("vpcConfig").get("endpointPrivateAccess");
    require(access, (field) => field.bool() === true, "set it to true (EKS leaves it off)");
  },
});
