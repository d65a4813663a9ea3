import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/** Who may do what is in access entries, which can be read, reviewed and revoked; the aws-auth ConfigMap is deprecated. */
export const eksClusterAuthenticationMode = resourceRule({
  name: "eks-cluster-authentication-mode",
  description: "Grant access by access entries alone: set accessConfig.authenticationMode to API.",
  types: [CLUSTER],
  check({ props, require }) {
    const mode = props.get("accessConfig").get("authenticationMode");
    require(mode, (field) => field.text() === "API", 'set it to "API"');
  },
});
