import { setTimeout as wait } from "node:timers/promises";
import type { CheckFailure, CheckResult, CreateResult, DiffResult, ReadResult } from "@pulumi/pulumi/provider/index.js";
import { answerInvoke } from "../../preview/cloud/invokes.ts";
import { type CloudScope, providerScope } from "../../preview/cloud/scope.ts";
import { decodeObject, encodeObject, type WireValue } from "../../preview/wire.ts";
import { isModelled, modelOf } from "../model/index.ts";
import type { CloudRecord, Inventory } from "../model/types.ts";
import type { CloudRequest } from "../plugin/client.ts";
import { answerTo } from "./answers.ts";
import { type Deed, Faults, Refusal } from "./journal.ts";
import { assertAdmitted, assertBonds, assertNotNeeded } from "./rules.ts";
import { type Properties, revealed, same, valuesAt } from "./values.ts";

type Wire = Readonly<Record<string, WireValue>>;
type Live = { -readonly [Key in keyof CloudRecord]: CloudRecord[Key] } & { ready: boolean; readonly seed: string };

/** How a simulated cloud behaves. */
export interface CloudOptions {
  /**
   * Milliseconds that making and deleting take. What is being made cannot be used yet, and what is being deleted still
   * counts: an order that the engine was not told shows up as a refusal instead of passing by luck. Default: 0.
   */
  readonly latency?: number;
  /** Ids and ARNs of what exists without this stack. Default: none. */
  readonly outside?: ReadonlySet<string>;
}

/** Accounts and a cluster that check what a cloud checks first, and remember everything that is done to them. */
export class SimulatedCloud {
  /** Where the stack is: where everything is made whose provider says nothing else. */
  readonly scope: CloudScope;
  /** What was done, in the order in which it was finished. */
  readonly deeds: Deed[] = [];
  /** Failures that are to happen. */
  readonly faults = new Faults();
  /** What was refused, in the cloud's own words. */
  readonly refusals: string[] = [];
  /** Types that were made and that no model describes. */
  readonly notModelled = new Set<string>();
  readonly #records: Live[] = [];
  readonly #latency: number;
  readonly #outside: ReadonlySet<string>;
  #made = 0;

  constructor(scope: CloudScope, { latency = 0, outside = new Set() }: CloudOptions = {}) {
    this.scope = scope;
    this.#latency = latency;
    this.#outside = outside;
  }

  /** Everything that exists. */
  get records(): readonly CloudRecord[] {
    return this.#records;
  }

  /** What can be used. */
  get inventory(): Inventory {
    return { ready: this.#records.filter(({ ready }) => ready), outside: this.#outside };
  }

  /** Changes a resource behind the engine's back, as somebody with a console would. */
  drift(urn: string, changes: Properties): void {
    const record = this.#records.find((one) => one.urn === urn);
    if (!record) throw new Error(`nothing to change: ${urn} does not exist`);
    record.inputs = { ...record.inputs, ...changes };
    record.outputs = { ...record.outputs, ...changes };
  }

  /** Does what a provider's plugin was asked to do. */
  async answer(request: CloudRequest): Promise<unknown> {
    try {
      return await this.#answer(request);
    } catch (error) {
      if (error instanceof Refusal) this.refusals.push(error.message);
      throw error;
    }
  }

  async #answer(request: CloudRequest): Promise<unknown> {
    const { operation, urn = "", id = "", token = "" } = request;
    const news = (request.news ?? {}) as Wire;
    const olds = (request.olds ?? {}) as Wire;
    const scope = providerScope(decodeObject((request.settings ?? {}) as Wire), this.scope);
    switch (operation) {
      case "check":
        return this.check(urn, news);
      case "diff":
        return this.diff(urn, id, olds, news);
      case "create":
        return this.create(urn, news, scope);
      case "read":
        return this.read(urn, id);
      case "update":
        return this.update(urn, id, news);
      case "delete":
        return this.delete(urn, id);
      case "invoke":
        return { outputs: encodeObject(answerInvoke(token, decodeObject(news), scope)) };
    }
  }

  check(urn: string, news: Wire): CheckResult {
    const inputs = decodeObject(news);
    const failures = (modelOf(typeOf(urn)).required ?? [])
      .filter((path) => valuesAt(inputs, path).every((value) => value === null))
      .map((property): CheckFailure => ({ property, reason: `${property} is required` }));
    return { inputs: encodeObject(inputs), failures };
  }

  diff(urn: string, id: string, olds: Wire, news: Wire): DiffResult {
    const model = modelOf(typeOf(urn));
    const known = this.#find(urn, id);
    const before = known?.inputs ?? revealed(decodeObject(olds));
    const after = revealed(decodeObject(news));
    const replaces = (model.immutable ?? []).filter((path) => !same(valuesAt(before, path), valuesAt(after, path)));
    const changes = !same(before, after);
    // A name that was asked for cannot be given again before the old one is gone; a generated one is another each time.
    const name = known && model.unique?.(known);
    const again = model.unique?.({ inputs: after, outputs: after, id: "" });
    return {
      changes,
      replaces: replaces.map((path) => path.split(/[.[]/)[0] ?? path),
      deleteBeforeReplace: replaces.length > 0 && name !== undefined && name === again,
    };
  }

  async create(urn: string, news: Wire, scope: CloudScope = this.scope): Promise<CreateResult> {
    this.faults.strike({ operation: "create", urn });
    const type = typeOf(urn);
    const name = urn.split("::")[3] ?? urn;
    const properties = decodeObject(news);
    this.#made += 1;
    const seed = `${urn}#${this.#made}`;
    const made = answerTo({ type, name, inputs: properties, seed }, scope);
    const record: Live = {
      urn,
      type,
      name,
      id: made.id,
      scope,
      inputs: revealed(properties),
      outputs: { ...made.outputs },
      ready: false,
      seed,
    };
    assertAdmitted(record, this.#records, this.inventory);
    this.#records.push(record);
    if (!isModelled(type)) this.notModelled.add(type);
    await this.#pass();
    record.ready = true;
    this.deeds.push({ operation: "create", urn, type, id: record.id });
    return { id: record.id, outs: encodeObject(record.outputs) };
  }

  read(urn: string, id: string): ReadResult {
    const record = this.#find(urn, id);
    return record
      ? { id, props: encodeObject(record.outputs), inputs: encodeObject(record.inputs) }
      : { props: {}, inputs: {} };
  }

  async update(urn: string, id: string, news: Wire): Promise<{ outs: Wire }> {
    this.faults.strike({ operation: "update", urn });
    const record = this.#require(urn, id);
    const model = modelOf(record.type);
    const properties = decodeObject(news);
    const refusal = model.refusesUpdate?.(record, revealed(properties));
    if (refusal !== undefined) throw new Refusal(`${record.type} ${record.id}: ${refusal}`);
    const wanted = { ...record, inputs: revealed(properties) };
    assertBonds(wanted, this.inventory);
    await this.#pass();
    const answered = answerTo(
      { type: record.type, name: record.name, inputs: properties, seed: record.seed },
      record.scope,
    );
    record.outputs = { ...answered.outputs, ...model.afterUpdate?.(record) };
    record.inputs = wanted.inputs;
    this.deeds.push({ operation: "update", urn, type: record.type, id });
    return { outs: encodeObject(record.outputs) };
  }

  async delete(urn: string, id: string): Promise<void> {
    this.faults.strike({ operation: "delete", urn });
    const record = this.#find(urn, id);
    if (!record) return;
    const own = modelOf(record.type).keeps?.(record);
    if (own !== undefined) throw new Refusal(`${record.type} ${id} cannot be deleted: ${own}`);
    assertNotNeeded(record, this.#records, this.inventory);
    // Still there, and still in the way of others, until the cloud is done with it.
    await this.#pass();
    this.#records.splice(this.#records.indexOf(record), 1);
    this.deeds.push({ operation: "delete", urn, type: record.type, id });
  }

  #find(urn: string, id: string): Live | undefined {
    return this.#records.find((record) => record.id === id && record.urn === urn);
  }

  #require(urn: string, id: string): Live {
    const record = this.#find(urn, id);
    if (!record) throw new Refusal(`${typeOf(urn)} ${id} does not exist`);
    return record;
  }

  async #pass(): Promise<void> {
    if (this.#latency > 0) await wait(this.#latency);
  }
}

function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}
