import { resourceRule } from "../support/rule.ts";
import { NODE_GROUP } from "../support/types.ts";

const CURRENT = /^(AL2023|BOTTLEROCKET)_/;

/** Amazon Linux 2 gets no more node images; both successors require IMDSv2 and run cgroup v2. */
export const eksNodeGroupOperatingSystem = resourceRule({
  name: "eks-node-group-operating-system",
  description: "Run nodes on Amazon Linux 2023 or Bottlerocket: set amiType to an AL2023_ or BOTTLEROCKET_ type.",
  types: [NODE_GROUP],
  check({ props, require }) {
    require(
      props.get("amiType"), // CUSTOM is what EKS says of a group whose launch template names an image.
      (field) => field.text() === "CUSTOM" || CURRENT.test(field.text() ?? ""),
      "set it to an AL2023_ or BOTTLEROCKET_ type",
    );
  },
});
