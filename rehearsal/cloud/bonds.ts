import { modelOf } from "../model/index.ts";
import type { CloudRecord, Inventory, Need, ResourceModel } from "../model/types.ts";
import { share } from "./reach.ts";
import { textAt, textsAt } from "./values.ts";

/** One thing that a resource cannot be without: a resource a property names, or a need that no property tells. */
export interface Bond extends Need {
  /** Why; undefined for a reference, where the API itself refuses. */
  readonly why?: string;
}

/**
 * Everything a resource cannot be without, each with the resources that provide it. A bond that nothing provides is a
 * refusal when the resource is made; a resource that alone provides a bond cannot be deleted.
 */
export function bondsOf(record: CloudRecord, model: ResourceModel, inventory: Inventory): Bond[] {
  return [...referenceBonds(record, model, inventory), ...needBonds(record, model, inventory)];
}

function referenceBonds(record: CloudRecord, model: ResourceModel, { ready, outside: named }: Inventory): Bond[] {
  return (model.references ?? []).flatMap(({ path, to, outside }) =>
    textsAt(record.inputs, path)
      .filter((value) => outside?.test(value) !== true && named?.has(value) !== true)
      .map((value) => ({
        what: `${path} ${value}`,
        metBy: ready.filter((other) =>
          to.some(
            ({ type, by = "id" }) =>
              other.type === type && nameOf(other, by) === value && (by === "arn" || isWithinReach(record, other)),
          ),
        ),
      })),
  );
}

function needBonds(record: CloudRecord, model: ResourceModel, inventory: Inventory): Bond[] {
  return (model.needs ?? []).flatMap(({ what, why, metBy }) => {
    const found = metBy(record, inventory);
    return found ? [{ what, why, metBy: found.filter((other) => other !== record) }] : [];
  });
}

/**
 * An ARN says where it is; any other name is looked up where the provider works. So is a bucket's, although nobody else's
 * has it: S3 answers for a bucket only in the bucket's own region.
 */
function isWithinReach(record: CloudRecord, other: CloudRecord): boolean {
  return share(record.scope, other.scope, modelOf(other.type).within === "account" ? "account" : "region");
}

function nameOf(record: CloudRecord, by: string): string {
  return by === "id" ? record.id : textAt(record.outputs, by);
}
