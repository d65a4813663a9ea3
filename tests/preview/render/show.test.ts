import { expect } from "chai";
import { findResource } from "../../../preview/render/find.ts";
import { renderResource } from "../../../preview/render/show.ts";
import { PLAIN_LAYOUT } from "../../../preview/render/text.ts";
import { NOTHING_FOUND, planOf, resource, SECRET, smallPlan, urnOf } from "../../support/plans.ts";

const show = (name: string, plan = smallPlan(), report = NOTHING_FOUND): string =>
  renderResource(plan, report, findResource(plan, name), PLAIN_LAYOUT);

describe("one resource in full", () => {
  it("shows place, type, URN, parent, provider, dependencies and every input", () => {
    const urn = urnOf("aws:ec2/subnet:Subnet", "network-private-a");
    expect(show("private-a")).to.equal(
      [
        "ec2 Subnet  network-private-a",
        "  place       network > ec2 Subnet private-a",
        "  type        aws:ec2/subnet:Subnet",
        `  urn         ${urn}`,
        "  parent      network",
        "  provider    provider aws default",
        "",
        "Depends on",
        "  network > ec2 Vpc vpc",
        "",
        "Inputs made from other resources",
        "  vpcId: network > ec2 Vpc vpc",
        "",
        "Inputs",
        "  cidrBlock: 10.0.0.0/19",
        "  availabilityZone: eu-central-1a",
        "  vpcId: vpc-0123456789abcdef0",
      ].join("\n"),
    );
  });

  it("shows policy documents parsed, and says which they are", () => {
    expect(show("shop-role"))
      .to.include("Inputs  (JSON text, shown parsed: assumeRolePolicy)")
      .and.include("        Principal:\n          Service: pods.eks.amazonaws.com");
  });

  it("shows the options that were set and no others", () => {
    const plan = planOf([
      resource("aws:iam/role:Role", "x", {
        modelled: "the engine",
        options: {
          protect: true,
          retainOnDelete: true,
          deleteBeforeReplace: true,
          ignoreChanges: ["tags"],
          customTimeouts: { create: "", update: "", delete: "30m" },
          deletedWith: urnOf("aws:iam/role:Role", "x"),
        },
      }),
    ]);
    const text = show("x", plan);
    expect(text).to.include("  options     protected, kept on destroy, deleted before it is replaced\n");
    expect(text).to.include("  timeouts    delete 30m\n").and.include("  ignores     tags\n");
    expect(text).to.include("  modelled    the engine\n").and.include("  goes with   iam Role x\n");
    expect(text).to.not.include("aliases").and.not.include("provider");
    expect(text).to.match(/Inputs\n {2}none$/);
  });

  it("shows what the policies say about it and about nothing else", () => {
    const finding = { pack: "p", rule: "a-rule", level: "mandatory", message: "is wrong" } as const;
    const report = { packs: {}, findings: [{ ...finding, urn: urnOf("aws:ec2/vpc:Vpc", "network-vpc") }] };
    expect(show("vpc", smallPlan(), report)).to.include("Findings\n  mandatory: a-rule\n    is wrong");
    expect(show("private-a", smallPlan(), report)).to.not.include("Findings");
  });

  it("masks secrets", () => {
    for (const name of ["shop-secret", "shop-cache"]) {
      expect(show(name)).to.include("<secret>").and.not.include(SECRET);
    }
  });
});
