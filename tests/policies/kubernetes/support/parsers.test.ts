import { expect } from "chai";
import { parseDuration } from "../../../../policies/kubernetes/support/duration.ts";
import { parseImage } from "../../../../policies/kubernetes/support/images.ts";
import { parseType } from "../../../../policies/kubernetes/support/objects.ts";
import { parseQuantity } from "../../../../policies/kubernetes/support/quantity.ts";

describe("a quantity", () => {
  for (const [text, value] of [
    ["250m", 0.25],
    ["1", 1],
    ["1.5Gi", 1.5 * 2 ** 30],
    [".5", 0.5],
    ["2e3", 2000],
    ["1E", 1e18],
    ["1Ki", 1024],
    ["1k", 1000],
    ["100n", 1e-7],
    ["-1", -1],
    ["Gi", undefined],
    ["1 Gi", undefined],
    ["1GiB", undefined],
    ["1mm", undefined],
    ["", undefined],
    ["1.2.3", undefined],
  ] as const) {
    it(`of "${text}" is ${value ?? "none"}`, () => {
      const parsed = parseQuantity(text);
      if (value === undefined) expect(parsed).to.equal(undefined);
      else expect(parsed).to.be.closeTo(value, Math.abs(value) * 1e-12);
    });
  }
});

describe("a duration", () => {
  for (const [text, seconds] of [
    ["720h", 2592000],
    ["1h30m0s", 5400],
    ["1.5h", 5400],
    ["500ms", 0.5],
    ["-2m", -120],
    ["0", 0],
    ["1d", undefined],
    ["30", undefined],
    ["", undefined],
    ["h", undefined],
    ["1h 30m", undefined],
  ] as const) {
    it(`of "${text}" is ${seconds ?? "none"}`, () => {
      const parsed = parseDuration(text);
      if (seconds === undefined) expect(parsed).to.equal(undefined);
      else expect(parsed).to.be.closeTo(seconds, 1e-9);
    });
  }
});

describe("an image reference", () => {
  for (const [reference, repository, tag, digest] of [
    ["web", "web", undefined, undefined],
    ["web:v1", "web", "v1", undefined],
    ["registry:5000/web", "registry:5000/web", undefined, undefined],
    ["registry:5000/shop/web:v1", "registry:5000/shop/web", "v1", undefined],
    ["web@sha256:ab", "web", undefined, "sha256:ab"],
    ["registry:5000/web:v1@sha256:ab", "registry:5000/web", "v1", "sha256:ab"],
  ] as const) {
    it(`${reference} has its parts told apart`, () => {
      expect(parseImage(reference)).to.deep.equal({ repository, tag, digest });
    });
  }
});

describe("a type token", () => {
  for (const [type, groupKind] of [
    ["kubernetes:apps/v1:Deployment", "apps/Deployment"],
    ["kubernetes:core/v1:Pod", "core/Pod"],
    ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "karpenter.k8s.aws/EC2NodeClass"],
    ["kubernetes:helm.sh/v3:Release", "helm.sh/Release"],
    ["aws:eks/cluster:Cluster", undefined],
    ["pulumi:providers:kubernetes", undefined],
    ["kubernetes:apps/v1", undefined],
  ] as const) {
    it(`${type} is of ${groupKind ?? "another provider"}`, () => {
      expect(parseType(type)?.groupKind).to.equal(groupKind);
    });
  }
});
