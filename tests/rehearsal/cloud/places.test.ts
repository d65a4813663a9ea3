import { expect } from "chai";
import type { Fixture } from "../support/fixture.ts";
import { FIXTURES, refusalOf, World, worldBefore } from "../support/world.ts";

const fixture = (name: string): Fixture => {
  const found = FIXTURES.find((one) => one.name === name);
  if (!found) throw new Error(`no fixture ${name}`);
  return found;
};
const twinOf = (name: string): Fixture => ({ ...fixture(name), name: `${name}-twin` });

/** Providers as the engine configures them: lists are JSON. */
const REGION = { region: "eu-west-1" };
const ACCOUNT = {
  allowedAccountIds: JSON.stringify(["200000000002"]),
  assumeRoles: JSON.stringify([{ roleArn: "arn:aws:iam::200000000002:role/standby" }]),
};
const PLACES = { region: REGION, account: ACCOUNT };

describe("the places of the simulated cloud", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it("makes what a provider of its own makes in that provider's region and account", async () => {
    await world.make(fixture("key"), undefined, { ...REGION, ...ACCOUNT });
    const { outputs, scope } = world.record("key");
    expect(outputs.arn).to.match(/^arn:aws:kms:eu-west-1:200000000002:key\//);
    expect(scope).to.include({ region: "eu-west-1", accountId: "200000000002" });
  });

  it("keeps it there over an update", async () => {
    await world.make(fixture("key"), undefined, REGION);
    const { arn } = world.record("key").outputs;
    await world.update("key", { description: "another" });
    expect(world.record("key").outputs).to.include({ arn, description: "another" });
  });

  for (const [place, settings] of Object.entries(PLACES)) {
    it(`takes the name of an alias again in another ${place}, and there only once`, async () => {
      await world.make(fixture("key"));
      await world.make(fixture("alias"));
      await world.make(twinOf("key"), undefined, settings);
      const { id } = world.record("key-twin");
      const alias = (): Promise<void> =>
        world.make(twinOf("alias"), (inputs) => ({ ...inputs, targetKeyId: id }), settings);
      await alias();
      expect(await refusalOf(alias)).to.include("alias/key exists already");
    });

    it(`does not find in another ${place} what is named without its ARN`, async () => {
      await world.make(fixture("key"), undefined, settings);
      expect(await refusalOf(() => world.make(fixture("alias")))).to.include("targetKeyId");
      const byArn = (inputs: object) => ({ ...inputs, kmsKeyId: world.record("key").outputs.arn ?? null });
      await world.make(fixture("flow-log-group"), byArn);
    });

    it(`refuses the name of a bucket in another ${place} too`, async () => {
      await world.make(fixture("bucket"));
      expect(await refusalOf(() => world.make(twinOf("bucket"), undefined, settings))).to.include(
        "backups exists already",
      );
    });
  }

  it("has one IAM for all regions of an account, and another for every account", async () => {
    await world.make(fixture("replication-role"));
    const again = twinOf("replication-role");
    const inputs = () => world.inputs(fixture("replication-role"));
    expect(await refusalOf(() => world.make(again, inputs, REGION))).to.include("exists already");
    await world.make(fixture("replication-permissions"), undefined, REGION);
    await world.make(again, inputs, ACCOUNT);
    expect(world.record("replication-role-twin").outputs.arn).to.include(":200000000002:role/");
  });

  it("takes a bucket's parts only through its own region and account", async () => {
    await world.make(fixture("bucket"), undefined, REGION);
    const versioning = fixture("bucketVersioning");
    expect(await refusalOf(() => world.make(versioning))).to.include("bucket backups does not exist");
    await world.make(versioning, undefined, REGION);
  });

  it("refuses copies in one region under a key of another", async () => {
    const before = await worldBefore(fixture("bucketReplicationConfig"));
    await before.make(twinOf("key"), undefined, REGION);
    const [arn = ""] = [before.record("key-twin").outputs.arn];
    const under = (inputs: object) => ({
      ...inputs,
      rules: [
        {
          destination: {
            bucket: before.record("standby").outputs.arn ?? "",
            encryptionConfiguration: { replicaKmsKeyId: arn },
          },
        },
      ],
    });
    expect(await refusalOf(() => before.make(fixture("bucketReplicationConfig"), under))).to.include(
      "its copies are in eu-central-1 and their key is in eu-west-1",
    );
  });
});
