import type { CloudScope } from "../../preview/cloud/scope.ts";
import type { PlanValue } from "../../preview/plan.ts";
import type { Properties } from "../cloud/values.ts";

/** A resource that exists in the simulated cloud. */
export interface CloudRecord {
  readonly urn: string;
  /** Type token. */
  readonly type: string;
  /** Pulumi's name of it. */
  readonly name: string;
  /** What the cloud knows it by. */
  readonly id: string;
  /** Where it is: the region and the account that its provider works in. */
  readonly scope: CloudScope;
  /** What it was asked to be, secrets in the clear. */
  readonly inputs: Properties;
  /** What it is: its inputs and what the cloud decided. */
  readonly outputs: Properties;
}

/** What a model may look at: everything that exists. */
export interface Inventory {
  /** What is ready to be used, in the order it was made. */
  readonly ready: readonly CloudRecord[];
  /** Ids and ARNs of what exists without this stack: those its configuration names. */
  readonly outside?: ReadonlySet<string>;
}

/** Something that one resource needs of others, whether or not a property of it says so. */
export interface Need {
  /** What is needed, as it stands in a refusal: `a route to a NAT gateway`. */
  readonly what: string;
  /** Resources that meet the need. One of them is enough; none is a refusal. */
  readonly metBy: readonly CloudRecord[];
}

/** A kind of need, with the sentence that documents it. */
export interface NeedRule {
  /** What the documentation and refusals call it. */
  readonly what: string;
  /** What goes wrong without it: an error of the API, or harm that no API reports. */
  readonly why: string;
  /**
   * Who meets the need of this resource.
   *
   * @returns the resources that do, or undefined when this resource does not need it
   */
  readonly metBy: (record: CloudRecord, inventory: Inventory) => readonly CloudRecord[] | undefined;
}

/**
 * How far names reach: through one region of one account, through all regions of an account as those of IAM do, or
 * through all accounts of a partition as those of buckets do.
 */
export type Reach = "region" | "account" | "partition";

/** A property that names another resource. */
export interface Reference {
  /** Where the name stands: `vpcConfig.subnetIds[*]`. */
  readonly path: string;
  /** What it may name, and by which of its outputs. Default of `by`: `id`. */
  readonly to: readonly { readonly type: string; readonly by?: string }[];
  /** Names of things that this stack does not make and that exist all the same: policies AWS maintains, for instance. */
  readonly outside?: RegExp;
}

/** What the simulated cloud knows of one resource type. */
export interface ResourceModel {
  /** Inputs that the API refuses to do without. */
  readonly required?: readonly string[];
  /** Inputs that cannot change: another value means another resource. */
  readonly immutable?: readonly string[];
  /** What must be unique, as text; no two resources within `within` of each other can have the same. Undefined: nothing. */
  readonly unique?: (record: Pick<CloudRecord, "inputs" | "outputs" | "id">) => string | undefined;
  /** How far its names reach. Default: `region`. */
  readonly within?: Reach;
  readonly references?: readonly Reference[];
  readonly needs?: readonly NeedRule[];
  /** Holds what nobody can make again: a change must never replace it. */
  readonly stateful?: true;
  /** Why it cannot be beside what is there, if it cannot. */
  readonly conflicts?: (record: CloudRecord, inventory: Inventory) => string | undefined;
  /** Why it refuses to be deleted, if it does. */
  readonly keeps?: (record: CloudRecord) => string | undefined;
  /** Why it cannot become what it is asked to be, if it cannot. */
  readonly refusesUpdate?: (old: CloudRecord, news: Properties) => string | undefined;
  /** Outputs that change by themselves with an update. */
  readonly afterUpdate?: (old: CloudRecord) => Record<string, PlanValue>;
}

/** Type token -> model. */
export type Models = Readonly<Record<string, ResourceModel>>;
