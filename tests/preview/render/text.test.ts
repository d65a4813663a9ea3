import { expect } from "chai";
import { wantsColour } from "../../../preview/render/colour.ts";
import { fit, line, paragraph, PLAIN_LAYOUT, wrap } from "../../../preview/render/text.ts";

describe("lines of text", () => {
  it("marks what it cuts with an ellipsis within the width", () => {
    expect(fit("abcdef", 6)).to.equal("abcdef");
    expect(fit("abcdefg", 6)).to.equal("abcde…");
    expect(fit("abc", 0)).to.equal("");
  });

  it("cuts a line before it paints it, so that colours do not count", () => {
    const painted = line([{ text: "abc", style: "bad" }, { text: "defgh" }], {
      width: 5,
      palette: { ...PLAIN_LAYOUT.palette, bad: (text) => `<${text}>` },
    });
    expect(painted).to.equal("<abc>d…");
  });

  it("leaves no spaces at the end of a line", () => {
    expect(line([{ text: "a" }, { text: "   " }], PLAIN_LAYOUT)).to.equal("a");
  });

  it("breaks prose between words, but a long word not at all", () => {
    expect(wrap("one two three", 8)).to.deep.equal(["one two", "three"]);
    expect(wrap("a incomprehensibilities b", 5)).to.deep.equal(["a", "incomprehensibilities", "b"]);
  });

  it("holds words together at a no-break space", () => {
    expect(wrap("1 aa, 2\u00a0bb", 7)).to.deep.equal(["1 aa,", "2\u00a0bb"]);
  });

  it("puts further lines of a paragraph below its text", () => {
    expect(paragraph({ text: "- " }, "one two three four five", { ...PLAIN_LAYOUT, width: 22 })).to.deep.equal([
      "- one two three four",
      "  five",
    ]);
  });
});

describe("colour", () => {
  it("is there on a terminal and not in a pipe", () => {
    expect(wantsColour({}, true, false)).to.equal(true);
    expect(wantsColour({}, false, false)).to.equal(false);
    expect(wantsColour({ TERM: "dumb" }, true, false)).to.equal(false);
  });

  it("is refused by --no-color and NO_COLOR, whatever else is set", () => {
    expect(wantsColour({ FORCE_COLOR: "1" }, true, true)).to.equal(false);
    expect(wantsColour({ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false)).to.equal(false);
    expect(wantsColour({ NO_COLOR: "" }, true, false)).to.equal(true);
  });

  it("is forced into a pipe by FORCE_COLOR, and off by FORCE_COLOR=0", () => {
    expect(wantsColour({ FORCE_COLOR: "1" }, false, false)).to.equal(true);
    expect(wantsColour({ FORCE_COLOR: "0" }, true, false)).to.equal(false);
  });
});
