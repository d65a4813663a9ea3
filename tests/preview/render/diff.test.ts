import { expect } from "chai";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { changesBetween } from "../../../preview/render/changes.ts";
import { renderDiff } from "../../../preview/render/diff.ts";
import { PLAIN_LAYOUT } from "../../../preview/render/text.ts";
import { planOf, resource, SECRET, smallPlan, urnOf } from "../../support/plans.ts";

const exactly = (a: string, b: string): boolean => a === b;
const ROLE = "aws:iam/role:Role";

describe("what differs between two values", () => {
  it("is told path by path", () => {
    expect(
      changesBetween({ a: { b: 1, same: 0 }, gone: 1 }, { a: { b: 2, same: 0 }, come: [1] }, exactly),
    ).to.deep.equal([
      { path: "a.b", before: 1, after: 2 },
      { path: "gone", before: 1 },
      { path: "come", after: [1] },
    ]);
  });

  it("matches elements of a list by what names them, not by their order", () => {
    const before = {
      Statement: [
        { Sid: "A", Effect: "Allow" },
        { Sid: "B", Action: ["x"] },
      ],
    };
    const after = { Statement: [{ Sid: "B", Action: ["x", "y"] }, { Sid: "C" }, { Sid: "A", Effect: "Deny" }] };
    expect(changesBetween(before, after, exactly)).to.deep.equal([
      { path: "Statement[A].Effect", before: "Allow", after: "Deny" },
      { path: "Statement[B].Action", after: "y" },
      { path: "Statement[C]", after: { Sid: "C" } },
    ]);
  });

  it("compares lists of plain values as sets", () => {
    expect(changesBetween(["a", "b"], ["b", "a"], exactly)).to.deep.equal([]);
    expect(changesBetween({ x: ["a", "b"] }, { x: ["b", "c"] }, exactly)).to.deep.equal([
      { path: "x", before: "a", after: "c" },
    ]);
  });

  it("compares other lists place by place", () => {
    expect(changesBetween({ x: [{ v: 1 }] }, { x: [{ v: 2 }, { v: 3 }] }, exactly)).to.deep.equal([
      { path: "x[0].v", before: 1, after: 2 },
      { path: "x[1]", after: { v: 3 } },
    ]);
  });

  it("points to the first line that differs in a longer text", () => {
    expect(changesBetween({ t: "a\nb\nc" }, { t: "a\nX\nc" }, exactly)).to.deep.equal([
      { path: "t, line 2", before: "b", after: "X" },
    ]);
    expect(changesBetween({ t: "a\n" }, { t: "a\n\nmore" }, exactly)).to.deep.equal([
      { path: "t, line 3", after: "more" },
    ]);
  });

  it("tells a change of type, and null from nothing", () => {
    expect(changesBetween({ a: "1", b: null }, { a: 1 }, exactly)).to.deep.equal([
      { path: "a", before: "1", after: 1 },
      { path: "b", before: null },
    ]);
  });
});

describe("the difference of two stacks", () => {
  const stack = (name: string, ...resources: readonly PlannedResource[]): Plan => planOf(resources, { stack: name });
  const diff = (before: Plan, after: Plan, width = 100): string =>
    renderDiff(before, after, { ...PLAIN_LAYOUT, width });
  const cluster = (name: string): PlannedResource =>
    resource("aws:eks/cluster:Cluster", "cluster", { inputs: { name } });

  it("is nothing between a plan and itself", () => {
    expect(diff(smallPlan(), smallPlan())).to.match(/prod: 7 resources; prod: 7 resources; nothing differs$/);
  });

  it("sums up a component that only one has, by its kinds", () => {
    const before = smallPlan();
    const shop = urnOf("eks-platform:application:ApplicationComponent", "shop");
    const resources = before.resources.filter(({ urn, parent }) => urn !== shop && parent !== shop);
    expect(diff(before, { ...before, stack: "dev", resources })).to.include(
      [
        "Only in prod: 4 resources",
        "- shop  ApplicationComponent, all of it: 4 resources",
        "-    1 apps/v1 Deployment, 1 helm Release, 1 iam Role, 1 v1 Secret",
        "",
      ].join("\n"),
    );
  });

  it("lists what only one has, below its component", () => {
    const before = smallPlan();
    const after = { ...before, stack: "dev", resources: before.resources.filter(({ name }) => name !== "shop-cache") };
    expect(diff(before, after)).to.equal(
      [
        "prod -> dev",
        "Names, ids, account and region that differ as environments do are left out.",
        "",
        "Only in prod: 1 resource",
        "- shop  ApplicationComponent, 1 of 4 resources",
        "- └─ helm Release  cache  redis 1.2.3, in shop",
        "",
        "prod: 7 resources; dev: 6 resources; 1 only in prod, 0 only in dev, 0 different",
      ].join("\n"),
    );
    expect(diff(after, before)).to.include("Only in prod: 1 resource\n+ shop");
  });

  it("shows differing inputs and options of common resources, old to new", () => {
    const role = (description: string, protect: boolean): PlannedResource =>
      resource(ROLE, "node", { inputs: { description }, options: { protect } });
    expect(diff(stack("dev", role("old", false)), stack("prod", role("new", true)))).to.include(
      [
        "Different in both: 1 resource",
        "",
        "  iam Role node",
        "    description        old -> new",
        "    [options].protect  false -> true",
      ].join("\n"),
    );
  });

  it("compares policy documents as documents, not as text", () => {
    const role = (document: object, indent: number): PlannedResource =>
      resource(ROLE, "node", { inputs: { assumeRolePolicy: JSON.stringify(document, null, indent) } });
    const statement = { Sid: "A", Action: ["x"] };
    const before = stack("dev", role({ Statement: [statement] }, 0));
    expect(diff(before, stack("prod", role({ Statement: [statement] }, 2)))).to.include("nothing differs");
    expect(diff(before, stack("prod", role({ Statement: [{ ...statement, Action: ["y"] }] }, 0)))).to.include(
      "assumeRolePolicy.Statement[A].Action  x -> y",
    );
  });

  it("leaves out stack, cluster, account and region where they only name the environment", () => {
    const environment = (name: string, region: string, account: string): Plan => ({
      ...stack(
        name,
        resource("pulumi:providers:aws", "default", { inputs: { region, allowedAccountIds: [account] } }),
        cluster(`atlas-${name}`),
        resource(ROLE, `atlas-${name}-node`, {
          inputs: {
            name: `atlas-${name}-node`,
            arn: `arn:aws:iam::${account}:role/x`,
            zone: `${region}a`,
            environment: name,
          },
        }),
      ),
      region,
    });
    const text = diff(
      environment("dev", "eu-west-1", "111122223333"),
      environment("prod", "us-east-1", "444455556666"),
    );
    expect(text).to.include("nothing differs");
  });

  it("does not take part of a word for the stack's name", () => {
    const role = (description: string): PlannedResource => resource(ROLE, "node", { inputs: { description } });
    expect(diff(stack("dev", role("for devices")), stack("prod", role("for prodices")))).to.include("1 different");
  });

  it("leaves out ids the simulated cloud made up, and names whose they are where they matter", () => {
    const environment = (name: string, wanted: number): Plan => {
      const ids = [`nat-0a1b2c3d4e5f${name}a1`, `nat-0a1b2c3d4e5f${name}b2`];
      return stack(
        name,
        ...ids.map((id, index) => resource("aws:ec2/natGateway:NatGateway", `nat-${index}`, { id })),
        resource("aws:ec2/route:Route", "route", { inputs: { natGatewayId: ids[wanted] ?? "" } }),
      );
    };
    expect(diff(environment("dev", 0), environment("prod", 0))).to.include("nothing differs");
    expect(diff(environment("dev", 0), environment("prod", 1))).to.include(
      "natGatewayId  <ec2 NatGateway nat-0 id> -> <ec2 NatGateway nat-1 id>",
    );
  });

  it("takes what the program gave for the program's, also when the cloud repeats it", () => {
    const network = (name: string, cidr: string): Plan =>
      stack(
        name,
        resource("aws:ec2/vpc:Vpc", "vpc", { inputs: { cidrBlock: cidr }, outputs: { cidrBlock: cidr } }),
        resource("aws:ec2/subnet:Subnet", "a", { outputs: { vpcCidr: cidr } }),
      );
    expect(diff(network("dev", "10.10.0.0/16"), network("prod", "10.30.0.0/16"))).to.include(
      "cidrBlock  10.10.0.0/16 -> 10.30.0.0/16",
    );
  });

  it("matches resources by their place, so that the same name in another component is another resource", () => {
    const inside = (component: string): Plan =>
      stack(
        component,
        resource(`eks-platform:${component}:C`, component),
        resource(ROLE, "node", { parent: urnOf(`eks-platform:${component}:C`, component) }),
      );
    expect(diff(inside("one"), inside("two"))).to.include("1 only in one, 1 only in two, 0 different");
  });

  it("gives both sides of a change room within the width, and shows no secret", () => {
    const long = (letter: string): PlannedResource =>
      resource(ROLE, "node", { inputs: { description: letter.repeat(300) } });
    const lines = diff(stack("dev", long("a")), stack("prod", long("b")), 80).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).to.equal(80);
    expect(lines.find((line) => line.includes(" -> b"))).to.match(/a{20,}… -> b{20,}…$/);
    const without = { ...smallPlan(), stack: "dev", resources: smallPlan().resources.slice(0, 4) };
    expect(diff(smallPlan(), without)).to.not.include(SECRET);
  });
});
