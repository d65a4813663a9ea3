import { eachContainer } from "../support/containers.ts";
import { EMBEDDED_KINDS, embeddedOf, searchEmbedded } from "../support/embedded.ts";
import type { Met } from "../support/embedded.ts";
import { imageProblem, movingTag, parseImage } from "../support/images.ts";
import { strings } from "../support/parameters.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { resourceRule } from "../support/rule.ts";

function problem(reference: string, floating: readonly string[], where: string): string | undefined {
  const found = imageProblem(reference, floating);
  return found && `${where} is "${reference}", which ${found}; give a version or a digest`;
}

/** Keys whose values are, or hold, images. Of the rest, what is unknown is no image: an endpoint, a queue, a role. */
const HOLDS_IMAGES = /image|tag|container/i;

/**
 * What is wrong with a field of a chart's values or an operator's object: an image as text, and the `tag` beside a
 * `repository` or below `image`. An image or a tag that is not named is the chart's or the operator's business, which has
 * a version of its own; a container of a list names its image whole.
 */
function embeddedProblem({ key, value, holder, under }: Met, floating: readonly string[]): string | undefined {
  if (!value.isText()) return undefined;
  const text = value.text() ?? "";
  if (/^image$|Image$/.test(key)) {
    const whole = holder.get("name").given() || parseImage(text).tag !== undefined;
    return whole ? problem(text, floating, value.path) : undefined;
  }
  if (key !== "tag" || text === "" || holder.get("digest").truthy()) return undefined;
  const isImage = /image/i.test(under) || holder.get("repository").given();
  const moving = isImage || floating.includes(text) ? movingTag(text, floating) : undefined;
  return moving && `${value.path} is "${text}", a tag that moves; give a version`;
}

/** A tag that moves rolls out what nobody reviewed, on whichever node restarts first. */
export const containerImagePinned = resourceRule({
  name: "container-image-pinned",
  description: "Name every image by a version tag or a digest, so that what runs is what was reviewed.",
  enforcementLevel: "mandatory",
  kinds: new Set([...POD_KINDS, ...EMBEDDED_KINDS]),
  parameters: {
    floatingTags: strings(
      ["latest"],
      "Tags that do not count as a version, besides those without a digit: stable, main, nightly.",
    ),
  },
  patches: true,
  inspect: (object, findings, { floatingTags }) => {
    if (EMBEDDED_KINDS.has(object.groupKind)) {
      searchEmbedded(embeddedOf(object), findings, HOLDS_IMAGES, (met) => {
        const found = embeddedProblem(met, floatingTags);
        if (found !== undefined) findings.violation(found);
        return false;
      });
    }
    eachContainer(object, findings, ({ label, value }) => {
      const given = value.get("image").string();
      if (given === undefined && object.partial) return;
      const image = given ?? "";
      const found = problem(image, floatingTags, `${label}: ${value.path}.image`);
      if (found !== undefined) findings.violation(found);
    });
  },
});
