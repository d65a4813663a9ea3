import type { PolicyResource } from "@pulumi/policy";
import * as policy from "@pulumi/policy";

// The package exports this class, but its type declarations leave it out.
const { UnknownValueError } = policy as unknown as { UnknownValueError: { prototype: Error } };

/** Stands, in plain copies of a resource's inputs, where the engine has no value yet. */
export const UNKNOWN: unique symbol = Symbol("not known until deployment");

/** True for the error the engine's proxies throw when an input is read that is not known during a preview. */
export function isUnknownError(error: unknown): boolean {
  return error instanceof (UnknownValueError as unknown as new () => Error);
}

/**
 * Collects the places whose values a rule needed and that are not known yet. A rule goes on with the rest, and says
 * at its end what it could not check.
 */
export class Unknowns {
  readonly #places = new Set<string>();

  /** Notes one place, such as `metadataOptions.httpTokens`. */
  add(place: string): void {
    this.#places.add(place);
  }

  /**
   * Raises the one error that the policy host turns into advice at the advisory level, whatever the rule's own level.
   * Does nothing when everything was known.
   */
  raise(): void {
    if (this.#places.size === 0) return;
    // Made without the constructor, which wants the engine's internal mark of one unknown value; the host looks at the
    // class and the message only.
    const error = Object.create(UnknownValueError.prototype) as Error;
    error.message = `${[...this.#places].join(", ")}: not known until deployment`;
    throw error;
  }
}

/** A resource's name for a message about the whole stack. */
export function nameOf(resource: Pick<PolicyResource, "name" | "urn">): string {
  return resource.name || resource.urn;
}
