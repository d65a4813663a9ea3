import { expect } from "chai";
import { UsageError } from "../../../cli/usageError.ts";
import { findResource, matchingUrns } from "../../../preview/render/find.ts";
import { planOf, resource, smallPlan, urnOf } from "../../support/plans.ts";

const VPC = urnOf("aws:ec2/vpc:Vpc", "network-vpc");

describe("naming a resource", () => {
  const ways: Readonly<Record<string, string>> = {
    "its URN": VPC,
    "its full name": "network-vpc",
    "its short name": "vpc",
    "its line in the tree": "ec2 Vpc     vpc",
    "its kind and full name": "ec2 Vpc network-vpc",
    "its place, as findings give it": "network > ec2 Vpc vpc",
  };
  for (const [way, name] of Object.entries(ways)) {
    it(`works with ${way}`, () => {
      expect(findResource(smallPlan(), name).resource.urn).to.equal(VPC);
    });
  }

  it("works with the end of its name, where only one ends so", () => {
    const plan = planOf([
      resource("aws:iam/role:Role", "cluster-ebs-csi-role"),
      resource("aws:iam/role:Role", "other-role"),
    ]);
    expect(findResource(plan, "csi-role").resource.name).to.equal("cluster-ebs-csi-role");
  });

  it("prefers the resource with exactly this name over one whose short name it is", () => {
    const parent = urnOf("eks-platform:a:A", "a");
    const plan = planOf([
      resource("eks-platform:a:A", "a"),
      resource("aws:iam/role:Role", "a-node", { parent }),
      resource("aws:iam/policy:Policy", "node"),
    ]);
    expect(findResource(plan, "node").kind).to.equal("iam Policy");
  });

  it("refuses a name that several have, with a way to name each", () => {
    const plan = planOf([resource("aws:iam/role:Role", "x"), resource("aws:iam/policy:Policy", "x")]);
    expect(() => findResource(plan, "x")).to.throw(UsageError, "--show 'iam Role x'\n  --show 'iam Policy x'");
  });

  it("falls back to URNs where kind and name are alike", () => {
    const [first, second] = [{ urn: "urn:pulumi:prod::p::t::1" }, { urn: "urn:pulumi:prod::p::t::2" }];
    const plan = planOf([resource("aws:iam/role:Role", "x", first), resource("aws:iam/role:Role", "x", second)]);
    expect(() => findResource(plan, "x")).to.throw(UsageError, `--show '${first.urn}'\n  --show '${second.urn}'`);
  });

  it("refuses a name that nothing has, with those that are near", () => {
    expect(() => findResource(smallPlan(), "network-vcp")).to.throw(
      UsageError,
      'Nothing in prod is called "network-vcp". Did you mean "network-vpc"',
    );
    expect(() => findResource(smallPlan(), "zzzzzz")).to.throw(UsageError, 'called "zzzzzz". The tree');
    expect(() => findResource(smallPlan(), "")).to.throw(UsageError);
  });
});

describe("filtering", () => {
  const names = (text: string): (string | undefined)[] =>
    [...matchingUrns(smallPlan(), text)].map((urn) => urn.split("::").at(-1));

  it("matches names, types and kinds, whatever their case", () => {
    expect(names("VPC")).to.deep.equal(["network-vpc"]);
    expect(names("aws:ec2/")).to.deep.equal(["network-vpc", "network-private-a"]);
    expect(names("iam role")).to.deep.equal(["shop-role"]);
  });

  it("refuses a text that matches nothing, with what is near", () => {
    expect(() => names("subnt")).to.throw(UsageError, 'Did you mean "Subnet"?');
  });
});
