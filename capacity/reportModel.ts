/** What `npm run pools -- --json` prints; docs/capacity.schema.json describes it. Null is what does not apply or is not known. */
export interface CapacityReport {
  /** Raised by one when a reader of the old shape would break. */
  readonly formatVersion: 1;
  /** What kind of answer this is, in sentences. */
  readonly notice: readonly string[];
  /** `stack prod`, or the path of the manifests. */
  readonly subject: string;
  /** Where the nodes would be. */
  readonly region: string;
  readonly prices: {
    readonly region: string;
    readonly date: string;
    readonly currency: "USD";
    readonly hoursPerMonth: number;
  };
  /** How many instance types the catalogue has. */
  readonly catalogueTypes: number;
  readonly zones: readonly string[];
  /** In the order Karpenter tries them, static pools last. */
  readonly pools: readonly PoolReport[];
  readonly fixedGroup: FixedGroupReport;
  /** Null without pods. */
  readonly simulation: SimulationReport | null;
  /** What was assumed or left out, in sentences. */
  readonly notes: readonly string[];
  readonly exitCode: 0 | 1;
}

/** One node pool. */
export interface PoolReport {
  readonly name: string;
  readonly weight: number;
  readonly nodeClass: string;
  /** Of a static pool. */
  readonly replicas: number | null;
  readonly capacityTypes: readonly string[];
  readonly architectures: readonly string[];
  readonly zones: readonly string[];
  /** Each requirement with how many types are left after it and those before it. */
  readonly requirements: readonly { readonly text: string; readonly typesLeft: number }[];
  /** Cheapest first. */
  readonly types: readonly TypeReport[];
  readonly taints: readonly string[];
  /** As a person writes them: `cpu: 100`. */
  readonly limits: Readonly<Record<string, string>>;
  readonly disruption: readonly string[];
  readonly warnings: readonly string[];
  /** Why it makes no nodes. */
  readonly problem: string | null;
  /** Whether that is a mistake rather than something only the account knows. */
  readonly failing: boolean;
}

/** An instance type, with its list price on demand. */
export interface TypeReport {
  readonly name: string;
  readonly usdPerHour: number | null;
}

/** The node group of fixed size that the cost is compared with. */
export interface FixedGroupReport {
  readonly name: string;
  /** False: two t3.medium stand in for it. */
  readonly found: boolean;
  readonly instanceType: string;
  readonly nodes: number;
  readonly spot: boolean;
  readonly usdPerHour: number | null;
  /** Nodes of its type that the pods would fill by their requests alone. */
  readonly neededForPods: {
    readonly nodes: number;
    readonly tooLarge: number;
    readonly usdPerHour: number | null;
  } | null;
}

/** Where pods would land. */
export interface SimulationReport {
  readonly pods: number;
  readonly workloads: readonly WorkloadReport[];
  readonly nodes: readonly NodeReport[];
  /** Sum over the nodes; those without a list price are not in it. */
  readonly usdPerHour: number;
  readonly nodesWithoutPrice: number;
}

/** Pods of one template. */
export interface WorkloadReport {
  readonly kind: string;
  readonly name: string;
  readonly pods: number;
  /** Of one pod, as a person writes it. */
  readonly requests: string;
  readonly placed: readonly { readonly pool: string; readonly pods: number }[];
  readonly unplaced: number;
  /** Pools that were tried before the one it landed in, or all of them for pods that landed nowhere. */
  readonly refusals: readonly { readonly pool: string; readonly reason: string }[];
  /** Preferences that had to be given up for some of the pods. */
  readonly givenUp: readonly string[];
}

/** A node that would be made. */
export interface NodeReport {
  readonly pool: string;
  readonly instanceType: string;
  /** How many types it could be; the cheapest by list price is shown. */
  readonly options: number;
  readonly capacityType: "spot" | "on-demand";
  /** Zones it could be in. */
  readonly zones: readonly string[];
  readonly workloads: readonly { readonly name: string; readonly pods: number }[];
  /** Daemons not counted. */
  readonly pods: number;
  /** Share of what pods can use that is requested, daemons included: 0.5 is half. */
  readonly utilisation: Readonly<Record<string, number>>;
  readonly usdPerHour: number | null;
  /** The batch that made it, from 1. */
  readonly round: number;
}
