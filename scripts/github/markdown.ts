/** Characters GitHub takes in the body of a comment or an issue. */
const MAX_BODY = 65_536;
const CUT = "\n… cut here; the rest is in the run's own log.";

/** A block of text that Markdown leaves alone, whatever backticks are in it. */
export function block(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** The text with its end cut off so that it is at most so long; says so where it was. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, Math.max(0, max - CUT.length))}${CUT}`;
}

/** The beginning of a body within GitHub's limit, and room for a block after it. */
export function room(before: string): number {
  // The fences and the word after them.
  return Math.max(0, MAX_BODY - before.length - 200);
}

/** A text in a table's cell or a list: one line, and nothing Markdown or HTML or a mention would make something of. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/@/g, "@\u200b")
    .replace(/[\\`*_[\]|~#]/g, "\\$&");
}
