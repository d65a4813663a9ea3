import { resourceRule } from "../support/rule.ts";
import { BUCKET, CLUSTER, DB_CLUSTER, DB_INSTANCE, FILE_SYSTEM, KMS_KEY } from "../support/types.ts";

/** Types that have a lock of their own, which stands against every way of deleting. */
const WITH_DELETION_PROTECTION = new Set([CLUSTER, DB_INSTANCE, DB_CLUSTER]);
const STATEFUL = [...BUCKET, KMS_KEY, CLUSTER, DB_INSTANCE, DB_CLUSTER, FILE_SYSTEM];

/** A slip in the program or in a refactoring cannot delete what cannot be made again. */
export const resourceProtection = resourceRule({
  name: "resource-protection",
  description:
    "Protect what cannot be made again (buckets, KMS keys, clusters, databases, file systems): Pulumi's protect, or deletionProtection where the type has it.",
  types: STATEFUL,
  parameters: {
    types: {
      type: "array",
      items: { type: "string" },
      default: STATEFUL,
      description: "The type tokens that need it.",
    },
  },
  check({ type, props, protect, config, report }) {
    if (protect || !(config.types as string[]).includes(type)) return;
    if (!WITH_DELETION_PROTECTION.has(type)) {
      report("is not protected; set the resource option protect to true");
      return;
    }
    const lock = props.get("deletionProtection");
    if (lock.known() && lock.bool() !== true) report(`${lock.described()} and protect is off; set one to true`);
  },
});
