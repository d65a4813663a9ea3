import { expect } from "chai";
import type { StackFile } from "../../preview/stackFiles.ts";
import {
  deployable,
  platformOf,
  REHEARSAL_ACCOUNT,
  sectionOf,
  takenForGranted,
  withPlatform,
} from "../../rehearsal/engine/stackCopy.ts";

const platform = {
  clusterName: "atlas",
  deployAccess: { cidrs: ["203.0.113.0/24", "10.0.0.0/8"] },
  cluster: { access: { admins: ["arn:aws:iam::111122223333:role/admin"] } },
  network: { vpcId: "vpc-0123456789abcdef0" },
};

const file: StackFile = {
  project: "eks-platform",
  stack: "dev",
  config: {
    "aws:region": "eu-central-1",
    "aws:allowedAccountIds": '["111122223333"]',
    "eks-platform:platform": JSON.stringify(platform),
  },
  secretKeys: [],
};

describe("the copy of a stack file", () => {
  it("has an account and ranges that a deployment takes, wherever they stand", () => {
    const copy = deployable(file);
    expect(copy.config["aws:allowedAccountIds"]).to.equal(`["${REHEARSAL_ACCOUNT}"]`);
    expect(platformOf(copy)).to.deep.equal({
      ...platform,
      deployAccess: { cidrs: ["192.88.99.0/24", "10.0.0.0/8"] },
      cluster: { access: { admins: [`arn:aws:iam::${REHEARSAL_ACCOUNT}:role/admin`] } },
    });
  });

  it("takes for granted what the configuration names, and nothing else", () => {
    expect([...takenForGranted(file)]).to.have.members([
      "vpc-0123456789abcdef0",
      "arn:aws:iam::111122223333:role/admin",
    ]);
  });

  it("is edited without changing the one it is made from", () => {
    const edited = withPlatform(file, (copy) => {
      sectionOf(copy, "cluster").version = "1.36";
      sectionOf(copy, "karpenter").enabled = true;
    });
    expect(platformOf(edited)).to.deep.equal({
      ...platform,
      cluster: { ...platform.cluster, version: "1.36" },
      karpenter: { enabled: true },
    });
    expect(platformOf(file)).to.deep.equal(platform);
  });
});
