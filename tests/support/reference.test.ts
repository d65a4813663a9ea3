import { expect } from "chai";
import { crdDirectory, referencePath } from "./reference.ts";

describe("what others publish, where a directory with it is given", () => {
  const before = { REFERENCE_DIR: process.env.REFERENCE_DIR, CRD_DIR: process.env.CRD_DIR };
  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  it("is read from data/ in the one directory, and anywhere under the other", () => {
    process.env.REFERENCE_DIR = "/given";
    process.env.CRD_DIR = "/definitions";
    expect(referencePath("velero/values.schema.json")).to.equal("/given/data/velero/values.schema.json");
    expect(crdDirectory()).to.equal("/definitions");
  });

  it("is not there when a variable is empty or missing", () => {
    process.env.REFERENCE_DIR = "";
    process.env.CRD_DIR = "";
    expect([referencePath("x"), crdDirectory()]).to.deep.equal([undefined, undefined]);
    Reflect.deleteProperty(process.env, "REFERENCE_DIR");
    Reflect.deleteProperty(process.env, "CRD_DIR");
    expect([referencePath("x"), crdDirectory()]).to.deep.equal([undefined, undefined]);
  });
});
