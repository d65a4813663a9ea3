import { NODE_CLASS_KINDS } from "../support/nodePools.ts";
import { resourceRule } from "../support/rule.ts";

/** With @latest, the day AWS publishes an image is the day every node of every cluster is replaced by it. */
export const nodeClassPinnedImage = resourceRule({
  name: "node-class-pinned-image",
  description:
    "Pin the image of an EC2NodeClass to a release, such as al2023@v20260714, and move it through the stages.",
  enforcementLevel: "mandatory",
  kinds: NODE_CLASS_KINDS,
  parameters: {},
  patches: true,
  inspect: (nodeClass, findings) => {
    for (const term of nodeClass.body.at("spec.amiSelectorTerms").list()) {
      findings.check(() => {
        const alias = term.get("alias");
        const given = alias.string();
        if (given !== undefined && (!given.includes("@") || given.toLowerCase().endsWith("@latest"))) {
          findings.violation(`${alias.path} is "${given}"; name a release`);
        }
      });
    }
  },
});
