import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { MODELS } from "../../rehearsal/model/index.ts";
import { modelTable } from "../../rehearsal/modelTable.ts";
import { STEPS } from "../../rehearsal/steps/index.ts";

describe("the documentation of the rehearsal", () => {
  const text = readFileSync(join(import.meta.dirname, "..", "..", "docs", "rehearsal.md"), "utf8");

  it("has the table that is made from the models (npm run rehearse -- --models)", () => {
    expect(text).to.include(modelTable());
  });

  it("has a row for every model", () => {
    expect(modelTable().match(/^\| `/gm)).to.have.length(Object.keys(MODELS).length);
  });

  it("names every step", () => {
    for (const { name } of STEPS) expect(text).to.include(`\`${name}\``);
  });
});
