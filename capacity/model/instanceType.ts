import type { CatalogueType } from "../catalogue/read.ts";
import { ACCOUNT_LABELS, CAPACITY_TYPE, INSTANCE_LABELS, OS, REGION, TENANCY, ZONE } from "./labels.ts";
import { capacityOf, type NodeSettings, overheadOf } from "./overhead.ts";
import { requirement, type Requirement } from "./requirement.ts";
import { allOf, type Requirements } from "./requirements.ts";
import type { Resources } from "./resources.ts";

/** An EC2 type as a node of one node class would be. */
export interface InstanceType {
  readonly name: string;
  /** What each label is, or that it is absent. */
  readonly requirements: Requirements;
  readonly capacity: Resources;
  readonly allocatable: Resources;
  /** List price, US dollars an hour on demand; undefined where the catalogue has none. */
  readonly usdPerHour: number | undefined;
  /** Metal, or with GPUs or accelerators: launched only where nothing plainer would do. */
  readonly exotic: boolean;
}

/** Where nodes would be made. */
export interface Place {
  readonly region: string;
  readonly zones: readonly string[];
}

/** Capacity that every type is taken to be offered as. Reservations are an account's own. */
const CAPACITY_TYPES = ["on-demand", "spot"] as const;
const EXOTIC_DEVICE = /^(nvidia\.com|amd\.com|aws\.amazon\.com\/neuron|habana\.ai)/;

/** The catalogue's types with the capacity and labels that nodes of a class would have in a place. */
export function instanceTypes(
  catalogue: readonly CatalogueType[],
  settings: NodeSettings,
  { region, zones }: Place,
): InstanceType[] {
  const everywhere = [
    requirement(ZONE, "In", zones),
    requirement(REGION, "In", [region]),
    requirement(CAPACITY_TYPE, "In", CAPACITY_TYPES),
    requirement(TENANCY, "In", ["default", "dedicated"]),
    requirement(OS, "In", ["linux"]),
    requirement("node.kubernetes.io/windows-build", "DoesNotExist"),
    ...ACCOUNT_LABELS.map((label) => requirement(label, "DoesNotExist")),
  ];
  const cache = new Map<string, Requirement>();
  return catalogue.map(({ name, labels, size, devices, usdPerHour }) => {
    const capacity = { ...capacityOf(size, settings), ...devices };
    const overhead = overheadOf(size, capacity, settings);
    return {
      name,
      requirements: allOf(
        everywhere,
        INSTANCE_LABELS.map((label) => labelRequirement(cache, label, labels[label])),
      ),
      capacity,
      allocatable: Object.fromEntries(
        Object.entries(capacity).map(([resource, amount]) => [resource, amount - (overhead[resource] ?? 0)]),
      ),
      usdPerHour,
      exotic: name.includes("metal") || Object.keys(devices).some((device) => EXOTIC_DEVICE.test(device)),
    };
  });
}

/** Types share most of their labels; so do the objects that say so. */
function labelRequirement(cache: Map<string, Requirement>, label: string, value: string | undefined): Requirement {
  const id = `${label}=${value ?? ""}`;
  const known = cache.get(id);
  if (known) return known;
  const made = value === undefined ? requirement(label, "DoesNotExist") : requirement(label, "In", [value]);
  cache.set(id, made);
  return made;
}

/** Cheapest first, types without a list price last, then by name. */
export function byPrice(left: InstanceType, right: InstanceType): number {
  const difference = (left.usdPerHour ?? Number.MAX_VALUE) - (right.usdPerHour ?? Number.MAX_VALUE);
  if (difference !== 0) return difference;
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
