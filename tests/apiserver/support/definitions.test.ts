import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readDefinitions } from "./definitions.ts";

const definition = (name: string, indent = "", first = indent): string =>
  `${first}kind: CustomResourceDefinition\n${indent}metadata: { name: ${name} }\n`;

describe("definitions in a directory", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "definitions-"));
    mkdirSync(join(directory, "deep"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  const write = (file: string, text: string): void => {
    writeFileSync(join(directory, file), text);
  };
  const names = (): string[] => [...readDefinitions(directory).definitions.keys()];

  it("are found in files of one, of several, and of a list, however deep", () => {
    write("one.yaml", definition("a.example.com"));
    write(
      "deep/several.yml",
      `${definition("b.example.com")}---\nkind: ConfigMap\n---\n${definition("c.example.com")}`,
    );
    write("list.yaml", `kind: List\nitems:\n${definition("d.example.com", "    ", "  - ")}`);
    expect(names()).to.have.members(["a.example.com", "b.example.com", "c.example.com", "d.example.com"]);
  });
  it("count once each", () => {
    write("1.yaml", definition("a.example.com"));
    write("2.yaml", `${definition("a.example.com")}second: true\n`);
    expect([...readDefinitions(directory).definitions.values()]).to.have.length(1);
    expect(readDefinitions(directory).definitions.get("a.example.com")).to.not.have.property("second");
  });
  it("are not sought in other files, and a chart's templates are named", () => {
    write("values.yaml", "# installs each CustomResourceDefinition\nkind: {{ none }\n");
    write("notes.txt", definition("a.example.com"));
    write("template.yaml", `{{- if .Values.crds }}\n${definition("b.example.com")}{{- end }}\n`);
    const { definitions, unreadable } = readDefinitions(directory);
    expect([...definitions.keys()]).to.be.empty;
    expect(unreadable).to.have.length(1);
    expect(unreadable[0]).to.match(/^template\.yaml: /);
  });
});
