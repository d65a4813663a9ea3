import { resourceRule } from "../support/rule.ts";
import { ADDON } from "../support/types.ts";

/**
 * What an add-on finds in the cluster already, and what somebody changes in it later, is dealt with on purpose. On update
 * NONE would make every upgrade fail on a field that somebody else set; on creation it is the careful choice.
 */
export const eksAddonConflictResolution = resourceRule({
  name: "eks-addon-conflict-resolution",
  description:
    "Say what becomes of fields that others set: resolveConflictsOnCreate NONE or OVERWRITE, resolveConflictsOnUpdate OVERWRITE or PRESERVE.",
  types: [ADDON],
  check({ props, require }) {
    const choose = (key: string, choices: readonly string[]): void => {
      require(props.get(key), (field) =>
        choices.includes(field.text() ?? ""), `set it to ${choices.map((choice) => `"${choice}"`).join(" or ")}`);
    };
    choose("resolveConflictsOnCreate", ["NONE", "OVERWRITE"]);
    choose("resolveConflictsOnUpdate", ["OVERWRITE", "PRESERVE"]);
  },
});
