import { byWeight } from "../model/nodePool.ts";
import type { PodFile, Workload } from "../pods/read.ts";
import type { Template } from "../pools/template.ts";
import { Batch, type Candidate, type PendingPod } from "./batch.ts";
import { daemonOverhead } from "./daemons.ts";
import { type LaunchedNode, launch } from "./launch.ts";
import { type Remaining, subtract } from "./limits.ts";
import type { PassedOver } from "./node.ts";
import { Topology } from "./topology.ts";

/** Pods of one workload that no pool takes. */
export interface Unplaced {
  readonly workload: Workload;
  readonly pods: number;
  /** Pool by pool, in the order they are tried. */
  readonly reasons: readonly PassedOver[];
}

/** What the pools would make for the pods. */
export interface Simulation {
  readonly nodes: readonly LaunchedNode[];
  readonly unplaced: readonly Unplaced[];
}

/** Pools that take part in provisioning, in the order they are tried. A static pool makes no node for a pod. */
export function inOrder(templates: readonly Template[]): Template[] {
  return templates
    .filter(({ pool }) => pool.replicas === undefined)
    .toSorted((left, right) => byWeight(left.pool, right.pool));
}

/**
 * Places pods in batches, the way Karpenter does: a batch reserves the largest types its nodes could be, and what is
 * not used of the limits is there for the next, which also finds the nodes of the last. Ends when a batch places none.
 */
export function simulate(templates: readonly Template[], { workloads, daemons }: PodFile): Simulation {
  const candidates = inOrder(templates).map((template): Candidate => ({
    template,
    overheadOf: daemonOverhead(template, daemons),
  }));
  const shapes = workloads.map(({ shape }) => shape);
  let launched: LaunchedNode[] = [];
  let pending = workloads.flatMap((workload) =>
    Array.from({ length: workload.pods }, (): PendingPod => ({ workload })),
  );
  for (let round = 1; ; round += 1) {
    const topology = new Topology(inOrder(templates), shapes);
    for (const { node } of launched) {
      topology.addHost(node.hostname);
      for (const { workload, shape } of node.pods) {
        topology.record(shape, workload.shape, node.template.pool.taints, node.requirements);
      }
    }
    const batch = new Batch(
      candidates,
      topology,
      launched.map(({ node }) => node),
      remainingOf(candidates, launched),
    );
    const { existing, made, left } = batch.solve(pending);
    launched = [
      ...launched.map((entry, index) => ({ ...entry, node: existing[index] ?? entry.node })),
      ...made.toSorted((a, b) => number(a.hostname) - number(b.hostname)).map((node) => launch(node, round)),
    ];
    if (left.length === 0 || left.length === pending.length) {
      return { nodes: launched, unplaced: unplacedOf(left, batch) };
    }
    pending = left;
  }
}

function number(hostname: string): number {
  return Number(hostname.slice(hostname.lastIndexOf("-") + 1));
}

function remainingOf(candidates: readonly Candidate[], launched: readonly LaunchedNode[]): Map<string, Remaining> {
  return new Map(
    candidates.map(({ template: { pool } }) => [
      pool.name,
      launched
        .filter(({ node }) => node.template.pool === pool)
        .reduce<Remaining>((left, { type }) => subtract(left, type.capacity), pool.limits),
    ]),
  );
}

function unplacedOf(left: readonly PendingPod[], batch: Batch): Unplaced[] {
  return [...Map.groupBy(left, ({ workload }) => workload)].map(([workload, pods]) => ({
    workload,
    pods: pods.length,
    reasons: batch.explain(workload),
  }));
}
