import { add, describeResources } from "../model/resources.ts";
import type { PodFile, Workload } from "../pods/read.ts";
import type { NodeReport, SimulationReport, WorkloadReport } from "../reportModel.ts";
import type { LaunchedNode } from "./launch.ts";
import type { Simulation } from "./simulate.ts";

/** A simulation as the report has it. */
export function simulationReport(simulation: Simulation, { workloads }: PodFile): SimulationReport {
  const nodes = simulation.nodes.map(nodeReport);
  return {
    pods: workloads.reduce((sum, { pods }) => sum + pods, 0),
    workloads: workloads.map((workload) => workloadReport(workload, simulation)),
    nodes,
    usdPerHour: nodes.reduce((sum, { usdPerHour }) => sum + (usdPerHour ?? 0), 0),
    nodesWithoutPrice: nodes.filter(({ usdPerHour }) => usdPerHour === null).length,
  };
}

function workloadReport(workload: Workload, { nodes, unplaced }: Simulation): WorkloadReport {
  const placed = new Map<string, number>();
  const givenUp = new Set<string>();
  const refusals = new Map<string, string>();
  for (const { node } of nodes) {
    const own = node.pods.filter((pod) => pod.workload === workload);
    const { name } = node.template.pool;
    if (own.length > 0) placed.set(name, (placed.get(name) ?? 0) + own.length);
    for (const { shape } of own) for (const what of shape.givenUp) givenUp.add(what);
    // The pod that a node was made for is the one the other pools were asked about.
    if (node.pods[0]?.workload === workload) for (const { pool, reason } of node.passedOver) refusals.set(pool, reason);
  }
  const left = unplaced.find((entry) => entry.workload === workload);
  for (const { pool, reason } of left?.reasons ?? []) refusals.set(pool, reason);
  return {
    kind: workload.kind,
    name: workload.name,
    pods: workload.pods,
    requests: describeResources(workload.shape.requests),
    placed: [...placed].map(([pool, pods]) => ({ pool, pods })),
    unplaced: left?.pods ?? 0,
    refusals: [...refusals].map(([pool, reason]) => ({ pool, reason })),
    givenUp: [...givenUp],
  };
}

function nodeReport({ node, type, options, capacityType, zones, round }: LaunchedNode): NodeReport {
  const used = add(node.requests, node.overheadOf(type));
  const byName = Map.groupBy(node.pods, ({ workload }) => `${workload.kind} ${workload.name}`);
  return {
    pool: node.template.pool.name,
    instanceType: type.name,
    options,
    capacityType,
    zones,
    workloads: [...byName].map(([name, pods]) => ({ name, pods: pods.length })),
    pods: node.pods.length,
    utilisation: Object.fromEntries(
      Object.entries(type.allocatable)
        .filter(([name, available]) => available > 0 && (name === "cpu" || name === "memory" || (used[name] ?? 0) > 0))
        .map(([name, available]) => [name, Number(((used[name] ?? 0) / available).toFixed(4))]),
    ),
    usdPerHour: type.usdPerHour ?? null,
    round,
  };
}
