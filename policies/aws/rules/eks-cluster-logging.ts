import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** What happened to the cluster can be told afterwards. */
export const eksClusterLogging = resourceRule({
  name: "eks-cluster-logging",
  description: "Log all of the control plane: set enabledClusterLogTypes to the five types.",
  types: [CLUSTER],
  parameters: {
    logTypes: {
      type: "array",
      items: { type: "string" },
      default: LOG_TYPES,
      description: "The log types that must be on.",
    },
  },
  check({ props, config, report }) {
    const enabled = props.get("enabledClusterLogTypes");
    if (!enabled.known()) return;
    const found = enabled.items().map((item) => item.plain());
    const missing = (config.logTypes as string[]).filter((type) => !found.includes(type));
    if (missing.length === 0 || !enabled.items().every((item) => item.known())) return;
    report(`${enabled.path} lacks ${missing.join(", ")}; add them`);
  },
});
