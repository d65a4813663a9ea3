import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Manifest, manifestChecker } from "./definitions.ts";

const DEFINITION = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: boats.example.com }
spec:
  group: example.com
  names: 
    kind: Boat
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            apiVersion: { type: string }
            kind: { type: string }
            metadata: { type: object }
            spec:
              type: object
              properties:
                sails: { type: integer, minimum: 0, exclusiveMinimum: true, format: int32 }
                mast: { type: string, pattern: '^[a-z\\-]+$' }
                draught: { x-kubernetes-int-or-string: true }
                crew: { type: integer, default: 1 }
                cargo: { type: object, additionalProperties: { type: string } }
                papers: { type: object, properties: { flag: { type: string } }, x-kubernetes-preserve-unknown-fields: true }
                holds: { type: array, items: { type: object, properties: { tons: { type: integer } } } }
              x-kubernetes-validations:
                - { rule: '!has(self.sails) || self.crew <= self.sails', message: too many hands }
                - { rule: 'self.sails == oldSelf.sails', message: sails stay }
                - { rule: '!has(self.mast) || self.mast.find("^[a-z]+") != "oak"', message: no oak }
`;

describe("the check against definitions", () => {
  let directory: string;
  let problems: (manifest: Manifest) => string[];
  const boat = (spec: object): Manifest => ({
    apiVersion: "example.com/v1",
    kind: "Boat",
    metadata: { name: "a", labels: { b: "c" } },
    spec,
  });

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "crds-"));
    mkdirSync(join(directory, "harbour"));
    writeFileSync(join(directory, "harbour", "boats.yaml"), DEFINITION);
    writeFileSync(join(directory, "values.yaml"), "kind: Boat\nboats: {{ .Values.boats }}\n");
    problems = manifestChecker(directory);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("passes a manifest that fits, in every way the extensions allow", () => {
    expect(
      problems(
        boat({ sails: 2, mast: "ash-tall", draught: 2, cargo: { tea: "a" }, papers: { any: 1 }, holds: [{ tons: 1 }] }),
      ),
    ).to.be.empty;
    expect(problems(boat({ draught: "2m" }))).to.be.empty;
  });

  const refused: Record<string, [object, string]> = {
    "an unknown field": [{ sail: 2 }, "sail"],
    "an unknown field deep down": [{ holds: [{ tons: 1, tuns: 1 }] }, "/spec/holds/0"],
    "a value of another type": [{ sails: "2" }, "/spec/sails"],
    "a value on an exclusive bound": [{ sails: 0 }, "/spec/sails"],
    "a value that does not fit a pattern": [{ mast: "Ash" }, "/spec/mast"],
    "neither number nor text where both are fine": [{ draught: true }, "/spec/draught"],
    "a map's value of another type": [{ cargo: { tea: 1 } }, "/spec/cargo/tea"],
    "a broken rule": [{ sails: 1, crew: 2 }, "too many hands"],
    "a broken rule that uses Kubernetes' own functions": [{ mast: "oak-tall" }, "no oak"],
  };
  for (const [name, [spec, words]] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      expect(problems(boat(spec)).join("\n")).to.include(words);
    });
  }

  it("refuses a manifest without what is required, and one with fields of its own beside the spec", () => {
    expect(problems({ apiVersion: "example.com/v1", kind: "Boat" }).join("\n")).to.include("spec");
    expect(problems({ ...boat({}), name: "a" }).join("\n")).to.include("name");
  });
  it("reckons with defaults, and leaves the manifest as it was", () => {
    const manifest = boat({ sails: 1 });
    expect(problems(manifest)).to.be.empty;
    expect(manifest.spec).to.deep.equal({ sails: 1 });
  });
  it("says so when no file defines a kind or a version", () => {
    expect(() => problems({ apiVersion: "example.com/v2", kind: "Boat" })).to.throw(
      "no definition of example.com/v2 Boat",
    );
    expect(() => problems({ apiVersion: "example.com/v1", kind: "Ship" })).to.throw(
      "no definition of example.com/v1 Ship",
    );
  });
});
