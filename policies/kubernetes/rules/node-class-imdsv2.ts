import { NODE_CLASS_KINDS } from "../support/nodePools.ts";
import { integer } from "../support/parameters.ts";
import { resourceRule } from "../support/rule.ts";

/**
 * What is left out is what Karpenter makes it: tokens required and one hop (EC2NodeClass v1, default of
 * `metadataOptions`). Given in part, the rest is filled in field by field by the same defaults.
 */
export const nodeClassImdsv2 = resourceRule({
  name: "node-class-imdsv2",
  description:
    "Require IMDSv2 tokens in every EC2NodeClass and keep its hop limit at 1, so that pods cannot take the node's credentials.",
  enforcementLevel: "mandatory",
  kinds: NODE_CLASS_KINDS,
  parameters: {
    maxHopLimit: integer(1, 1, "Highest httpPutResponseHopLimit; 2 lets pods reach the node's metadata."),
  },
  patches: true,
  inspect: (nodeClass, findings, { maxHopLimit }) => {
    const options = nodeClass.body.at("spec.metadataOptions");
    findings.check(() => {
      if (options.get("httpEndpoint").string() === "disabled") return;
      findings.check(() => {
        const tokens = options.get("httpTokens");
        const given = tokens.string() ?? "required";
        if (given !== "required") findings.violation(`${tokens.path} is "${given}"; set it to required`);
      });
      findings.check(() => {
        const hops = options.get("httpPutResponseHopLimit");
        const given = hops.number() ?? 1;
        if (given > maxHopLimit) findings.violation(`${hops.path} is ${given}; set it to ${maxHopLimit}`);
      });
    });
  },
});
