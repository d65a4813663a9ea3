/** Whether a text fits a pattern of IAM's: `*` is any number of characters, `?` exactly one. */
export function like(pattern: string, text: string): boolean {
  return toRegExp(pattern, "").test(text);
}

/** The same, upper and lower case alike: actions and some conditions are compared so. */
export function likeIgnoringCase(pattern: string, text: string): boolean {
  return toRegExp(pattern, "i").test(text);
}

/** Compares ARNs part by part, so that a wildcard never reaches over a colon; the last part is free. */
export function arnLike(pattern: string, arn: string): boolean {
  const [wanted, found] = [parts(pattern), parts(arn)];
  return wanted.length === 6 && found.length === 6 && wanted.every((part, index) => like(part, found[index] ?? ""));
}

function parts(arn: string): string[] {
  const all = arn.split(":");
  return [...all.slice(0, 5), all.slice(5).join(":")];
}

/** `\u0000` to `\u0002` stand for characters that a policy variable such as `${*}` made literal. */
const LITERALS: Readonly<Record<string, string>> = { "\u0000": "*", "\u0001": "?", "\u0002": "$" };

/** A character of IAM's patterns taken as it is. */
export function literal(text: string): string {
  return Object.entries(LITERALS).reduce((result, [mark, character]) => result.replaceAll(character, mark), text);
}

/** A text with such characters turned back. */
export function plain(text: string): string {
  return Object.entries(LITERALS).reduce((result, [mark, character]) => result.replaceAll(mark, character), text);
}

/** The proofs of a policy match the same few patterns many thousand times. */
const compiled = new Map<string, RegExp>();

function toRegExp(pattern: string, flags: string): RegExp {
  const known = compiled.get(`${flags}/${pattern}`);
  if (known) return known;
  const source = Array.from(pattern)
    .map((character) => (character === "*" ? ".*" : character === "?" ? "." : escaped(plain(character))))
    .join("");
  const made = new RegExp(`^${source}$`, `s${flags}`);
  compiled.set(`${flags}/${pattern}`, made);
  return made;
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
}
