/** The parts of an image reference. */
export interface Image {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Splits `registry:port/path:tag@digest`: a colon before the last slash belongs to the registry's port. */
export function parseImage(reference: string): Image {
  const [name = "", digest] = reference.split("@");
  const colon = name.lastIndexOf(":");
  const tagged = colon > name.lastIndexOf("/");
  return {
    repository: tagged ? name.slice(0, colon) : name,
    tag: tagged ? name.slice(colon + 1) : undefined,
    digest,
  };
}

/** What keeps an image reference from naming one image for good; undefined when nothing does. */
export function imageProblem(reference: string, floating: readonly string[]): string | undefined {
  const { repository, tag, digest } = parseImage(reference);
  if (repository === "") return "names no image";
  if (digest !== undefined && digest !== "") return undefined;
  if (tag === undefined || tag === "") return "has neither tag nor digest, which means latest";
  return movingTag(tag, floating);
}

/** Why a tag is no version; undefined when it may be one, which takes a digit. */
export function movingTag(tag: string, floating: readonly string[]): string | undefined {
  if (floating.includes(tag)) return `has the tag ${tag}, which moves`;
  return /\d/.test(tag) ? undefined : `has the tag ${tag}, which is no version`;
}
