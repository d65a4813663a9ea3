import { expect } from "chai";
import { modelOf, MODELS } from "../../../rehearsal/model/index.ts";
import { EVERY_OBJECT, SOME_OBJECTS } from "../../../rehearsal/model/kubernetesNeeds.ts";
import { textsAt } from "../../../rehearsal/cloud/values.ts";
import { encodeObject } from "../../../preview/wire.ts";
import { changedAt, FIXTURES, refusalOf, urnOf, wholeWorld, worldBefore } from "../support/world.ts";

/** The needs that a resource only has where somebody could meet them. */
const WHERE_THERE_IS_ONE = new Set(["a node pool", "the bucket of its backups"]);

const whole = await wholeWorld();
const recordOf = (name: string) => whole.record(name);
const inputsOf = (name: string) => recordOf(name).inputs;

describe("every model", () => {
  const world = whole;

  it("is tried: a fixture is of every type that is modelled by name", () => {
    const tried = new Set(FIXTURES.map(({ type }) => type));
    expect(Object.keys(MODELS).filter((type) => !tried.has(type))).to.deep.equal([]);
  });

  it("is found everything of in a world that it admits", () => {
    expect(world.cloud.records).to.have.length(FIXTURES.length);
    expect(world.cloud.refusals).to.deep.equal([]);
  });

  for (const fixture of FIXTURES) {
    const model = modelOf(fixture.type);
    const urn = urnOf(fixture);

    describe(`${fixture.type} (${fixture.name})`, () => {
      for (const path of model.required ?? []) {
        it(`refuses to do without ${path}`, () => {
          const news = encodeObject(changedAt(world.inputs(fixture), path, null));
          expect(world.cloud.check(urn, news).failures).to.deep.equal([
            { property: path, reason: `${path} is required` },
          ]);
        });
      }

      for (const path of model.immutable ?? []) {
        it(`is replaced when ${path} changes`, () => {
          const { id } = world.record(fixture.name);
          const news = encodeObject(changedAt(world.inputs(fixture), path, "another"));
          expect(world.cloud.diff(urn, id, {}, news)).to.deep.include({
            changes: true,
            replaces: [path.split(/[.[]/)[0]],
          });
        });
      }

      it("is updated in place when something else changes", () => {
        const { id } = world.record(fixture.name);
        const news = encodeObject({ ...world.inputs(fixture), tags: { changed: "yes" } });
        expect(world.cloud.diff(urn, id, {}, news)).to.deep.include({ changes: true, replaces: [] });
      });

      for (const { path } of model.references ?? []) {
        if (textsAt(inputsOf(fixture.name), path).length === 0) continue;
        it(`is refused when ${path} names nothing that exists`, async () => {
          const before = await worldBefore(fixture);
          const refusal = await refusalOf(() => before.make(fixture, (inputs) => changedAt(inputs, path, "nothing")));
          expect(refusal).to.include(`${path} nothing does not exist`);
        });
      }

      if (model.unique?.(recordOf(fixture.name)) !== undefined) {
        it("is refused a second time under the same name", async () => {
          const twin = { ...fixture, name: `${fixture.name}-twin` };
          const news = encodeObject(world.inputs(fixture));
          const refusal = await refusalOf(() => world.cloud.answer({ operation: "create", urn: urnOf(twin), news }));
          expect(refusal).to.include("exists already");
        });
      }
    });
  }

  it("has every reference tried by some fixture", () => {
    const untried = Object.entries(MODELS).flatMap(([type, { references = [] }]) =>
      references
        .filter(
          ({ path }) => !FIXTURES.some((one) => one.type === type && textsAt(inputsOf(one.name), path).length > 0),
        )
        .map(({ path }) => `${type} ${path}`),
    );
    expect(untried).to.deep.equal([]);
  });
});

describe("what resources need", () => {
  const applied = new Set<string>();
  const refused = new Set<string>();

  for (const fixture of FIXTURES) {
    const { needs = [] } = modelOf(fixture.type);
    const record = recordOf(fixture.name);
    for (const { what, metBy } of needs) {
      const providers = metBy(record, whole.cloud.inventory)?.filter((one) => one !== record) ?? [];
      if (providers.length === 0) continue;
      applied.add(what);

      const without = new Set(providers.map(({ name }) => name));
      if (!WHERE_THERE_IS_ONE.has(what)) {
        it(`${fixture.name} is refused without ${what}`, async () => {
          const before = await worldBefore(fixture, without);
          const refusal = await refusalOf(() => before.make(fixture));
          // Something else that it refers to may be missing along with it.
          if (!refusal.includes("does not exist")) expect(refusal).to.include("which is not there");
          if (refusal.includes(`needs ${what}, which is not there`)) refused.add(what);
        });
      }

      it(`${fixture.name} keeps ${what} from being deleted`, async () => {
        const world = await wholeWorld();
        const [last, ...others] = providers.map(({ name }) => name);
        if (last === undefined) throw new Error("somebody must meet the need");
        // One is enough, so the others may go first; some of them are kept by somebody else.
        const inventory = { ready: world.cloud.records.filter(({ name }) => !others.includes(name)) };
        expect(metBy(world.record(fixture.name), inventory)?.map(({ name }) => name)).to.deep.equal([last]);
        expect(await refusalOf(() => world.remove(last))).to.include("cannot be deleted");
      });
    }
  }

  it("is all tried, making and deleting", () => {
    const ofTypes = Object.values(MODELS).flatMap(({ needs = [] }) => needs);
    const all = new Set([...ofTypes, ...EVERY_OBJECT, ...SOME_OBJECTS].map(({ what }) => what));
    // A node group has up to three subnets; the world has one.
    const tried = [...all].filter((what) => !/subnet [23]$/.test(what));
    expect(tried.length).to.be.greaterThan(20);
    expect(tried.filter((what) => !applied.has(what))).to.deep.equal([]);
    expect(tried.filter((what) => !refused.has(what) && !WHERE_THERE_IS_ONE.has(what))).to.deep.equal([]);
  });
});
