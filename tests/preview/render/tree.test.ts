import { expect } from "chai";
import { palette } from "../../../preview/render/colour.ts";
import { matchingUrns } from "../../../preview/render/find.ts";
import { columns, PLAIN_LAYOUT } from "../../../preview/render/text.ts";
import { renderTree } from "../../../preview/render/tree.ts";
import { planOf, resource, smallPlan, urnOf } from "../../support/plans.ts";

const COMPONENT = "eks-platform:network:NetworkComponent";
const SUBNET = "aws:ec2/subnet:Subnet";

describe("the tree", () => {
  it("groups resources by component, with kind, short name, detail and flags", () => {
    expect(renderTree(smallPlan(), PLAIN_LAYOUT)).to.equal(
      [
        "(stack)",
        "└─ provider aws  default  eu-central-1  [modelled]",
        "",
        "network  NetworkComponent, 2 resources",
        "├─ ec2 Vpc     vpc        10.0.0.0/16  [protected]",
        "└─ ec2 Subnet  private-a  10.0.0.0/19 eu-central-1a",
        "",
        "shop  ApplicationComponent, 4 resources",
        "├─ iam Role            role    atlas-prod-shop  [kept on destroy]",
        "├─ apps/v1 Deployment  web     web:1.2, 3 replicas",
        "├─ v1 Secret           secret  shop/login",
        "└─ helm Release        cache   redis 1.2.3, in shop",
      ].join("\n"),
    );
  });

  it("keeps its columns beside kinds and names that are too long for them", () => {
    const QUEUE = "aws:sqs/queue:Queue";
    const long = "n".repeat(30);
    const plan = planOf([
      resource(SUBNET, "a", { inputs: { cidrBlock: "10.0.0.0/19" } }),
      resource("aws:iam/role:Role", "a-name-of-twenty-letters", { options: { protect: true } }),
      resource("aws:kms/x:X", "short", { options: { protect: true } }),
      resource("aws:s3/x:BucketServerSideEncryptionConfiguration", "short", { options: { retainOnDelete: true } }),
      resource(QUEUE, long, { inputs: { name: "first" } }),
      resource(QUEUE, "q", { inputs: { name: "second" } }),
    ]);
    expect(renderTree(plan, PLAIN_LAYOUT).split("\n").slice(1)).to.deep.equal([
      "├─ ec2 Subnet  a                         10.0.0.0/19",
      "├─ iam Role    a-name-of-twenty-letters  [protected]",
      "├─ kms X       short                     [protected]",
      "├─ s3 BucketServerSideEncryptionConfiguration  short  [kept on destroy]",
      `├─ sqs Queue   ${long}  first`,
      `└─ sqs Queue   ${"q".padEnd(30)}  second`,
    ]);
  });

  it("does not repeat in the detail what the name ends in", () => {
    const inputs = { policyArn: "arn:aws:iam::aws:policy/AmazonEKSViewPolicy" };
    const plan = planOf([
      resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "node-AmazonEKSViewPolicy", { inputs }),
      resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "view", { inputs }),
    ]);
    expect(renderTree(plan, PLAIN_LAYOUT).split("\n").slice(1)).to.deep.equal([
      "├─ iam RolePolicyAttachment  node-AmazonEKSViewPolicy",
      "└─ iam RolePolicyAttachment  view                      AmazonEKSViewPolicy",
    ]);
  });

  it("keeps resources of one kind together, before components, otherwise in the program's order", () => {
    const parent = urnOf(COMPONENT, "network");
    const plan = planOf([
      resource(COMPONENT, "network"),
      resource(COMPONENT, "network-inner", { parent }),
      resource(SUBNET, "network-b", { parent }),
      resource("aws:ec2/eip:Eip", "network-b-address", { parent }),
      resource(SUBNET, "network-a", { parent }),
    ]);
    const names = renderTree(plan, PLAIN_LAYOUT)
      .split("\n")
      .slice(1)
      .map((line) => line.slice(3));
    expect(names).to.deep.equal([
      "ec2 Subnet  b",
      "ec2 Subnet  a",
      "ec2 Eip     b-address",
      "inner  NetworkComponent, 0 resources",
    ]);
  });

  it("draws what stands below a resource, and continues the trunk beside it", () => {
    const parent = urnOf(SUBNET, "outer");
    const plan = planOf([
      resource(COMPONENT, "network"),
      resource(SUBNET, "outer", { parent: urnOf(COMPONENT, "network") }),
      resource("aws:ec2/tag:Tag", "mark", { parent, inputs: { key: "a", value: "b" } }),
      resource(SUBNET, "last", { parent: urnOf(COMPONENT, "network") }),
    ]);
    expect(renderTree(plan, PLAIN_LAYOUT).split("\n").slice(1)).to.deep.equal([
      "├─ ec2 Subnet  outer",
      "│  └─ ec2 Tag  mark  a=b",
      "└─ ec2 Subnet  last",
    ]);
  });

  for (const width of [60, 100]) {
    it(`cuts names and details with an ellipsis so that no line passes ${width} columns, and keeps the flags`, () => {
      const plan = planOf([
        resource(SUBNET, "n".repeat(200), { options: { protect: true } }),
        resource(SUBNET, "short", { inputs: { cidrBlock: "x".repeat(200) }, options: { retainOnDelete: true } }),
        resource(COMPONENT, "c".repeat(200)),
      ]);
      const lines = renderTree(plan, { ...PLAIN_LAYOUT, width }).split("\n");
      expect(Math.max(...lines.map(columns))).to.equal(width);
      expect(lines[1]).to.match(/n…  \[protected\]$/);
      expect(lines[2]).to.match(/x…  \[kept on destroy\]$/);
      expect(lines.at(-1)).to.match(/c…$/);
    });
  }

  it("restricts itself to what matches and the components it stands in, and counts what it leaves out", () => {
    const plan = smallPlan();
    expect(renderTree(plan, PLAIN_LAYOUT, matchingUrns(plan, "subnet"))).to.equal(
      "network  NetworkComponent, 1 of 2 resources\n└─ ec2 Subnet  private-a  10.0.0.0/19 eu-central-1a",
    );
  });

  it("has colours only when asked to", () => {
    const escape = String.fromCharCode(27);
    expect(renderTree(smallPlan(), PLAIN_LAYOUT)).to.not.include(escape);
    expect(renderTree(smallPlan(), { width: 100, palette: palette(true) })).to.include(`${escape}[36m`);
  });

  it("lets no control character of a name or value reach the terminal", () => {
    const plan = planOf([
      resource(SUBNET, "evil\u001b[2Jname", { inputs: { cidrBlock: "first\nsecond\u0007", availabilityZone: "a\tb" } }),
    ]);
    expect(renderTree(plan, PLAIN_LAYOUT)).to.equal("(stack)\n└─ ec2 Subnet  evil[2Jname  first second a b");
  });
});
