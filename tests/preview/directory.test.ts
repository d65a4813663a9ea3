import { expect } from "chai";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertReplaceable, writeDirectory } from "../../preview/directory.ts";
import { UsageError } from "../../cli/usageError.ts";

describe("writing a directory of rendered files", () => {
  let parent: string;
  let target: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "eks-platform-render-"));
    target = join(parent, "out");
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  const written = (): string[] =>
    readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map((entry) => entry.name)
      .sort();

  it("makes it, with its parents", () => {
    target = join(parent, "deep", "out");
    writeDirectory(target, [{ path: "iam/a.json", content: "1" }]);
    expect(readFileSync(join(target, "iam", "a.json"), "utf8")).to.equal("1");
  });

  it("takes an empty directory that is there", () => {
    mkdirSync(target);
    writeDirectory(target, [{ path: "a", content: "1" }]);
    expect(written()).to.deep.equal(["a"]);
  });

  it("replaces what it wrote before, and leaves nothing of it behind", () => {
    writeDirectory(target, [
      { path: "a", content: "1" },
      { path: "gone/b", content: "2" },
    ]);
    writeDirectory(target, [{ path: "a", content: "3" }]);
    expect(written()).to.deep.equal(["a"]);
    expect(readFileSync(join(target, "a"), "utf8")).to.equal("3");
    expect(readdirSync(parent)).to.deep.equal(["out"]);
  });

  it("refuses a directory with someone else's files, and leaves it alone", () => {
    mkdirSync(target);
    writeFileSync(join(target, "thesis.txt"), "years of work");
    expect(() => {
      writeDirectory(target, [{ path: "a", content: "1" }]);
    }).to.throw(UsageError, "thesis.txt");
    expect(written()).to.deep.equal(["thesis.txt"]);
  });

  it("refuses one with someone else's folder, without searching it, and takes an empty one", () => {
    mkdirSync(join(target, "theirs", "deep"), { recursive: true });
    expect(() => {
      assertReplaceable(target);
    }).to.throw(UsageError, "files it did not write: theirs. Name");
    rmSync(join(target, "theirs", "deep"), { recursive: true });
    assertReplaceable(target);
  });

  it("says what stops it where nothing can be written", () => {
    const file = join(parent, "file");
    writeFileSync(file, "");
    expect(() => {
      writeDirectory(join(file, "below", "out"), []);
    }).to.throw(UsageError, /^--render cannot write .*ENOTDIR/);
  });

  it("refuses its own directory once someone put a file into it", () => {
    writeDirectory(target, [{ path: "a", content: "1" }]);
    writeFileSync(join(target, "notes.md"), "mine");
    expect(() => {
      writeDirectory(target, []);
    }).to.throw(UsageError, "notes.md");
    expect(written()).to.deep.equal(["a", "notes.md"]);
  });

  it("does not believe a marker that is not one of its own", () => {
    mkdirSync(target);
    writeFileSync(join(target, ".eks-platform-preview.json"), "not JSON");
    writeFileSync(join(target, "a"), "mine");
    expect(() => {
      writeDirectory(target, []);
    }).to.throw(UsageError, "files it did not write: a.");
  });

  it("refuses a file", () => {
    writeFileSync(target, "");
    expect(() => {
      writeDirectory(target, []);
    }).to.throw(UsageError, "this is a file");
  });

  it("replaces the directory behind a symbolic link, not the link", () => {
    const real = join(parent, "real");
    mkdirSync(real);
    symlinkSync(real, target);
    writeDirectory(target, [{ path: "a", content: "1" }]);
    expect(readFileSync(join(real, "a"), "utf8")).to.equal("1");
  });

  it("leaves the old directory as it was, and no half-made one, when something goes wrong", () => {
    writeDirectory(target, [{ path: "a", content: "1" }]);
    const twice = { path: "b", content: "2" };
    expect(() => {
      writeDirectory(target, [twice, twice]);
    }).to.throw(UsageError, "cannot write");
    expect(written()).to.deep.equal(["a"]);
    expect(readdirSync(parent)).to.deep.equal(["out"]);
    expect(existsSync(join(target, "b"))).to.equal(false);
  });
});
