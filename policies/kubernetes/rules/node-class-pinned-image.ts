import { NODE_CLASS_KINDS } from "../support/nodePools.ts";
import { resourceRule } from "../support/rule.ts";
import type { Value } from "../support/value.ts";

/** Images that AWS publishes are never changed under their own names; any other parameter says what its owner wants. */
const PUBLISHED = /^(arn:aws[\w-]*:ssm:[\w-]+::parameter)?\/aws\/service\//;

/** What lets a field of a selector term pick another image tomorrow; undefined when nothing does. @throws NotKnown, Malformed */
type Check = (term: Value) => string | undefined;

const CHECKS: readonly Check[] = [
  (term) => {
    const alias = term.get("alias");
    const given = alias.string();
    return given !== undefined && (!given.includes("@") || given.toLowerCase().endsWith("@latest"))
      ? `${alias.path} is "${given}"; name a release`
      : undefined;
  },
  (term) => {
    const name = term.get("name");
    const given = name.string() ?? "";
    return /[*?]/.test(given)
      ? `${name.path} is "${given}", of which the newest is taken; name one image, or a release by alias`
      : undefined;
  },
  (term) => {
    const owner = term.get("owner");
    return (owner.string() ?? "").includes("*")
      ? `${owner.path} is "*", so anyone may publish the image; name the account`
      : undefined;
  },
  (term) => {
    const tags = term.get("tags");
    // With an id, nothing is picked by tags.
    return tags.truthy() && !term.get("id").given()
      ? `${tags.path} picks the newest image with these tags; name it by id, or a release by alias`
      : undefined;
  },
  (term) => {
    const parameter = term.get("ssmParameter");
    const given = parameter.string();
    return given !== undefined && (!PUBLISHED.test(given) || /\/(recommended|latest)(\/|$)/.test(given))
      ? `${parameter.path} is a parameter whose value moves; name the image by id, or a release by alias`
      : undefined;
  },
];

/** With @latest, the day AWS publishes an image is the day every node of every cluster is replaced by it. */
export const nodeClassPinnedImage = resourceRule({
  name: "node-class-pinned-image",
  description:
    "Pin the image of an EC2NodeClass to a release, such as al2023@v20260714, or to its id, and move it through the stages.",
  enforcementLevel: "mandatory",
  kinds: NODE_CLASS_KINDS,
  parameters: {},
  patches: true,
  inspect: (nodeClass, findings) => {
    for (const term of nodeClass.body.at("spec.amiSelectorTerms").list()) {
      // A term that is not known is one piece of advice, and so is its first unknown field.
      for (const check of CHECKS) {
        findings.check(() => {
          const problem = check(term);
          if (problem !== undefined) findings.violation(problem);
        });
      }
    }
  },
});
