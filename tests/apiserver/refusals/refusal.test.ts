import { expect } from "chai";
import { edited } from "./refusal.ts";

describe("a careless edit", () => {
  const manifest = { spec: { list: [{ a: 1 }], labels: { "a.b/c": "d" } } };

  it("sets, replaces and leaves out, in a copy", () => {
    const copy = edited(manifest, [
      ["spec.list.0.a", 2],
      ["spec.more", true],
      [["spec", "labels", "a.b/c"], undefined],
    ]);
    expect(copy).to.deep.equal({ spec: { list: [{ a: 2 }], labels: {}, more: true } });
    expect(manifest.spec.list).to.deep.equal([{ a: 1 }]);
  });
  it("is refused where its path leads nowhere, so that no edit is lost in silence", () => {
    expect(() => edited(manifest, [["spec.lost.a", 1]])).to.throw("nothing at spec > lost > a to edit");
    expect(() => edited(manifest, [["spec.lost", undefined]])).to.throw("nothing at spec > lost to leave out");
  });
});
