import { expect } from "chai";
import fc from "fast-check";
import { isEverything, matches } from "../../../../policies/aws/support/iam/glob.ts";

/** The same by a regular expression, which is slow on some patterns but plain to see. */
function byExpression(pattern: string, text: string): boolean {
  const parts = Array.from(pattern.trim(), (c) =>
    c === "*" ? ".*" : c === "?" ? "." : c.replace(/[.+^${}()|[\]\\/-]/g, "\\$&"),
  );
  return new RegExp(`^${parts.join("")}$`, "is").test(text);
}

describe("patterns of IAM", () => {
  it("take in what a regular expression of the same meaning takes in", () => {
    const letters = (alphabet: string) =>
      fc.array(fc.constantFrom(...Array.from(alphabet)), { maxLength: 12 }).map((list) => list.join(""));
    fc.assert(
      fc.property(letters("abB:*?"), letters("abA:"), (pattern, text) => {
        expect(matches(pattern, text)).to.equal(byExpression(pattern, text));
      }),
      { numRuns: 5000 },
    );
  });

  it("are fast when they are full of stars", () => {
    expect(matches("*a".repeat(200), "a".repeat(2000))).to.equal(true);
    expect(matches("*a".repeat(200) + "b", "a".repeat(2000))).to.equal(false);
  });

  it("are everything when they are stars and nothing else", () => {
    expect(["*", "**", " * "].map(isEverything)).to.deep.equal([true, true, true]);
    expect(["", "?", "*a", "*:*"].map(isEverything)).to.deep.equal([false, false, false, false]);
  });
});
