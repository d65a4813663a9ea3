import { eachContainer } from "../support/containers.ts";
import type { Findings } from "../support/findings.ts";
import { RELEASE_KINDS } from "../support/helm.ts";
import { imageProblem } from "../support/images.ts";
import { strings } from "../support/parameters.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { resourceRule } from "../support/rule.ts";
import type { Value } from "../support/value.ts";

function problem(reference: string, floating: readonly string[], where: string): string | undefined {
  const found = imageProblem(reference, floating);
  return found && `${where} is "${reference}", which ${found}; give a version or a digest`;
}

/** Keys whose values are, or hold, images. Of the rest, what is unknown is no image: an endpoint, a queue, a role. */
const HOLDS_IMAGES = /image|tag|container/i;

/**
 * Looks for images in a release's values: a container's `image` in a list of containers, and the `tag` beside a
 * `repository`. Values without a tag are the chart's business: it has a version of its own.
 */
function searchValues(value: Value, floating: readonly string[], findings: Findings): void {
  if (value.isList()) {
    for (const item of value.list())
      findings.check(() => {
        searchValues(item, floating, findings);
      });
    return;
  }
  if (!value.isObject()) return;
  for (const [key, child] of value.entries()) {
    if (child.isUnknown() && !HOLDS_IMAGES.test(key)) continue;
    findings.check(() => {
      const text = child.isText() ? (child.text() ?? "") : undefined;
      if (text === undefined) {
        searchValues(child, floating, findings);
      } else if (key === "image" && value.get("name").given()) {
        const found = problem(text, floating, child.path);
        if (found !== undefined) findings.violation(found);
      } else if (key === "tag" && floating.includes(text) && !value.get("digest").truthy()) {
        findings.violation(`${child.path} is "${text}", a tag that moves; give a version`);
      }
    });
  }
}

/** A tag that moves rolls out what nobody reviewed, on whichever node restarts first. */
export const containerImagePinned = resourceRule({
  name: "container-image-pinned",
  description: "Name every image by a version tag or a digest, so that what runs is what was reviewed.",
  enforcementLevel: "mandatory",
  kinds: new Set([...POD_KINDS, ...RELEASE_KINDS]),
  parameters: {
    floatingTags: strings(["latest"], "Tags that do not count as a version."),
  },
  patches: true,
  inspect: (object, findings, { floatingTags }) => {
    if (RELEASE_KINDS.has(object.groupKind)) {
      searchValues(object.body.get("values"), floatingTags, findings);
      return;
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
