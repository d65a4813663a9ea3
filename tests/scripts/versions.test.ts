import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as pinned from "../../components/shared/versions.ts";
import { ABOUT, ADDON_DEPENDENTS } from "../../scripts/versions/about.ts";
import { versions } from "../../scripts/versions/cli.ts";
import { concerns, pins, type StackVersion } from "../../scripts/versions/list.ts";
import { PROJECT } from "../support/commandLine.ts";

const prod: StackVersion = { stack: "prod", version: "1.35", supportType: "extended" };
const dev: StackVersion = { stack: "dev", version: "1.35", supportType: "standard" };

function run(...args: string[]): { code: number; out: string; error: string } {
  let out = "";
  let error = "";
  const code = versions(args, {
    write: (text) => void (out += text),
    writeError: (text) => void (error += text),
    environment: {},
  });
  return { code, out, error };
}

describe("the list of versions", () => {
  it("holds every version that stands in the file of pins", () => {
    const source = readFileSync(join(PROJECT, "components", "shared", "versions.ts"), "utf8")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/^\s*\/\/.*$/gm, "");
    const written = [...source.matchAll(/"([^"\n]*)"/g)]
      .map(([, text]) => text!)
      // Days and addresses are no versions, whatever digits they hold.
      .filter((text) => /\d/.test(text) && !/^\d{4}-\d{2}-\d{2}$/.test(text) && !/^https?:|^oci:/.test(text))
      .map((text) => /[:@]([^:@/]+)$/.exec(text)?.[1] ?? text);
    expect(written.length).to.be.above(50);
    const listed = new Set(pins([]).flatMap(({ version, usedBy }) => [version, ...usedBy]));
    expect(written.filter((version) => !listed.has(version))).to.deep.equal([]);
  });

  it("says of each what depends on it, and where the guide is", () => {
    const guide = readFileSync(join(PROJECT, "docs", "upgrades.md"), "utf8");
    const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    for (const { name, dependents, guide: heading } of pins([])) {
      expect(dependents, name).to.not.equal("");
      expect(headings, name).to.include(heading);
    }
    expect(Object.keys(ADDON_DEPENDENTS)).to.have.members([...pinned.EKS_ADDONS, "adot"]);
  });

  it("explains no pin that is not there", () => {
    expect(Object.keys(ABOUT).filter((name) => !(name in pinned))).to.deep.equal([]);
  });

  it("reads charts, images, and maps of images", () => {
    const found = pins([]).map(({ kind, name, version }) => `${kind} ${name} ${version}`);
    expect(found).to.include.members([
      `chart karpenter ${pinned.KARPENTER_CHART.version}`,
      `chart argo-rollouts ${pinned.ARGO_ROLLOUTS.chartVersion}`,
      `image argo-rollouts (image) ${pinned.ARGO_ROLLOUTS.imageTag}`,
      `image image of velero (server) ${pinned.VELERO_IMAGES.server.tag}`,
      "image image of velero (awsPlugin) v1.14.2",
      "image image of Karpenter's nodes (bottlerocket) v1.64.0",
    ]);
  });

  it("gives support dates to Kubernetes, and the stacks that run it", () => {
    const found = pins([prod, dev]).find(({ kind, version }) => kind === "kubernetes" && version === "1.35")!;
    expect(found.usedBy).to.deep.equal(["prod", "dev", "the default"]);
    expect(found.support).to.deep.equal({ standardEnds: "2027-03-27", extendedEnds: "2028-03-27" });
    const karpenter = pins([]).find(({ name }) => name === "karpenter")!;
    expect(karpenter.support).to.deep.equal({ kubernetes: "1.31 to 1.36" });
    expect(pins([]).find(({ name }) => name === "velero")!.support).to.deep.equal({ kubernetes: "up to 1.35" });
  });

  const days: [string, StackVersion, string, string | undefined][] = [
    ["says nothing long before the end", prod, "2026-11-21", undefined],
    [
      "reminds 60 days before the end of standard support",
      dev,
      "2027-01-27",
      "warning: dev: Kubernetes 1.35 leaves standard support on 2027-03-27, in 60 days",
    ],
    ["says nothing 61 days before", dev, "2027-01-26", undefined],
    [
      "still allows the last day",
      dev,
      "2027-03-27",
      "warning: dev: Kubernetes 1.35 leaves standard support on 2027-03-27, in 1 days",
    ],
    [
      "fails a stack that EKS would upgrade by itself",
      dev,
      "2027-03-28",
      "error: dev: Kubernetes 1.35 left standard support on 2027-03-27; EKS upgrades it by itself",
    ],
    [
      "warns a stack that pays instead",
      prod,
      "2027-03-28",
      "warning: prod: Kubernetes 1.35 left standard support on 2027-03-27; extended support, until 2028-03-27, costs by the hour",
    ],
    [
      "fails that one too at the end of extended support",
      prod,
      "2028-03-28",
      "error: prod: Kubernetes 1.35 left extended support on 2028-03-27; EKS upgrades it by itself",
    ],
  ];
  for (const [sentence, stack, day, expected] of days) {
    it(sentence, () => {
      const found = concerns([stack], new Date(`${day}T12:00:00Z`)).map(({ level, message }) => `${level}: ${message}`);
      expect(found).to.deep.equal(expected === undefined ? [] : [expected]);
    });
  }

  it("warns of a Kubernetes version that a controller does not document", () => {
    const found = concerns([{ ...prod, version: "1.36" }], new Date("2026-11-21T12:00:00Z"));
    expect(found).to.deep.equal([
      { level: "warning", message: "prod: velero documents Kubernetes up to 1.35, and the stack runs 1.36" },
    ]);
  });
});

describe("the command for versions", () => {
  it("lists for people, with every stack's version", () => {
    const { code, out } = run("--on", "2026-11-21");
    expect(out).to.match(
      /kubernetes +1\.35 +standard until 2027-03-27; extended until 2028-03-27; for dev, prod, staging, the default/,
    );
    expect(out).to.match(/Nothing is out of support\.\n$/);
    expect(code).to.equal(0);
  });

  it("lists for programs", () => {
    const { out } = run("--json", "--on", "2026-11-21");
    const { formatVersion, on, pins: list, concerns: found } = JSON.parse(out) as Record<string, unknown>;
    expect({ formatVersion, on, found }).to.deep.equal({ formatVersion: 1, on: "2026-11-21", found: [] });
    expect(list).to.deep.equal(
      pins([
        { stack: "dev", version: "1.35", supportType: "standard" },
        { stack: "prod", version: "1.35", supportType: "extended" },
        { stack: "staging", version: "1.35", supportType: "standard" },
      ]),
    );
  });

  it("fails when something is out of support, and only when asked to check", () => {
    expect(run("--on", "2027-03-28").code).to.equal(0);
    const { code, out } = run("--check", "--on", "2027-03-28");
    expect(code).to.equal(1);
    expect(out).to.include("error: dev: Kubernetes 1.35 left standard support").and.to.include("warning: prod:");
    expect(run("--check", "--on", "2026-11-21").code).to.equal(0);
  });

  for (const [what, args, message] of [
    ["an option that is not there", ["--fast"], "--fast"],
    ["a day that is none", ["--on", "tomorrow"], "--on tomorrow: allowed is a day"],
    ["a day no month has", ["--on", "2027-02-31"], "--on 2027-02-31"],
    ["a month no year has", ["--on", "2027-13-01"], "--on 2027-13-01"],
    ["a directory that is not there", ["--dir", "/nowhere"], "there is no such directory"],
    ["a stack that is not valid", ["--dir", join(PROJECT, "docs", "examples")], "is not a valid configuration"],
  ] as [string, string[], string][]) {
    it(`refuses ${what}`, () => {
      const { code, error } = run(...args);
      expect(error).to.include(message);
      expect(code).to.equal(2);
    });
  }
});
