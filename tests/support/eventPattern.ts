type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An event as EventBridge delivers it. */
export type AwsEvent = Readonly<Record<string, Json>>;

/**
 * Whether EventBridge passes an event on for a pattern: every field of the pattern has to be in the event, with one of
 * the values listed. Knows exact values alone, which is all our patterns use.
 * Source: Amazon EventBridge User Guide, "Creating event patterns".
 *
 * @throws Error for content filters such as `{ "prefix": ... }`
 */
export function matchesPattern(pattern: object, event: AwsEvent): boolean {
  return Object.entries(pattern).every(([field, wanted]: [string, unknown]) => {
    const found = Object.hasOwn(event, field) ? event[field] : undefined;
    if (Array.isArray(wanted)) {
      if (wanted.some((value) => typeof value === "object" && value !== null))
        throw new Error(`no rule for the filter of ${field}`);
      return found !== undefined && [found].flat().some((value) => (wanted as unknown[]).includes(value));
    }
    if (typeof wanted !== "object" || wanted === null)
      throw new Error(`${field}: a pattern lists values or names fields`);
    return isEvent(found) && matchesPattern(wanted, found);
  });
}

function isEvent(found: Json | undefined): found is AwsEvent {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}
