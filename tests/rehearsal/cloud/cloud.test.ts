import { expect } from "chai";
import { encodeObject } from "../../../preview/wire.ts";
import { SimulatedCloud } from "../../../rehearsal/cloud/cloud.ts";
import { Secret, Unknown } from "../../../preview/plan.ts";
import { FIXTURES, refusalOf, SCOPE, urnOf, wholeWorld, World, worldBefore } from "../support/world.ts";

const fixture = (name: string) => {
  const found = FIXTURES.find((one) => one.name === name);
  if (!found) throw new Error(`no fixture ${name}`);
  return found;
};

const VPC = { type: "aws:ec2/vpc:Vpc", name: "vpc" };

describe("the simulated cloud", () => {
  let world: World;
  beforeEach(async () => {
    world = await wholeWorld();
  });

  it("gives what takes another's place another id", async () => {
    const cloud = new SimulatedCloud(SCOPE);
    const news = encodeObject({ cidrBlock: "10.0.0.0/16" });
    const [first, second] = [await cloud.create(urnOf(VPC), news), await cloud.create(urnOf(VPC), news)];
    expect(first.id).to.match(/^vpc-[0-9a-f]{17}$/);
    expect(second.id)
      .to.match(/^vpc-[0-9a-f]{17}$/)
      .and.not.equal(first.id);
  });

  it("refuses a subnet whose range overlaps another's", async () => {
    const twin = { ...fixture("subnet"), name: "twin" };
    const overlapping = (inputs: object) => ({ ...inputs, cidrBlock: "10.0.0.128/25" });
    expect(await refusalOf(() => world.make(twin, overlapping))).to.include("overlaps that of subnet");
    await world.make(twin, (inputs) => ({ ...inputs, cidrBlock: "10.0.1.0/24" }));
  });

  it("refuses to delete a cluster whose deletion protection is on, and deletes it when it is off", async () => {
    const before = await worldBefore(fixture("access-entry"));
    await before.update("cluster", { ...before.inputs(fixture("cluster")), deletionProtection: true });
    expect(await refusalOf(() => before.remove("cluster"))).to.include("deletion protection is on");
    before.cloud.drift(before.record("cluster").urn, { deletionProtection: false });
    await before.remove("cluster");
    expect(before.cloud.records.map(({ name }) => name)).not.to.include("cluster");
  });

  for (const [version, says] of [
    ["1.37", "goes to 1.36 and nowhere else"],
    ["1.34", "goes to 1.36 and nowhere else"],
  ] as const) {
    it(`refuses to take a cluster from 1.35 to ${version}`, async () => {
      const update = () => world.update("cluster", { ...world.inputs(fixture("cluster")), version });
      expect(await refusalOf(update)).to.include(says);
    });
  }

  it("takes a cluster to the next minor version", async () => {
    await world.update("cluster", { ...world.inputs(fixture("cluster")), version: "1.36" });
    expect(world.record("cluster").outputs.version).to.equal("1.36");
  });

  it("refuses to take nodes back to an older version", async () => {
    const update = () => world.update("nodes", { ...world.inputs(fixture("nodes")), version: "1.34" });
    expect(await refusalOf(update)).to.include("do not go back");
  });

  it("gives a launch template another version with every update", async () => {
    const inputs = world.inputs(fixture("template"));
    await world.update("template", { ...inputs, description: "once" });
    await world.update("template", { ...inputs, description: "twice" });
    expect(world.record("template").outputs).to.include({ latestVersion: 3, defaultVersion: 3 });
  });

  it("refuses a name that is there, but of something else", async () => {
    const { id } = world.record("subnet");
    const route = { ...fixture("route"), name: "twin" };
    const astray = () =>
      world.make(route, (inputs) => ({ ...inputs, destinationCidrBlock: "10.9.0.0/16", natGatewayId: id }));
    expect(await refusalOf(astray)).to.include(`natGatewayId ${id} does not exist`);
  });

  it("refuses an update that refers to nothing", async () => {
    const update = () => world.update("logs", { ...world.inputs(fixture("logs")), kmsKeyId: "arn:nothing" });
    expect(await refusalOf(update)).to.include("kmsKeyId arn:nothing does not exist");
  });

  it("keeps ids and ARNs over an update", async () => {
    const { outputs } = world.record("logs");
    await world.update("logs", { ...world.inputs(fixture("logs")), retentionInDays: 30 });
    expect(world.record("logs").outputs).to.deep.equal({ ...outputs, retentionInDays: 30 });
  });

  it("replaces what has a name that was asked for only after deleting it, and what has a generated one before", () => {
    const diff = (name: string, change: object) => {
      const { urn, id } = world.record(name);
      return world.cloud.diff(urn, id, {}, encodeObject({ ...world.inputs(fixture(name)), ...change }));
    };
    expect(diff("nodes", { instanceTypes: ["m7g.large"] }).deleteBeforeReplace).to.equal(true);
    const prefixed = { nodeGroupName: null, nodeGroupNamePrefix: "system-" };
    expect(diff("nodes", prefixed).deleteBeforeReplace).to.equal(false);
    expect(diff("logs", { retentionInDays: 7 })).to.deep.include({ replaces: [], deleteBeforeReplace: false });
  });

  it("sees no difference where there is none, and one where a value is not known yet", () => {
    const { urn, id, inputs } = world.record("logs");
    expect(world.cloud.diff(urn, id, {}, encodeObject(inputs)).changes).to.equal(false);
    const unknown = encodeObject({ ...inputs, name: Unknown.instance });
    expect(world.cloud.diff(urn, id, {}, unknown)).to.deep.include({ changes: true, replaces: ["name"] });
  });

  it("reads back what was made, and nothing of what was not", () => {
    const { urn, id } = world.record("vpc");
    expect(world.cloud.read(urn, id)).to.deep.include({ id, inputs: { cidrBlock: "10.0.0.0/16" } });
    expect(world.cloud.read(urn, "vpc-0")).not.to.have.property("id");
  });

  it("shows a change that was made behind the engine's back", () => {
    const { urn, id } = world.record("vpc");
    world.cloud.drift(urn, { tags: { changedBy: "hand" } });
    expect(world.cloud.read(urn, id).inputs).to.deep.equal({ cidrBlock: "10.0.0.0/16", tags: { changedBy: "hand" } });
  });

  it("fails what it is told to fail once, and makes nothing of it", async () => {
    const cloud = new SimulatedCloud(SCOPE);
    cloud.faults.plan({ operation: "create", urn: urnOf(VPC) });
    const create = () => cloud.create(urnOf(VPC), encodeObject({ cidrBlock: "10.0.0.0/16" }));
    let failure = "";
    await create().catch((error: unknown) => (failure = String(error)));
    expect(failure).to.include("injected failure");
    expect(cloud.records).to.have.length(0);
    expect(cloud.refusals).to.have.length(0);
    await create();
    expect(cloud.records).to.have.length(1);
  });

  it("counts what is being deleted, and does not count what is being made", async () => {
    const slow = new World(new SimulatedCloud(SCOPE, { latency: 20 }));
    const making = slow.make(fixture("vpc"));
    expect(await refusalOf(() => slow.make(fixture("igw"), () => ({ vpcId: slow.record("vpc").id })))).to.include(
      "does not exist",
    );
    await making;
    await slow.make(fixture("igw"));
    const { urn, id } = slow.record("igw");
    const deleting = slow.cloud.delete(urn, id);
    expect(await refusalOf(() => slow.remove("vpc"))).to.include("still needs it");
    await deleting;
    await slow.remove("vpc");
    expect(slow.cloud.records).to.have.length(0);
  });

  it("takes for granted what the configuration names", async () => {
    const cloud = new SimulatedCloud(SCOPE, { outside: new Set(["vpc-0123456789abcdef0"]) });
    const subnet = encodeObject({ vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.0.0/24" });
    await cloud.create(urnOf({ type: "aws:ec2/subnet:Subnet", name: "subnet" }), subnet);
    expect(cloud.records).to.have.length(1);
  });

  it("hands secrets back as secrets, and compares them in the clear", async () => {
    const cloud = new SimulatedCloud(SCOPE);
    const urn = urnOf({ type: "aws:ec2/eip:Eip", name: "eip" });
    const igw = urnOf({ type: "aws:ec2/internetGateway:InternetGateway", name: "igw" });
    await cloud.create(igw, {});
    const news = encodeObject({ domain: "vpc", password: new Secret("hunter2") });
    const made = await cloud.create(urn, news);
    expect(JSON.stringify((made.outs as { password: unknown }).password)).to.include(
      "1b47061264138c4ac30d75fd1eb44270",
    );
    expect(cloud.diff(urn, made.id, {}, news).changes).to.equal(false);
  });

  it("makes what nobody modelled, and says so", async () => {
    const cloud = new SimulatedCloud(SCOPE);
    await cloud.create(urnOf({ type: "aws:efs/fileSystem:FileSystem", name: "files" }), {});
    await cloud.create(urnOf(VPC), encodeObject({ cidrBlock: "10.0.0.0/16" }));
    expect([...cloud.notModelled]).to.deep.equal(["aws:efs/fileSystem:FileSystem"]);
  });

  it("can be taken down to nothing by going backwards", async () => {
    for (const { name } of [...FIXTURES].reverse()) await world.remove(name);
    expect(world.cloud.records).to.have.length(0);
    expect(world.cloud.refusals).to.deep.equal([]);
  });
});
