import { resourceRule } from "../support/rule.ts";
import { ADDON } from "../support/types.ts";

/** Creating and updating an add-on neither fails on what is there nor throws away what somebody set on purpose. */
export const eksAddonConflictResolution = resourceRule({
  name: "eks-addon-conflict-resolution",
  description:
    "Say what becomes of fields that others set: resolveConflictsOnCreate: OVERWRITE, and on update OVERWRITE or PRESERVE.",
  types: [ADDON],
  check({ props, require }) {
    const onCreate = props.get("resolveConflictsOnCreate");
    require(onCreate, (field) => field.text() === "OVERWRITE", 'set it to "OVERWRITE"');
    require(props.get("resolveConflictsOnUpdate"), (field) =>
      ["OVERWRITE", "PRESERVE"].includes(field.text() ?? ""), 'set it to "OVERWRITE" or "PRESERVE"');
  },
});
