import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { pack } from "../../../../policies/aws/pack.ts";
import { DELETIONS } from "../../../../policies/aws/rules/iam-termination-conditions.ts";
import { runPack } from "../../../support/policies.ts";
import { itByReference } from "../../../support/reference.ts";
import { badDocuments } from "./badDocuments.ts";
import { goodDocuments } from "./goodDocuments.ts";
import { allCases, patternsFor, wrap } from "./arbitraries.ts";
import { ebsCsi, karpenter, loadBalancerController, velero } from "./published.ts";

const rule = { ...pack, policies: pack.policies.filter(({ name }) => name === "iam-termination-conditions") };

async function findings(policy: unknown): Promise<string[]> {
  const found = await runPack(rule, [{ type: "aws:iam/policy:Policy", props: { policy } }]);
  return found.map((finding) => finding.message);
}

describe("iam-termination-conditions, on documents", () => {
  it("has a corpus of at least 60 bad documents", () => {
    const different = new Set(Object.values(badDocuments).map((document) => JSON.stringify(document)));
    expect(different.size).to.equal(Object.keys(badDocuments).length).and.be.at.least(60);
  });

  for (const [what, document] of Object.entries(badDocuments)) {
    it(`refuses ${what}`, async () => {
      expect(await findings(document)).to.not.be.empty;
    });
  }

  for (const [what, document] of Object.entries(goodDocuments)) {
    it(`accepts ${what}`, async () => {
      expect(await findings(document)).to.deep.equal([]);
    });
  }

  it("refuses every deletion, however it is written and wherever it stands", async () => {
    const document = fc.constantFrom(...DELETIONS).chain((action) => wrap(patternsFor(action), fc.constant(undefined)));
    await fc.assert(
      fc.asyncProperty(document, async (policy) => {
        expect(await findings(policy)).to.not.be.empty;
      }),
    );
  });

  it("accepts every deletion that is conditioned on the cluster's tag, however it is written", async () => {
    const condition = fc
      .tuple(
        allCases(fc.constantFrom("StringEquals", "StringLike")),
        allCases(fc.constantFrom("aws:ResourceTag/", "ec2:ResourceTag/")),
        fc.constantFrom("owned", ["owned"], ["owned", "shared"]),
      )
      .map(([operator, key, value]) => ({ [operator]: { [`${key}kubernetes.io/cluster/blue`]: value } }));
    const document = fc.constantFrom(...DELETIONS).chain((action) => wrap(patternsFor(action), condition));
    await fc.assert(
      fc.asyncProperty(document, async (policy) => {
        expect(await findings(policy)).to.deep.equal([]);
      }),
    );
  });

  it("accepts Karpenter's published controller policy", async () => {
    for (const document of karpenter) expect(await findings(document)).to.deep.equal([]);
  });

  it("accepts the published policy of the AWS load balancer controller", async () => {
    expect(await findings(loadBalancerController)).to.deep.equal([]);
  });

  it("says that Velero's published policy deletes any cluster's snapshots", async () => {
    expect((await findings(velero)).join("\n")).to.match(/Statement\[0\] allows ec2:DeleteSnapshot/);
  });

  it("says that the published policy of the EBS CSI driver deletes any cluster's volumes and snapshots", async () => {
    const said = (await findings(ebsCsi)).join("\n");
    expect(said).to.match(
      /ManageManagedVolumes\) allows ec2:DeleteVolume.*compares with a value that names no cluster/,
    );
    expect(said).to.match(/ManageCSIMigratedVolumes\) allows ec2:DeleteVolume.*met by any value/);
    expect(said).to.match(/DeleteAndLockManagedSnapshots\) allows ec2:DeleteSnapshot/);
  });

  // The documents as their projects publish them, where a directory with copies is given.
  const publishedDocuments: Record<string, number> = {
    "karpenter/controller-policy-merged.json": 0,
    "aws-load-balancer-controller/iam_policy-v3.5.0.json": 0,
    "eks/AmazonEBSCSIDriverEKSClusterScopedPolicy.json": 0,
    "eks/AmazonEBSCSIDriverPolicyV2.json": 3,
  };
  for (const [path, violations] of Object.entries(publishedDocuments)) {
    itByReference(`judges ${path} as it judges its like above`, path, async (file) => {
      const published = readFileSync(file, "utf8")
        .replaceAll("${ClusterName}", "blue")
        .replaceAll("${AWS::Partition}", "aws")
        .replaceAll("${AWS::Region}", "eu-west-1")
        .replaceAll("${AWS::AccountId}", "111122223333");
      expect(await findings(published)).to.have.length(violations);
    });
  }
});
