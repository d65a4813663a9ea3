import { expect } from "chai";
import type { Tier } from "../../../components/shared/tiers.ts";
import { BARE, refusals } from "./support.ts";

const nodes = (systemNodes: object) => ({ ...BARE, systemNodes });

/** Title -> tier, config, and the one refusal it gets. */
const CASES: readonly [string, Tier, unknown, string][] = [
  [
    "a single system node in prod",
    "prod",
    nodes({ minSize: 1 }),
    "systemNodes.minSize: prod allows 2 or more: what runs here has two replicas, which refuse to share a node",
  ],
  [
    "fewer desired nodes than the least",
    "dev",
    nodes({ minSize: 3, maxSize: 4 }),
    "systemNodes: minSize is 3, desiredSize 2 and maxSize 4 (left out they are 2, 2 and 3); allowed are sizes that do not fall from minSize to desiredSize to maxSize",
  ],
  [
    "more desired nodes than the most",
    "dev",
    nodes({ desiredSize: 4 }),
    "systemNodes: minSize is 2, desiredSize 4 and maxSize 3 (left out they are 2, 2 and 3); allowed are sizes that do not fall from minSize to desiredSize to maxSize",
  ],
  [
    "half a node",
    "dev",
    nodes({ desiredSize: 2.5 }),
    "systemNodes.desiredSize: allowed is a whole number of nodes from 1 to 450",
  ],
  [
    "a volume too small for images",
    "dev",
    nodes({ volumeSizeGiB: 8 }),
    "systemNodes.volumeSizeGiB: allowed is a whole number of GiB from 20 to 16384",
  ],
  [
    "an update that may take away nothing",
    "dev",
    nodes({ maxUnavailablePercentage: 0 }),
    "systemNodes.maxUnavailablePercentage: allowed is a whole number of percent from 1 to 100",
  ],
  [
    "a Graviton type with an x86 image",
    "dev",
    nodes({ instanceTypes: ["t3.medium", "t4g.medium"] }),
    "systemNodes.instanceTypes.1: does not run AL2023_x86_64_STANDARD; allowed are amd64 instance types, or an amiType of the other architecture",
  ],
  [
    "an x86 type with an ARM image",
    "dev",
    nodes({ amiType: "BOTTLEROCKET_ARM_64", instanceTypes: ["g5.xlarge"] }),
    "systemNodes.instanceTypes.0: does not run BOTTLEROCKET_ARM_64; allowed are arm64 instance types, or an amiType of the other architecture",
  ],
  [
    "no instance type at all",
    "dev",
    nodes({ instanceTypes: [] }),
    "systemNodes.instanceTypes: allowed are one or more instance types",
  ],
  [
    "something that is no instance type",
    "dev",
    nodes({ instanceTypes: ["medium"] }),
    "systemNodes.instanceTypes.0: allowed is an EC2 instance type such as t3.medium",
  ],
  [
    "an AMI release of another Kubernetes version",
    "dev",
    nodes({ releaseVersion: "1.34.2-20260818" }),
    "systemNodes.releaseVersion: allowed with Kubernetes 1.35 is a release 1.35.x-yyyymmdd",
  ],
  [
    "Auto Mode together with system nodes",
    "dev",
    { ...nodes({}), autoMode: true },
    "systemNodes: excludes autoMode, with which EKS brings the nodes; allowed is one of the two",
  ],
];

describe("the system nodes of a cluster config refuse", () => {
  for (const [title, tier, found, refusal] of CASES) {
    it(title, () => {
      expect(refusals(tier, found)).to.deep.equal([refusal]);
    });
  }

  it("three sizes that contradict each other and the tier as one problem, and a size out of range as no other", () => {
    const sizes = { minSize: 1, desiredSize: 5, maxSize: 3 };
    expect(refusals("prod", { ...BARE, systemNodes: sizes })).to.deep.equal([
      "systemNodes: minSize is 1, desiredSize 5 and maxSize 3 (left out they are 2, 2 and 3); allowed are sizes that do not fall from minSize to desiredSize to maxSize, and in prod a minSize of 2 or more",
    ]);
    expect(refusals("prod", { ...BARE, systemNodes: { minSize: 0 } })).to.have.length(1);
  });
});
