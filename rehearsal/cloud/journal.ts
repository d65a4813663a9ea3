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
