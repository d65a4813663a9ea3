/** A place where an API server returned something else than it was sent. */
export interface Difference {
  /** For instance `spec.template.spec.containers.0.image`. */
  readonly path: string;
  readonly sent: unknown;
  /** Undefined where the server dropped the field. */
  readonly returned: unknown;
}

/**
 * What of an object did not come back as it was sent. Fields the server added are no difference; lists are compared by
 * position, and a list that grew has changed.
 */
export function differences(sent: unknown, returned: unknown, path: readonly (string | number)[] = []): Difference[] {
  if (Array.isArray(sent) && Array.isArray(returned) && sent.length === returned.length) {
    return sent.flatMap((item, index) => differences(item, returned[index], [...path, index]));
  }
  if (isObject(sent) && isObject(returned)) {
    return Object.entries(sent).flatMap(([key, value]) => differences(value, returned[key], [...path, key]));
  }
  return sent === returned ? [] : [{ path: path.join("."), sent, returned }];
}

/**
 * Whether a difference is none in meaning. The server leaves out the empty list of a network policy's rules: no rule
 * and no list both let nothing through. What a Secret says as text it keeps as `data`.
 */
export function isExpected(kind: string, { path, sent, returned }: Difference): boolean {
  if (kind === "Secret" && path === "stringData") return returned === undefined;
  const rules = kind === "NetworkPolicy" && (path === "spec.ingress" || path === "spec.egress");
  return rules && returned === undefined && Array.isArray(sent) && sent.length === 0;
}

/** A difference in one line. */
export function describeDifference({ path, sent, returned }: Difference): string {
  const became = returned === undefined ? "was dropped" : `became ${JSON.stringify(returned)}`;
  return `${path}: ${JSON.stringify(sent)} ${became}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
