import type { Field } from "../support/field.ts";
import { resourceRule } from "../support/rule.ts";
import { isTaggable } from "../support/taggable.ts";
import { LAUNCH_TEMPLATE } from "../support/types.ts";
import { UNKNOWN } from "../support/unknown.ts";

const AUTOSCALING_GROUP = "aws:autoscaling/group:Group";

/** Every line of the bill has an owner. */
export const resourceCostTags = resourceRule({
  name: "resource-cost-tags",
  description: "Tag everything that takes tags with who pays and who owns it; the provider's default tags count.",
  types: (type) => type === AUTOSCALING_GROUP || isTaggable(type),
  parameters: {
    requiredTags: {
      type: "array",
      items: { type: "string" },
      default: ["platform", "environment", "owner", "cost-center", "business-unit", "compliance"],
      description: "Tag keys that must be there, with a value.",
    },
  },
  check({ type, props, provider, config, report }) {
    const required = config.requiredTags as string[];
    const listed = type === AUTOSCALING_GROUP;
    // The provider's default tags do not reach the groups, which hand theirs on to instances.
    const inherited = listed ? [] : [props.get("tagsAll"), provider.get("defaultTags")];
    const complain = (missing: string[]): void => {
      report(`tags lack ${missing.join(", ")}; set them here or as default tags of the provider`);
    };
    judge([props.get("tags"), ...inherited], required, complain);
    if (type !== LAUNCH_TEMPLATE) return;
    const specifications = props.get("tagSpecifications");
    if (!specifications.known()) return;
    for (const kind of ["instance", "volume"]) {
      const own = specifications.items().filter((item) => item.get("resourceType").plain() === kind);
      judge(
        own.map((item) => item.get("tags")),
        required,
        (missing) => {
          report(
            `tagSpecifications for ${kind} lack ${missing.join(", ")}; default tags do not reach what it launches`,
          );
        },
      );
    }
  },
});

function judge(holders: readonly Field[], required: readonly string[], complain: (missing: string[]) => void): void {
  const found = new Set<string>();
  let undecided: Field | undefined;
  for (const holder of holders) {
    const value = tagsIn(holder.plain());
    if (value === UNKNOWN) undecided ??= holder;
    else for (const key of value) found.add(key);
  }
  const missing = required.filter((key) => !found.has(key));
  if (missing.length === 0) return;
  if (undecided) undecided.undecided();
  else complain(missing);
}

/** The keys that have a value. Tags come as an object, as JSON, in the provider's own block, or as a list of pairs. */
function tagsIn(value: unknown): Set<string> | typeof UNKNOWN {
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "string") {
    try {
      return tagsIn(JSON.parse(value));
    } catch {
      return new Set();
    }
  }
  if (typeof value !== "object" || value === null) return new Set();
  if (Array.isArray(value)) {
    return new Set((value as unknown[]).flatMap((pair) => keyOf(pair)));
  }
  const { tags } = value as { tags?: unknown };
  // Only the provider's block holds an object or a JSON text under this name; a tag of that name holds plain text.
  if (tags === UNKNOWN || (typeof tags === "object" && tags !== null)) return tagsIn(tags);
  if (typeof tags === "string" && tags.trimStart().startsWith("{")) return tagsIn(tags);
  return new Set(
    Object.entries(value).flatMap(([key, text]: [string, unknown]) => (text === "" || text === null ? [] : [key])),
  );
}

function keyOf(pair: unknown): string[] {
  if (typeof pair !== "object" || pair === null) return [];
  const { key, value } = pair as { key?: unknown; value?: unknown };
  return typeof key === "string" && value !== "" ? [key] : [];
}
