import { isObject } from "../support/field.ts";
import { resourceRule } from "../support/rule.ts";
import { ADDON } from "../support/types.ts";

/** A NetworkPolicy that nothing enforces protects nobody. */
export const eksNetworkPolicy = resourceRule({
  name: "eks-network-policy",
  description: 'Enforce network policies: give the vpc-cni add-on configurationValues with enableNetworkPolicy "true".',
  types: [ADDON],
  check({ props, report }) {
    const name = props.get("addonName");
    const values = props.get("configurationValues");
    if (!name.known() || name.text() !== "vpc-cni" || !values.known()) return;
    if (!enforces(values.text() ?? "")) {
      report(`${values.path} does not set enableNetworkPolicy; set it to "true"`);
    }
  },
});

/** The add-on's schema takes the switch as a text. */
function enforces(configuration: string): boolean {
  try {
    const values: unknown = JSON.parse(configuration);
    if (!isObject(values) || !("enableNetworkPolicy" in values)) return false;
    return values.enableNetworkPolicy === "true" || values.enableNetworkPolicy === true;
  } catch {
    return false;
  }
}
