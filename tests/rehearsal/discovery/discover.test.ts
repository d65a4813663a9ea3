import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { discoverCli, NoCliError, type Surroundings } from "../../../rehearsal/discovery/discover.ts";

describe("finding the Pulumi CLI", () => {
  let tree: string;
  const versions = new Map<string, string>();
  beforeEach(() => {
    tree = mkdtempSync(join(tmpdir(), "eks-platform-discovery-"));
    versions.clear();
  });
  afterEach(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  /** An executable that claims a version. */
  function plant(path: string, version: string, mode = 0o755): string {
    const file = join(tree, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "#!/bin/sh\n");
    chmodSync(file, mode);
    versions.set(file, version);
    return file;
  }

  function find(given: Partial<Surroundings> = {}): { path: string; version: string } {
    const environment = { PATH: join(tree, "usr/bin"), ...given.environment };
    const ask = (executable: string): string => {
      const version = versions.get(executable);
      if (version === undefined) throw new Error("cannot execute binary file\nat length");
      return version;
    };
    return discoverCli({ home: join(tree, "home"), sdk: "3.270.0", ask, ...given, environment });
  }

  const messageOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof NoCliError) return error.message;
      throw error;
    }
    throw new Error("a CLI was found");
  };

  it("takes the one on PATH", () => {
    const path = plant("usr/bin/pulumi", "v3.260.0\n");
    plant("home/.pulumi/versions/3.270.0/bin/pulumi", "v3.270.0");
    expect(find()).to.deep.equal({ path, version: "3.260.0" });
  });

  it("takes the newest that the npm package keeps when PATH has none", () => {
    plant("home/.pulumi/versions/3.99.0/bin/pulumi", "v3.99.0");
    plant("home/.pulumi/versions/3.260.0/bin/pulumi", "v3.260.0");
    const newest = plant("home/.pulumi/versions/3.265.0/bin/pulumi", "v3.265.0");
    plant("home/.pulumi/versions/notes/bin/pulumi", "v9.9.9");
    expect(find().path).to.equal(newest);
  });

  it("looks for kept versions in PULUMI_HOME when that is set", () => {
    plant("home/.pulumi/versions/3.265.0/bin/pulumi", "v3.265.0");
    const own = plant("elsewhere/versions/3.262.0/bin/pulumi", "v3.262.0");
    expect(find({ environment: { PULUMI_HOME: join(tree, "elsewhere") } }).path).to.equal(own);
  });

  it("takes what Pulumi's installer left when there is nothing else", () => {
    const installed = plant("home/.pulumi/bin/pulumi", "v3.270.0");
    expect(find().path).to.equal(installed);
  });

  it("passes over one on PATH that is too old", () => {
    plant("usr/bin/pulumi", "v3.258.9");
    const kept = plant("home/.pulumi/versions/3.259.0/bin/pulumi", "v3.259.0");
    expect(find()).to.deep.equal({ path: kept, version: "3.259.0" });
  });

  it("passes over the command of the npm package, which would download a CLI", () => {
    const command = plant("project/node_modules/pulumi/run.js", "v3.265.0");
    mkdirSync(join(tree, "usr/bin"), { recursive: true });
    symlinkSync(command, join(tree, "usr/bin/pulumi"));
    versions.set(join(tree, "usr/bin/pulumi"), "v3.265.0");
    expect(messageOf(find)).to.include("there is none here");
  });

  it("passes over what cannot be executed, and relative directories on PATH", () => {
    plant("usr/bin/pulumi", "v3.260.0", 0o644);
    expect(messageOf(() => find({ environment: { PATH: `usr/bin:${join(tree, "usr/bin")}` } }))).to.include(
      "there is none here",
    );
  });

  it("takes the one that is named, though a newer one is on PATH", () => {
    plant("usr/bin/pulumi", "v3.270.0");
    const named = plant("opt/pulumi/bin/pulumi", "v3.259.0");
    expect(find({ explicit: named }).path).to.equal(named);
    expect(find({ explicit: join(tree, "opt/pulumi") }).path).to.equal(named);
    expect(find({ explicit: join(tree, "opt/pulumi/bin") }).path).to.equal(named);
  });

  it("takes no other when the one that is named cannot be used", () => {
    plant("usr/bin/pulumi", "v3.270.0");
    const old = plant("opt/old/pulumi", "v3.100.0");
    expect(messageOf(() => find({ explicit: old }))).to.include(
      `${old} is version v3.100.0; allowed is 3.259.0 or later`,
    );
    expect(messageOf(() => find({ explicit: join(tree, "nowhere") }))).to.include(
      "there is no executable of that name",
    );
    const renamed = plant("opt/pulumi-3", "v3.270.0");
    expect(messageOf(() => find({ explicit: renamed }))).to.include("must be called pulumi");
  });

  it("says what it found, why that will not do, and how to get one", () => {
    plant("usr/bin/pulumi", "v4.0.0");
    plant("home/.pulumi/versions/3.265.0/bin/pulumi", "no version at all");
    const broken = plant("home/.pulumi/bin/pulumi", "v3.270.0");
    versions.delete(broken);
    const message = messageOf(find);
    expect(message).to.include("is version v4.0.0; allowed is 3.259.0 or later of version 3");
    expect(message).to.include('does not say which version it is ("no version at all")');
    expect(message).to.include(`${broken} cannot be run: cannot execute binary file\n`).and.not.include("at length");
    expect(message).to.include("npm run setup:cli").and.include("--pulumi <path>");
  });
});
