import { resourceRule } from "../support/rule.ts";

/** A tag that was tested stays what was tested, and known holes in an image come to light. */
export const ecrRepositoryImageIntegrity = resourceRule({
  name: "ecr-repository-image-integrity",
  description:
    "Make the tags of every repository immutable (imageTagMutability: IMMUTABLE) and scan its images (scanOnPush: true).",
  types: ["aws:ecr/repository:Repository"],
  check({ props, require }) {
    require(props.get("imageTagMutability"), (field) =>
      (field.text() ?? "").startsWith("IMMUTABLE"), 'set it to "IMMUTABLE"');
    require(props.get("imageScanningConfiguration").get("scanOnPush"), (field) =>
      field.bool() === true, "set it to true");
  },
});
