import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Policies, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { expect } from "chai";
import { ProgramError } from "../../preview/errors.ts";
import { loadPacks, type Pack } from "../../preview/packs.ts";
import { runPacks } from "../../preview/policyRunner.ts";
import { only, planOf } from "../support/harness.ts";

const QUEUE = "aws:sqs/queue:Queue";

const resourceRule = (
  validateResource: ResourceValidationPolicy["validateResource"],
  rest: object = {},
): ResourceValidationPolicy => ({
  name: "example-rule",
  description: "An example.",
  enforcementLevel: "mandatory",
  ...(validateResource && { validateResource }),
  ...rest,
});
const stackRule = (validateStack: StackValidationPolicy["validateStack"]): StackValidationPolicy => ({
  name: "example-rule",
  description: "An example.",
  enforcementLevel: "mandatory",
  validateStack,
});
const pack = (policies: Policies, config: Pack["config"] = {}): Pack => ({
  name: "example",
  enforcementLevel: "advisory",
  policies,
  config,
});

const vpcAndQueue = (unknowns = false) =>
  planOf(
    () => {
      const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
      new aws.sqs.Queue(
        "queue",
        { name: "plain", tags: { vpc: vpc.id, hidden: pulumi.secret("hunter2") } },
        { protect: true },
      );
    },
    { unknowns },
  );

describe("the policy runner of the preview", () => {
  it("gives a resource rule each resource's inputs, options and provider", async () => {
    const plan = await vpcAndQueue();
    const seen: unknown[] = [];
    const rule = resourceRule((args, report) => {
      if (args.type !== QUEUE) return;
      const props = args.props as { name: string; tags: { hidden: string } };
      seen.push(args.name, props.name, props.tags.hidden, args.opts.protect, args.provider?.props.region);
      report("not so");
    });
    const { findings, packs } = await runPacks(plan, [pack([rule])]);
    expect(seen, "rules get secrets in the clear, as from the engine").to.deep.equal([
      "queue",
      "plain",
      "hunter2",
      true,
      "eu-west-1",
    ]);
    expect(findings).to.deep.equal([
      { pack: "example", rule: "example-rule", level: "mandatory", message: "not so", urn: only(plan, QUEUE).urn },
    ]);
    expect(packs).to.deep.equal({ example: 1 });
  });

  it("gives a stack rule the resources with their outputs and their dependencies", async () => {
    const plan = await vpcAndQueue();
    const seen: unknown[] = [];
    await runPacks(plan, [
      pack([
        stackRule(({ resources }) => {
          const queue = resources.find((resource) => resource.type === QUEUE);
          seen.push(
            (queue?.props as { url?: string }).url,
            queue?.propertyDependencies.tags?.map((resource) => resource.name),
          );
        }),
      ]),
    ]);
    expect(seen).to.deep.equal(["https://sqs.eu-west-1.amazonaws.com/111122223333/plain", ["vpc"]]);
  });

  it("waits for rules that answer later", async () => {
    const rule = resourceRule(async (_, report) => {
      await new Promise((resolve) => setImmediate(resolve));
      report("late");
    });
    expect((await runPacks(await vpcAndQueue(), [pack([rule])])).findings.map((finding) => finding.message)).to.include(
      "late",
    );
  });

  it("turns a value that is not known yet into advice, beside what the rule had already found", async () => {
    const plan = await vpcAndQueue(true);
    const rule = resourceRule((args, report) => {
      if (args.type !== QUEUE) return;
      report("known to be wrong");
      (args.props as { tags: { vpc: string } }).tags.vpc;
    });
    const { findings } = await runPacks(plan, [pack([rule])]);
    expect(findings.map(({ level, undecided }) => ({ level, undecided }))).to.deep.equal([
      { level: "mandatory", undecided: undefined },
      { level: "advisory", undecided: true },
    ]);
    expect(findings[1]?.message).to.match(/tags\.vpc/);
  });

  it("takes a rule that does not apply as silence", async () => {
    const rule = resourceRule((args) => {
      args.notApplicable("no reason");
    });
    expect((await runPacks(await vpcAndQueue(), [pack([rule])])).findings).to.deep.equal([]);
  });

  it("names the rule and the resource when a rule crashes", async () => {
    const plan = await vpcAndQueue();
    const rule = resourceRule(() => {
      throw new TypeError("boom");
    });
    const error = await runPacks(plan, [pack([rule])]).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ProgramError);
    expect((error as Error).message).to.match(/rule example-rule crashed on urn:.*: TypeError: boom/);
  });

  describe("takes a pack's configuration as the engine does", () => {
    const reports = resourceRule(
      (args, report) => {
        if (args.type === QUEUE) report(JSON.stringify(args.getConfig<object>()));
      },
      { configSchema: { properties: { limit: { type: "number", default: 3 }, other: { type: "string" } } } },
    );
    const findingsWith = async (config: Pack["config"]) =>
      (await runPacks(await vpcAndQueue(), [pack([reports], config)])).findings;

    it("hands out the schema's defaults", async () => {
      expect((await findingsWith({}))[0]?.message).to.equal('{"limit":3}');
    });
    it("prefers what is configured", async () => {
      expect((await findingsWith({ "example-rule": { limit: 5 } }))[0]?.message).to.equal('{"limit":5}');
    });
    it("lowers a rule's level", async () => {
      expect((await findingsWith({ "example-rule": "advisory" }))[0]?.level).to.equal("advisory");
      expect((await findingsWith({ "example-rule": { enforcementLevel: "advisory" } }))[0]?.level).to.equal("advisory");
    });
    it("does not run a disabled rule, nor count it", async () => {
      const { findings, packs } = await runPacks(await vpcAndQueue(), [
        pack([reports], { "example-rule": "disabled" }),
      ]);
      expect(findings).to.deep.equal([]);
      expect(packs).to.deep.equal({ example: 0 });
    });
    it("gives a rule without a level its pack's", async () => {
      const { enforcementLevel: _, ...bare } = resourceRule((args, report) => {
        if (args.type === QUEUE) report("x");
      });
      expect((await runPacks(await vpcAndQueue(), [pack([bare])])).findings[0]?.level).to.equal("advisory");
    });
  });

  it("finds both packs, strict where a tier has no configuration of its own", async () => {
    const packs = await loadPacks(undefined);
    expect(packs.map(({ name }) => name)).to.deep.equal(["eks-platform-aws", "eks-platform-kubernetes"]);
    for (const { policies, config } of packs) {
      expect(policies.length).to.be.greaterThan(3);
      expect(config).to.deep.equal({});
    }
  });
});
