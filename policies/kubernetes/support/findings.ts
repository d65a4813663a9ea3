/** Raised by a {@link Value} that is not known before deployment; {@link Findings.check} turns it into advice. */
export class NotKnown extends Error {
  readonly path: string;
  /** The engine's own error, of the class its policy host turns into advice. */
  readonly origin: Error;

  constructor(path: string, origin: Error) {
    super(`${path}: not known until deployment`);
    this.path = path;
    this.origin = origin;
  }

  /** The same of a named object, for a check that is about another. */
  of(label: string): NotKnown {
    return new NotKnown(`${label}: ${this.path}`, this.origin);
  }
}

/** Raised by a {@link Value} of the wrong shape; {@link Findings.check} turns it into a violation. */
export class Malformed extends Error {}

/** How many unknown paths one message names before it only counts the rest. */
const NAMED_PATHS = 10;

/**
 * Collects what one run of a rule finds. Each `check` stands alone: a field that is unknown or malformed ends that
 * check and no other, so every violation that can be seen is reported.
 */
export class Findings {
  readonly #report: (message: string, urn?: string) => void;
  readonly #reported = new Set<string>();
  readonly #unknown = new Map<string, Error>();

  constructor(report: (message: string, urn?: string) => void) {
    this.#report = report;
  }

  /** Reports a violation once, however often it is found. */
  violation(message: string, urn?: string): void {
    const key = `${urn ?? ""} ${message}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#report(message, urn);
  }

  /** Runs one independent check; `where` begins the path of what is unknown, as in "Deployment web". */
  check(body: () => void, where = "", urn?: string): void {
    try {
      body();
    } catch (error) {
      if (error instanceof NotKnown) {
        this.#unknown.set(where === "" ? error.path : `${where}: ${error.path}`, error.origin);
      } else if (error instanceof Malformed) {
        this.violation(where === "" ? error.message : `${where}: ${error.message}`, urn);
      } else {
        throw error;
      }
    }
  }

  /**
   * Ends the rule. The engine shows an `UnknownValueError` as advice, whatever the level of the rule. One is made here of the
   * first that was seen, with a message that names all the values.
   *
   * @throws UnknownValueError when anything the rule needed was unknown.
   */
  finish(): void {
    const [first] = this.#unknown.values();
    if (first === undefined) return;
    const paths = [...this.#unknown.keys()];
    const more = paths.length > NAMED_PATHS ? ` and ${paths.length - NAMED_PATHS} more` : "";
    const message = `${paths.slice(0, NAMED_PATHS).join(", ")}${more}: not known until deployment`;
    throw Object.create(first, { message: { value: message } }) as Error;
  }
}
