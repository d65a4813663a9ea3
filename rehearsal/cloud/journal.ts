/** Something that was done to a resource. */
export interface Deed {
  readonly operation: "create" | "update" | "delete";
  readonly urn: string;
  readonly type: string;
  readonly id: string;
}

/** A failure that is to happen once. */
export interface Fault {
  readonly operation: Deed["operation"];
  readonly urn: string;
}

/** A failure that the rehearsal asked for. */
export class InjectedFailure extends Error {
  constructor({ operation, urn }: Fault) {
    super(`injected failure: the ${operation} of ${urn} fails once`);
  }
}

/** Something the cloud does not do. The message says which rule of the model refuses it. */
export class Refusal extends Error {}

/** Failures that are still to come. */
export class Faults {
  #planned: Fault[] = [];

  /** How many are still to come. */
  get left(): number {
    return this.#planned.length;
  }

  /** Has an operation on a resource fail the next time it is tried. */
  plan(fault: Fault): void {
    this.#planned.push(fault);
  }

  /** Forgets those that did not come to pass; returns how many there were. */
  forget(): number {
    const { left } = this;
    this.#planned = [];
    return left;
  }

  /** Throws the failure that is planned for an operation, once. */
  strike(fault: Fault): void {
    const index = this.#planned.findIndex(({ operation, urn }) => operation === fault.operation && urn === fault.urn);
    if (index < 0) return;
    this.#planned.splice(index, 1);
    throw new InjectedFailure(fault);
  }
}
