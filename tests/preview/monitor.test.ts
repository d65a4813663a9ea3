import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { expect } from "chai";
import { UsageError } from "../../cli/usageError.ts";
import { ProgramError } from "../../preview/errors.ts";
import { Secret, Unknown } from "../../preview/plan.ts";
import { record } from "../../preview/program.ts";
import { unknownPaths } from "../../preview/wire.ts";
import { only, planOf } from "../support/harness.ts";

/** A component that makes one subnet, and says whether it is complete. */
class Example extends pulumi.ComponentResource {
  constructor(name: string, vpcId: pulumi.Input<string>, opts?: pulumi.ComponentResourceOptions) {
    super("example:index:Example", name, {}, opts);
    new aws.ec2.Subnet(`${name}-subnet`, { vpcId }, { parent: this });
    this.registerOutputs({ vpcId });
  }
}

async function failure(program: () => unknown): Promise<Error> {
  try {
    await planOf(program);
  } catch (error) {
    return error as Error;
  }
  throw new Error("the program was accepted");
}

describe("the recording monitor", () => {
  it("keeps parents, options and dependencies", async () => {
    const plan = await planOf(() => {
      const vpc = new aws.ec2.Vpc(
        "vpc",
        { cidrBlock: "10.0.0.0/16" },
        { protect: true, retainOnDelete: true, customTimeouts: { delete: "30m" } },
      );
      const example = new Example("example", vpc.id);
      new aws.sqs.Queue("queue", {}, { dependsOn: [example], ignoreChanges: ["tags"] });
    });
    const vpc = only(plan, "aws:ec2/vpc:Vpc");
    const subnet = only(plan, "aws:ec2/subnet:Subnet");
    const example = only(plan, "example:index:Example");
    const queue = only(plan, "aws:sqs/queue:Queue");
    expect(vpc.parent).to.equal(undefined);
    expect(vpc.options).to.deep.include({
      protect: true,
      retainOnDelete: true,
      customTimeouts: { create: "", update: "", delete: "30m" },
    });
    expect(subnet.parent).to.equal(example.urn);
    expect(subnet.options.propertyDependencies).to.deep.equal({ vpcId: [vpc.urn] });
    expect(subnet.inputs.vpcId)
      .to.equal(vpc.id)
      .and.to.match(/^vpc-[0-9a-f]{17}$/);
    expect(queue.options.ignoreChanges).to.deep.equal(["tags"]);
    expect(queue.options.dependencies).to.include(subnet.urn);
  });

  it("gives URNs by the engine's rule: the types of all ancestors, then the name", async () => {
    const plan = await planOf(() => {
      const outer = new pulumi.ComponentResource("example:index:Outer", "outer");
      new Example("inner", "vpc-1", { parent: outer });
    });
    expect(only(plan, "aws:ec2/subnet:Subnet").urn).to.equal(
      "urn:pulumi:test::eks-platform::example:index:Outer$example:index:Example$aws:ec2/subnet:Subnet::inner-subnet",
    );
  });

  it("keeps the outputs a component registers, and none for one that forgets to", async () => {
    const plan = await planOf(() => {
      new Example("complete", "vpc-1");
      new pulumi.ComponentResource("example:index:Forgetful", "forgetful");
    });
    expect(only(plan, "example:index:Example").outputs).to.deep.equal({ vpcId: "vpc-1" });
    expect(only(plan, "example:index:Forgetful").outputs).to.deep.equal({});
  });

  it("refuses two resources with one URN", async () => {
    const error = await failure(() => {
      new aws.sqs.Queue("twice");
      new aws.sqs.Queue("twice");
    });
    expect(error).to.be.instanceOf(ProgramError);
    expect(error.message).to.match(/two resources of type aws:sqs\/queue:Queue are named "twice"/);
  });

  it("refuses a provider function that the simulated cloud does not know, naming it", async () => {
    const error = await failure(() => aws.ec2.getAmi({ owners: ["amazon"] }));
    expect(error.message).to.match(/calls aws:ec2\/getAmi:getAmi, which the simulated cloud has no answer for/);
  });

  it("refuses to read a resource that exists already", async () => {
    const error = await failure(() => aws.ec2.Vpc.get("vpc", "vpc-1"));
    expect(error.message).to.match(/an offline preview has no cloud to read from/);
  });

  it("refuses a package that the simulated cloud has no provider for", async () => {
    class Thing extends pulumi.CustomResource {}
    const error = await failure(() => new Thing("other:index:Thing", "thing"));
    expect(error.message).to.match(/no provider for other:index:Thing/);
  });

  it("takes a program's RunError for the user's to mend, and any other error for a mistake in code", async () => {
    expect(await failure(() => Promise.reject(new pulumi.RunError("mend this"))))
      .to.be.instanceOf(UsageError)
      .with.property("message", "mend this");
    expect(await failure(() => Promise.reject(new TypeError("boom"))))
      .to.be.instanceOf(ProgramError)
      .with.property("message", "boom");
  });

  it("notices an error inside an apply", async () => {
    const error = await failure(() => {
      const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
      vpc.id.apply(() => {
        throw new Error("deep inside");
      });
    });
    expect(error.message).to.include("deep inside");
  });

  it("keeps secrets masked where they stand, however they are serialised", async () => {
    const plan = await planOf(() => {
      const password = new random.RandomPassword("password", { length: 24 });
      new k8s.core.v1.Secret("login", {
        metadata: { name: "login" },
        stringData: { user: "admin", password: password.result },
      });
      new aws.sqs.Queue("queue", { tags: { plain: "visible", hidden: pulumi.secret("hunter2") } });
    });
    const revealed = plan.resources
      .flatMap((resource) => Object.values(resource.outputs))
      .filter((value) => value instanceof Secret);
    expect(revealed, "the password's own outputs are secret").to.have.length.greaterThan(0);
    const text = JSON.stringify(plan.resources);
    expect(text).not.to.include("hunter2");
    for (const secret of revealed) expect(text).not.to.include(JSON.stringify(secret.reveal()).slice(1, -1));
    expect(only(plan, "kubernetes:core/v1:Secret").inputs.stringData).to.be.instanceOf(Secret);
  });

  it("runs transforms, nearest first, on a component's children too", async () => {
    const mark =
      (text: string): pulumi.ResourceTransform =>
      (args) =>
        args.type === "aws:ec2/subnet:Subnet"
          ? {
              props: { ...args.props, availabilityZone: `${String(args.props.availabilityZone ?? "")}${text}` },
              opts: args.opts,
            }
          : undefined;
    const plan = await planOf(() => {
      const outer = new pulumi.ComponentResource("example:index:Outer", "outer", {}, { transforms: [mark("outer")] });
      new Example("inner", "vpc-1", { parent: outer, transforms: [mark("inner-")] });
    });
    expect(only(plan, "aws:ec2/subnet:Subnet").inputs.availabilityZone).to.equal("inner-outer");
  });

  it("adds the default provider of a package, configured as the stack says", async () => {
    const plan = await planOf(() => new aws.sqs.Queue("queue"));
    const provider = only(plan, "pulumi:providers:aws");
    expect(provider.inputs).to.deep.equal({ region: "eu-west-1", allowedAccountIds: ["111122223333"] });
    expect(only(plan, "aws:sqs/queue:Queue").provider).to.equal(provider.urn);
  });

  it("keeps an explicit provider", async () => {
    const plan = await planOf(() => {
      const provider = new aws.Provider("other", { region: "eu-central-1" });
      new aws.sqs.Queue("queue", {}, { provider });
    });
    expect(only(plan, "aws:sqs/queue:Queue").provider).to.equal(only(plan, "pulumi:providers:aws", "other").urn);
  });

  it("collects what the program says", async () => {
    const plan = await planOf(() => pulumi.log.warn("mind the gap"));
    expect(plan.messages).to.deep.equal([{ severity: "warning", text: "mind the gap" }]);
  });

  it("leaves open what only a deployment decides, when asked to", async () => {
    const program = () => {
      const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
      new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: vpc.cidrBlock });
    };
    const first = only(await planOf(program, { unknowns: true }), "aws:ec2/subnet:Subnet");
    expect(first.inputs.vpcId).to.equal(Unknown.instance);
    expect(first.inputs.cidrBlock, "an input of the VPC is known before it is made").to.equal("10.0.0.0/16");
    expect(unknownPaths(only(await planOf(program), "aws:ec2/subnet:Subnet").inputs)).to.deep.equal([]);
  });

  it("records runs one after the other without mixing them", async () => {
    const run = (stack: string) =>
      record({ project: "p", stack, config: { "aws:region": stack }, secretKeys: [] }, { unknowns: false }, () => {
        new aws.sqs.Queue(`queue-${pulumi.getStack()}`);
        const region: string = new pulumi.Config("aws").require("region");
        return Promise.resolve({ region });
      });
    const plans = [await run("one"), await run("two")];
    expect(plans.map((plan) => plan.outputs)).to.deep.equal([{ region: "one" }, { region: "two" }]);
    expect(plans.map((plan) => only(plan, "aws:sqs/queue:Queue").name)).to.deep.equal(["queue-one", "queue-two"]);
  });
});
