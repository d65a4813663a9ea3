import { expect } from "chai";
import { AMI_TYPES, architectureOf, architectureOfInstance, volumesOf } from "../../../components/cluster/nodeTypes.ts";

describe("node types", () => {
  it("knows Graviton by the letter after the generation", () => {
    for (const type of [
      "t4g.medium",
      "m7g.large",
      "c7gn.xlarge",
      "x2gd.metal",
      "im4gn.large",
      "g5g.xlarge",
      "a1.large",
      "r8gb.large",
    ]) {
      expect(architectureOfInstance(type), type).to.equal("arm64");
    }
  });

  it("does not mistake graphics cards and Intel's flex families for Graviton", () => {
    for (const type of [
      "t3.medium",
      "g5.xlarge",
      "g4dn.xlarge",
      "m7i-flex.large",
      "u-6tb1.metal",
      "c7a.large",
      "gr6.4xlarge",
    ]) {
      expect(architectureOfInstance(type), type).to.equal("amd64");
    }
  });

  it("reads the architecture off the AMI type", () => {
    expect(AMI_TYPES.filter((type) => architectureOf(type) === "arm64")).to.deep.equal([
      "AL2023_ARM_64_STANDARD",
      "BOTTLEROCKET_ARM_64",
      "BOTTLEROCKET_ARM_64_FIPS",
    ]);
  });

  it("gives the size to the volume that grows", () => {
    expect(volumesOf("AL2023_x86_64_STANDARD", 50)).to.deep.equal([{ deviceName: "/dev/xvda", sizeGiB: 50 }]);
    expect(volumesOf("BOTTLEROCKET_x86_64", 50)).to.deep.equal([
      { deviceName: "/dev/xvda", sizeGiB: undefined },
      { deviceName: "/dev/xvdb", sizeGiB: 50 },
    ]);
  });
});
