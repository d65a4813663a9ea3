import { modelOf } from "../model/index.ts";
import type { CloudRecord, Inventory } from "../model/types.ts";
import { bondsOf } from "./bonds.ts";
import { Refusal } from "./journal.ts";
import { share } from "./reach.ts";

/**
 * Checks what a cloud checks before it makes a resource.
 *
 * @param records everything that exists, ready or not
 * @throws Refusal when its name is taken, something is in its way or something it needs is not there
 */
export function assertAdmitted(record: CloudRecord, records: readonly CloudRecord[], inventory: Inventory): void {
  const { unique, conflicts, within = "region" } = modelOf(record.type);
  const name = unique?.(record);
  const holder =
    name === undefined
      ? undefined
      : records.find(
          (other) => other.type === record.type && share(other.scope, record.scope, within) && unique?.(other) === name,
        );
  if (holder) throw new Refusal(`${record.type} ${name} exists already: ${holder.urn}`);
  const conflict = conflicts?.(record, inventory);
  if (conflict !== undefined) throw new Refusal(`${record.type} ${record.name} cannot be made: ${conflict}`);
  assertBonds(record, inventory);
}

/**
 * Checks that everything a resource cannot be without is there.
 *
 * @throws Refusal naming the first that is not
 */
export function assertBonds(record: CloudRecord, inventory: Inventory): void {
  for (const { what, why, metBy } of bondsOf(record, modelOf(record.type), inventory)) {
    if (metBy.length > 0) continue;
    throw new Refusal(
      why === undefined
        ? `${record.type} ${record.name}: ${what} does not exist`
        : `${record.type} ${record.name} needs ${what}, which is not there: ${why}`,
    );
  }
}

/**
 * Checks that nobody is left without something only this resource provides.
 *
 * @param records everything that exists, ready or not
 * @throws Refusal naming who still needs it
 */
export function assertNotNeeded(record: CloudRecord, records: readonly CloudRecord[], inventory: Inventory): void {
  for (const other of records) {
    if (other === record) continue;
    const bond = bondsOf(other, modelOf(other.type), inventory).find(
      ({ metBy }) => metBy.length === 1 && metBy[0] === record,
    );
    if (bond) {
      const reason = bond.why === undefined ? "" : `: ${bond.why}`;
      throw new Refusal(
        `${record.type} ${record.id} cannot be deleted: ${other.type} ${other.name} still needs it (${bond.what})${reason}`,
      );
    }
  }
}
