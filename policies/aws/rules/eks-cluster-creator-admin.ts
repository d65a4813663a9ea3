import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/** Who made the cluster does not keep a way in that no access entry shows. */
export const eksClusterCreatorAdmin = resourceRule({
  name: "eks-cluster-creator-admin",
  description:
    "Make administrators by access entries, not by who creates the cluster: set accessConfig.bootstrapClusterCreatorAdminPermissions to false.",
  types: [CLUSTER],
  check({ props, require }) {
    const admin = props.get("accessConfig").get("bootstrapClusterCreatorAdminPermissions");
    require(admin, (field) => field.bool() === false, "set it to false");
  },
});
