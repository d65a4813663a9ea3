import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { UsageError } from "../../cli/usageError.ts";
import { findStacks, readStack } from "../../preview/stackFiles.ts";

describe("reading a stack file", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stacks-"));
    writeFileSync(join(dir, "Pulumi.yaml"), "name: example\nruntime: nodejs\n");
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const write = (stack: string, text: string): void => {
    writeFileSync(join(dir, `Pulumi.${stack}.yaml`), text);
  };
  const refusal = (stack: string): string => {
    try {
      readStack(dir, stack);
    } catch (error) {
      expect(error).to.be.instanceOf(UsageError);
      return (error as Error).message;
    }
    throw new Error("the file was accepted");
  };

  it("finds stacks by their files, and takes neither the project file nor backups for one", () => {
    write("prod", "config: {}");
    write("prod-eu", "config: {}");
    writeFileSync(join(dir, "Pulumi.prod.yaml.bak"), "");
    expect(findStacks(dir)).to.deep.equal(["prod", "prod-eu"]);
  });

  it("hands on text as it is, other values as JSON, and gives bare keys the project's namespace", () => {
    write(
      "dev",
      'config:\n  aws:region: eu-west-1\n  example:platform:\n    tier: dev\n  flag: true\n  aws:ids: ["1"]\n',
    );
    expect(readStack(dir, "dev")).to.deep.equal({
      project: "example",
      stack: "dev",
      config: {
        "aws:region": "eu-west-1",
        "example:platform": '{"tier":"dev"}',
        "example:flag": "true",
        "aws:ids": '["1"]',
      },
      secretKeys: [],
    });
  });

  it("marks encrypted values, however deep, and never hands on their ciphertext", () => {
    write(
      "dev",
      "config:\n  example:token:\n    secure: v1:abc:def\n  example:platform:\n    list:\n      - inner:\n          secure: v1:ghi:jkl\n",
    );
    const file = readStack(dir, "dev");
    expect(file.secretKeys).to.have.members(["example:token", "example:platform"]);
    expect(JSON.stringify(file.config)).not.to.match(/v1:/);
  });

  it("takes a file without any configuration", () => {
    write("dev", "encryptionsalt: v1:abc\n");
    expect(readStack(dir, "dev").config).to.deep.equal({});
  });

  it("lists the stacks there are when asked for another", () => {
    write("dev", "config: {}");
    write("prod", "config: {}");
    expect(refusal("staging")).to.equal('There is no stack "staging". The stacks there are: dev, prod.');
    expect(refusal("prdo")).to.equal('There is no stack "prdo". Did you mean "prod"? The stacks there are: dev, prod.');
  });

  it("says so when there is no stack at all", () => {
    expect(refusal("prod")).to.equal(`There is no Pulumi.<stack>.yaml in ${dir}.`);
  });

  it("refuses broken YAML with its place", () => {
    write("dev", "config:\n  a: [1\n  b: 2\n");
    expect(refusal("dev")).to.match(/^Pulumi\.dev\.yaml is not valid YAML: .*, at line \d+, column \d+\.$/);
  });

  it("never shows the text of broken YAML, which may hold a key", () => {
    const broken = [
      'a: "hunter2 correct',
      "a: [hunter2 correct",
      "a: hunter2 correct: b",
      'a: "hunter2 \\q correct"',
      "a: @hunter2",
      "a: |hunter2\n    b",
      "a: *hunter2",
      "a: {hunter2: 1, hunter2: 2}",
      "a: b\n hunter2",
      "\thunter2: b",
      "a: !hunter2!x b",
      "a: ]hunter2",
      "%hunter2 correct\na: b",
      "a: &x &hunter2 b",
    ];
    for (const text of broken) {
      write("dev", `config:\n  ${text}\n`);
      const message = refusal("dev");
      expect(message, text).to.include("Pulumi.dev.yaml is not valid YAML: ");
      expect(message, text).to.not.include("hunter2");
      expect(message, text).to.not.include("\n");
    }
  });

  it("refuses a directory in a stack file's place, and a file in the directory's", () => {
    mkdirSync(join(dir, "Pulumi.dev.yaml"));
    expect(refusal("dev")).to.equal("Pulumi.dev.yaml cannot be read: it is a directory.");
    expect(() => findStacks(join(dir, "Pulumi.yaml"))).to.throw(UsageError, "this is a file; name the directory");
    expect(() => findStacks(join(dir, "nowhere"))).to.throw(UsageError, "there is no such directory");
  });

  it("takes the name of a file for the stack that is meant", () => {
    write("dev", "config: {}");
    expect(refusal("Pulumi.dev.yaml")).to.include('Did you mean "dev"?');
  });

  it("refuses several documents in one file", () => {
    write("dev", "config: {}\n---\nconfig: {}\n");
    expect(refusal("dev")).to.equal("Pulumi.dev.yaml holds several YAML documents; a stack file is one.");
  });

  it("refuses YAML that refers to itself without end", () => {
    write("dev", "config:\n  a: *nowhere\n");
    expect(refusal("dev")).to.match(/^Pulumi\.dev\.yaml is not valid YAML: /);
  });

  it("refuses a file whose config is no map", () => {
    write("dev", "config: 5\n");
    expect(refusal("dev")).to.match(/expected a "config:" map/);
    write("dev", "- 1\n");
    expect(refusal("dev")).to.match(/expected a "config:" map/);
  });
});
