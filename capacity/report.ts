import type { Catalogue } from "./catalogue/read.ts";
import { fixedGroupCost, nodesNeeded } from "./fixedGroup.ts";
import { instanceTypes } from "./model/instanceType.ts";
import type { PodFile } from "./pods/read.ts";
import { poolReport } from "./pools/poolReport.ts";
import type { PoolSource } from "./pools/source.ts";
import { type Template, templateOf } from "./pools/template.ts";
import type { CapacityReport, FixedGroupReport } from "./reportModel.ts";
import { inOrder, simulate } from "./schedule/simulate.ts";
import { simulationReport } from "./schedule/simulationReport.ts";

/** Hours of a month in AWS's own estimates: 365 * 24 / 12. Source: AWS Pricing Calculator, assumptions. */
const HOURS_PER_MONTH = 730;

/**
 * Everything there is to say about a set of pools, and about pods on them.
 *
 * @param pods undefined looks at the pools alone
 */
export function capacityReport(source: PoolSource, catalogue: Catalogue, pods: PodFile | undefined): CapacityReport {
  const templates = templatesOf(source, catalogue);
  const ordered = inOrder(templates);
  const pools = [...ordered, ...templates.filter((template) => !ordered.includes(template))].map(poolReport);
  const simulation = pods && simulationReport(simulate(templates, pods), pods);
  const unplaced = simulation?.workloads.some((workload) => workload.unplaced > 0) ?? false;
  const empty = pools.some(({ failing }) => failing);
  return {
    formatVersion: 1,
    notice: noticeOf(source, catalogue),
    subject: source.subject,
    region: source.region,
    prices: {
      region: catalogue.priceRegion,
      date: catalogue.priceDate,
      currency: "USD",
      hoursPerMonth: HOURS_PER_MONTH,
    },
    catalogueTypes: catalogue.types.length,
    zones: [...new Set([undefined, ...source.classes.values()].flatMap((one) => source.placeOf(one).zones))].sort(),
    pools,
    fixedGroup: fixedGroupReport(source, catalogue, pods),
    simulation: simulation ?? null,
    notes: [...source.notes, ...(pods?.notes ?? [])],
    exitCode: unplaced || empty ? 1 : 0,
  };
}

function templatesOf(source: PoolSource, catalogue: Catalogue): Template[] {
  return source.pools.map((pool) => {
    const nodeClass = source.classes.get(pool.nodeClass);
    const types = instanceTypes(catalogue.types, nodeClass?.settings ?? {}, source.placeOf(nodeClass));
    return templateOf(pool, nodeClass, types);
  });
}

function noticeOf({ region }: PoolSource, { priceRegion, priceDate }: Catalogue): string[] {
  const elsewhere = region === priceRegion ? "" : ` and differ from those in ${region}, where these nodes would be`;
  return [
    "A simulation by Karpenter's rules, not what Karpenter will do: it starts from no nodes, and every zone is taken to offer every type.",
    `Prices are list prices on demand in ${priceRegion} of ${priceDate}${elsewhere}. Spot prices are not guessed: a spot node is shown at its on-demand price, above what it costs.`,
  ];
}

function fixedGroupReport(source: PoolSource, catalogue: Catalogue, pods: PodFile | undefined): FixedGroupReport {
  const { group, instanceType, usdPerHour } = fixedGroupCost(source.fixedGroup, catalogue);
  const needed = pods && nodesNeeded(instanceType, catalogue, pods.workloads, pods.daemons);
  return {
    name: group.name,
    found: group.found,
    instanceType,
    nodes: group.nodes,
    spot: group.spot,
    usdPerHour: usdPerHour === undefined ? null : usdPerHour * group.nodes,
    neededForPods: needed
      ? { ...needed, usdPerHour: usdPerHour === undefined ? null : usdPerHour * needed.nodes }
      : null,
  };
}
