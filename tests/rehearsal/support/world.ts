import { SimulatedCloud } from "../../../rehearsal/cloud/cloud.ts";
import { Refusal } from "../../../rehearsal/cloud/journal.ts";
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { textAt } from "../../../rehearsal/cloud/values.ts";
import type { ProviderSettings } from "../../../rehearsal/plugin/client.ts";
import type { CloudRecord } from "../../../rehearsal/model/types.ts";
import type { PlanValue } from "../../../preview/plan.ts";
import { encodeObject } from "../../../preview/wire.ts";
import { AWS_FIXTURES } from "./awsFixtures.ts";
import type { Fixture } from "./fixture.ts";
import { KUBERNETES_FIXTURES } from "./kubernetesFixtures.ts";

/** Everything that the models describe, each once, in an order in which it can be made. */
export const FIXTURES: readonly Fixture[] = [...AWS_FIXTURES, ...KUBERNETES_FIXTURES];

export const SCOPE = {
  region: "eu-central-1",
  accountId: "100000000001",
  partition: "aws",
  dnsSuffix: "amazonaws.com",
};

export function urnOf({ type, name }: Pick<Fixture, "type" | "name">): string {
  return `urn:pulumi:test::eks-platform::${type}::${name}`;
}

/** A cloud with resources of the fixtures in it. */
export class World {
  readonly cloud: SimulatedCloud;
  constructor(cloud = new SimulatedCloud(SCOPE)) {
    this.cloud = cloud;
  }

  record(name: string): CloudRecord {
    const found = this.cloud.records.find((record) => record.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  }

  /** Makes a resource; with `change`, one whose inputs were changed; with `settings`, through a provider of its own. */
  async make(
    fixture: Fixture,
    change: (inputs: Properties) => Properties = (inputs) => inputs,
    settings: ProviderSettings = {},
  ): Promise<void> {
    await this.cloud.answer({
      operation: "create",
      urn: urnOf(fixture),
      news: encodeObject(change(this.inputs(fixture))),
      settings,
    });
  }

  async remove(name: string): Promise<void> {
    const { urn, id } = this.record(name);
    await this.cloud.answer({ operation: "delete", urn, id });
  }

  async update(name: string, news: Properties): Promise<void> {
    const { urn, id } = this.record(name);
    await this.cloud.answer({ operation: "update", urn, id, news: encodeObject(news) });
  }

  inputs(fixture: Fixture): Properties {
    const id = (name: string): string => this.#found(name)?.id ?? `missing-${name}`;
    const output = (name: string, path: string): string =>
      textAt(this.#found(name)?.outputs, path) || `missing-${name}`;
    return fixture.inputs({ id, arn: (name) => output(name, "arn"), output });
  }

  #found(name: string): CloudRecord | undefined {
    return this.cloud.records.find((record) => record.name === name);
  }
}

/** A world with everything in it. */
export async function wholeWorld(): Promise<World> {
  const world = new World();
  for (const fixture of FIXTURES) await world.make(fixture);
  return world;
}

/** What there is before a fixture is made, without some. What those take with them is not there either. */
export async function worldBefore(fixture: Fixture, without: ReadonlySet<string> = new Set()): Promise<World> {
  const world = new World();
  for (const earlier of FIXTURES) {
    if (earlier === fixture) return world;
    if (without.has(earlier.name)) continue;
    try {
      await world.make(earlier);
    } catch (error) {
      if (!(error instanceof Refusal) || without.size === 0) throw error;
    }
  }
  throw new Error(`${fixture.name} is not a fixture`);
}

/** What a cloud says to something it refuses; fails when it does not. */
export async function refusalOf(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** Inputs with another value at a path; maps and lists on the way are made where they are missing. */
export function changedAt(inputs: Properties, path: string, value: PlanValue): Properties {
  const [head = "", ...rest] = path.split(".");
  const name = head.replace("[*]", "");
  const current = inputs[name];
  if (head.endsWith("[*]")) {
    const [first] = Array.isArray(current) ? (current as PlanValue[]) : [];
    return {
      ...inputs,
      [name]: [rest.length === 0 ? value : changedAt((first ?? {}) as Properties, rest.join("."), value)],
    };
  }
  return {
    ...inputs,
    [name]: rest.length === 0 ? value : changedAt((current ?? {}) as Properties, rest.join("."), value),
  };
}
