import type { EngineEvent, OpType, SummaryEvent } from "@pulumi/pulumi/automation/index.js";

/** What the engine did, or would do, to one resource. */
export interface Change {
  readonly urn: string;
  readonly type: string;
  /** The engine's word: `create`, `update`, `replace`, `delete`, ... */
  readonly operation: OpType;
  /** Properties that differ. */
  readonly differs: readonly string[];
}

/** How an operation of the engine ended. */
export interface Outcome {
  readonly succeeded: boolean;
  /** Everything but what stayed the same. */
  readonly changes: readonly Change[];
  /** Resources that stayed the same. */
  readonly unchanged: number;
  /** Errors of the engine, of providers and of the program. */
  readonly errors: readonly string[];
  /** Policies that were broken: `pack/policy: message`. */
  readonly violations: readonly string[];
  /** Packs that ran. */
  readonly packs: readonly string[];
  readonly seconds: number;
}

/** Collects the engine's events into an outcome. */
export class OutcomeRecorder {
  readonly #changes: Change[] = [];
  readonly #errors: string[] = [];
  readonly #violations: string[] = [];
  #packs: string[] = [];
  #unchanged = 0;
  readonly #started = performance.now();

  /** Takes one event in. */
  readonly take = (event: EngineEvent): void => {
    if (event.resourcePreEvent) {
      const { op, urn, type, diffs, keys } = event.resourcePreEvent.metadata;
      if (op === "same") this.#unchanged += 1;
      else this.#changes.push({ urn, type, operation: op, differs: [...new Set([...(keys ?? []), ...(diffs ?? [])])] });
    } else if (event.resOutputsEvent) {
      // A refresh announces a read of everything, and tells only afterwards what it found to be different.
      const { op, urn, type, diffs } = event.resOutputsEvent.metadata;
      const announced = this.#changes.findIndex((change) => change.urn === urn && change.operation === "refresh");
      if (announced >= 0 && op !== "refresh")
        this.#changes[announced] = { urn, type, operation: op, differs: diffs ?? [] };
    } else if (event.diagnosticEvent) {
      const { severity, message } = event.diagnosticEvent;
      if (severity === "error") this.#errors.push(plainText(message));
    } else if (event.policyEvent) {
      const { policyPackName, policyName, message, enforcementLevel } = event.policyEvent;
      this.#violations.push(`${policyPackName}/${policyName} (${enforcementLevel}): ${plainText(message)}`);
    } else if (event.summaryEvent) {
      this.#packs = packsIn(event.summaryEvent);
    }
  };

  /** What came of it. */
  outcome(failure: unknown): Outcome {
    const changes = this.#changes.filter(({ operation }) => operation !== "refresh" && operation !== "same");
    const errors =
      this.#errors.length === 0 && failure !== undefined
        ? [plainText(failure instanceof Error ? failure.message : JSON.stringify(failure))]
        : this.#errors;
    return {
      succeeded: failure === undefined,
      changes,
      unchanged: this.#unchanged,
      errors,
      violations: this.#violations,
      packs: this.#packs,
      seconds: (performance.now() - this.#started) / 1000,
    };
  }
}

/** Messages come with the engine's colour markers (`<{%reset%}>`) in them. */
function plainText(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, "").trim();
}

/**
 * Names of the packs that ran. The engine writes `PolicyPacks`, whatever the typings say, with keys such as
 * `name|local|/directory`, and leaves it out when there was none.
 */
function packsIn(summary: SummaryEvent): string[] {
  const found = summary as Partial<Record<"policyPacks" | "PolicyPacks", Record<string, string>>>;
  return Object.keys(found.PolicyPacks ?? found.policyPacks ?? {}).map((key) => key.split("|")[0] ?? key);
}
