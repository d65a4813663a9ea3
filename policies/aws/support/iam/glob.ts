/**
 * Whether IAM's pattern takes in the text: `*` stands for any run of characters, `?` for one, letter case does not
 * count. One pass with one step back per star, so that no pattern is slow.
 */
export function matches(pattern: string, text: string): boolean {
  const glob = pattern.trim().toLowerCase();
  const value = text.toLowerCase();
  let g = 0;
  let v = 0;
  let star = -1;
  let resume = 0;
  while (v < value.length) {
    if (glob[g] === "*") {
      star = g++;
      resume = v;
    } else if (g < glob.length && (glob[g] === "?" || glob[g] === value[v])) {
      g++;
      v++;
    } else if (star >= 0) {
      g = star + 1;
      v = ++resume;
    } else {
      return false;
    }
  }
  while (glob[g] === "*") g++;
  return g === glob.length;
}

/** Whether the pattern takes in everything: stars only. */
export function isEverything(pattern: string): boolean {
  return /^\*+$/.test(pattern.trim());
}
