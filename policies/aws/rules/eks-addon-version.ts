import { resourceRule } from "../support/rule.ts";
import { ADDON } from "../support/types.ts";

/** The same program makes the same cluster next month. */
export const eksAddonVersion = resourceRule({
  name: "eks-addon-version",
  description: "Pin the version of every add-on: set addonVersion.",
  types: [ADDON],
  check({ props, require }) {
    require(props.get("addonVersion"), (field) =>
      /^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(field.text() ?? ""), 'pin it, such as "v1.20.1-eksbuild.1"');
  },
});
