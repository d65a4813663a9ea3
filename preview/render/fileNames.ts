/** A file before its path is settled: two resources may want the same one. */
export interface ProposedFile {
  readonly folder: string;
  readonly base: string;
  /** Extension with its dot, or a file name behind a slash. */
  readonly ending: string;
  /** What tells it from another file of the same base: the resource's kind and Pulumi name. */
  readonly tellApart: string;
  readonly content: string;
}

/** A name no file system trips over, and that cannot leave its folder. */
export function fileName(name: string): string {
  return (
    name
      .replace(/[^A-Za-z0-9._-]+/g, "_")
      .replace(/^\.+/, "_")
      .slice(0, 200) || "_"
  );
}
