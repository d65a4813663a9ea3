import type { InstanceType } from "../model/instanceType.ts";
import { allOf } from "../model/requirements.ts";
import { add } from "../model/resources.ts";
import type { Workload } from "../pods/read.ts";
import { type PodShape, relax } from "../pods/shape.ts";
import type { Template } from "../pools/template.ts";
import { type Remaining, subtractLargest, takes, withinLimits } from "./limits.ts";
import { isPlacement, type PassedOver, type Placement, tryPlace, type VirtualNode } from "./node.ts";
import { describeRefusal, type Refusal } from "./refusal.ts";
import { hostRequirement, type Topology } from "./topology.ts";
import type { Resources } from "../model/resources.ts";

/** A pool that takes part, with what daemons take of its nodes. */
export interface Candidate {
  readonly template: Template;
  readonly overheadOf: (type: InstanceType) => Resources;
}

/** One pod that waits for a node. */
export interface PendingPod {
  readonly workload: Workload;
}

/**
 * One batch of pods, placed as Karpenter's scheduler does it (kubernetes-sigs/karpenter, `Scheduler.Solve`): largest
 * first; onto nodes that are there, else onto one under way with the fewest pods, else onto a new one of the first pool
 * that takes it; a pod that finds no place gives up its preferences one by one.
 */
export class Batch {
  readonly #candidates: readonly Candidate[];
  readonly #topology: Topology;
  readonly #softTaints: boolean;
  readonly #existing: VirtualNode[];
  #underWay: VirtualNode[] = [];
  readonly #remaining: Map<string, Remaining>;
  readonly #relaxed = new WeakMap<PodShape, PodShape | undefined>();
  /** Shape -> the version of the state in which it found no place; nothing has changed until the version does. */
  readonly #hopeless = new Map<PodShape, number>();
  /** Nodes a shape can never join, as nodes only become narrower. */
  readonly #closed = new Map<string, Set<PodShape>>();
  #version = 0;
  #names: number;

  /**
   * @param candidates in the order they are tried
   * @param existing nodes that earlier batches made
   * @param remaining pool -> what is left of its limits
   */
  constructor(
    candidates: readonly Candidate[],
    topology: Topology,
    existing: readonly VirtualNode[],
    remaining: ReadonlyMap<string, Remaining>,
  ) {
    this.#candidates = candidates;
    this.#topology = topology;
    this.#existing = [...existing];
    this.#remaining = new Map(remaining);
    this.#names = existing.length;
    this.#softTaints = candidates.some(({ template }) =>
      template.pool.taints.some(({ effect }) => effect === "PreferNoSchedule"),
    );
  }

  /** Places pods until none makes progress. */
  solve(pods: readonly PendingPod[]): { existing: VirtualNode[]; made: VirtualNode[]; left: PendingPod[] } {
    const queue = largestFirst(pods);
    const lengthWhenPushed = new Map<PendingPod, number>();
    for (let pod = queue.shift(); pod !== undefined; pod = queue.shift()) {
      // Back at a pod that was put off when as many waited: everything was tried since, and nothing moved.
      if (lengthWhenPushed.get(pod) === queue.length + 1) {
        queue.unshift(pod);
        break;
      }
      if (this.#place(pod)) continue;
      queue.push(pod);
      lengthWhenPushed.set(pod, queue.length);
    }
    return { existing: this.#existing, made: this.#underWay, left: queue };
  }

  /** Why a pod has no place, pool by pool in the order they are tried, its preferences given up. */
  explain({ shape }: Workload): PassedOver[] {
    let last = shape;
    for (let next = this.#lighter(last); next; next = this.#lighter(next)) last = next;
    return this.#candidates.map((candidate) => {
      const result = this.#tryNew(candidate, last);
      return {
        pool: candidate.template.pool.name,
        reason: isPlacement(result) ? "it would be possible now" : describeRefusal(result),
      };
    });
  }

  #place({ workload }: PendingPod): boolean {
    for (let shape: PodShape | undefined = workload.shape; shape; shape = this.#lighter(shape)) {
      if (this.#hopeless.get(shape) === this.#version) continue;
      if (this.#add(workload, shape)) {
        this.#version += 1;
        return true;
      }
      this.#hopeless.set(shape, this.#version);
    }
    return false;
  }

  #lighter(shape: PodShape): PodShape | undefined {
    if (!this.#relaxed.has(shape)) this.#relaxed.set(shape, relax(shape, this.#softTaints));
    return this.#relaxed.get(shape);
  }

  #add(workload: Workload, shape: PodShape): boolean {
    if (this.#join(this.#existing, workload, shape)) return true;
    this.#underWay.sort((left, right) => left.pods.length - right.pods.length);
    return this.#join(this.#underWay, workload, shape) || this.#make(workload, shape);
  }

  #join(nodes: VirtualNode[], workload: Workload, shape: PodShape): boolean {
    for (const [index, node] of nodes.entries()) {
      const closed = this.#closed.get(node.hostname);
      if (closed?.has(shape)) continue;
      const result = tryPlace(node, shape, this.#topology);
      if (isPlacement(result)) {
        nodes[index] = this.#grown(node, workload, shape, result);
        return true;
      }
      // Counts of pods change what topology allows; all else about a node only becomes less.
      if (result.kind !== "topology" && this.#topology.isFree(shape)) {
        this.#closed.set(node.hostname, (closed ?? new Set()).add(shape));
      }
    }
    return false;
  }

  #make(workload: Workload, shape: PodShape): boolean {
    const passedOver: { readonly pool: string; readonly refusal: Refusal }[] = [];
    for (const candidate of this.#candidates) {
      const { pool } = candidate.template;
      const result = this.#tryNew(candidate, shape);
      if (!isPlacement(result)) {
        passedOver.push({ pool: pool.name, refusal: result });
        continue;
      }
      this.#names += 1;
      const reasons = passedOver.map(({ pool, refusal }) => ({ pool, reason: describeRefusal(refusal) }));
      const node = { ...this.#empty(candidate), passedOver: reasons };
      this.#topology.addHost(node.hostname);
      this.#underWay.push(this.#grown(node, workload, shape, result));
      this.#remaining.set(pool.name, subtractLargest(this.#remaining.get(pool.name) ?? {}, result.types));
      return true;
    }
    return false;
  }

  #tryNew(candidate: Candidate, shape: PodShape): Placement | Refusal {
    const { template } = candidate;
    if (template.problem !== undefined) return { kind: "pool", problem: template.problem };
    const node = this.#empty(candidate);
    const remaining = this.#remaining.get(template.pool.name) ?? {};
    const types = withinLimits(template.types, remaining);
    const result = tryPlace({ ...node, types }, shape, this.#topology);
    if (isPlacement(result) || types.length === template.types.length) return result;
    // Perhaps only the limit is in the way.
    const unlimited = tryPlace(node, shape, this.#topology);
    return isPlacement(unlimited) ? limitRefusal(template, remaining, unlimited.types) : unlimited;
  }

  #empty({ template, overheadOf }: Candidate): VirtualNode {
    const hostname = `node-${this.#names}`;
    return {
      template,
      hostname,
      overheadOf,
      requirements: allOf(template.pool.requirements.values(), [hostRequirement(hostname)]),
      types: template.types,
      requests: {},
      pods: [],
      passedOver: [],
    };
  }

  #grown(node: VirtualNode, workload: Workload, shape: PodShape, { requirements, types }: Placement): VirtualNode {
    this.#topology.record(shape, workload.shape, node.template.pool.taints, requirements);
    return {
      ...node,
      requirements,
      types,
      requests: add(node.requests, shape.requests),
      pods: [...node.pods, { workload, shape }],
    };
  }
}

/** Most CPU first, then most memory; pods alike keep the order of their file. */
function largestFirst(pods: readonly PendingPod[]): PendingPod[] {
  const amount = ({ workload }: PendingPod, resource: string): number => workload.shape.requests[resource] ?? 0;
  return pods.toSorted(
    (left, right) => amount(right, "cpu") - amount(left, "cpu") || amount(right, "memory") - amount(left, "memory"),
  );
}

/** The limit that the smallest suitable type exceeds by most, in proportion. */
function limitRefusal({ pool }: Template, remaining: Remaining, types: readonly InstanceType[]): Refusal {
  const over = Object.entries(remaining).map(([resource, left]) => {
    const needed = Math.min(...types.map(({ capacity }) => takes(capacity, resource)));
    return { kind: "limit" as const, resource, limit: pool.limits[resource] ?? 0, left, needed };
  });
  const share = ({ limit, left, needed }: (typeof over)[number]): number => (needed - left) / Math.max(1, limit);
  const [worst] = over.toSorted((a, b) => share(b) - share(a));
  return worst ?? { kind: "pool", problem: "no type is within its limits" };
}
