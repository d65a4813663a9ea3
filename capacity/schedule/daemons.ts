import type { InstanceType } from "../model/instanceType.ts";
import { conflictBetween } from "../model/requirements.ts";
import { add, type Resources } from "../model/resources.ts";
import { untolerated } from "../model/taints.ts";
import type { Workload } from "../pods/read.ts";
import { type PodShape, relax } from "../pods/shape.ts";
import { qualifies, type Template } from "../pools/template.ts";

const NONE: Resources = {};

/**
 * What the daemons of a pool's nodes take of each type: those that tolerate the pool's taints and whose node selector
 * or affinity suits it. Their preferences do not count, and a `PreferNoSchedule` taint does not keep them away.
 */
export function daemonOverhead(template: Template, daemons: readonly Workload[]): (type: InstanceType) => Resources {
  const alternatives = daemons.map(({ shape }) => alternativesOf(shape).filter((one) => suits(template, one)));
  const relevant = alternatives.filter((shapes) => shapes.length > 0);
  if (relevant.length === 0) return () => NONE;
  const known = new WeakMap<InstanceType, Resources>();
  return (type) => {
    const found = known.get(type);
    if (found) return found;
    const on = relevant.flatMap((shapes) => shapes.find((shape) => qualifies(type, shape.strict)) ?? []);
    const overhead = add(...on.map(({ requests }) => requests));
    known.set(type, overhead);
    return overhead;
  };
}

/** The pod with each of its alternative node affinity terms in turn. */
function alternativesOf(shape: PodShape): PodShape[] {
  const all = [shape];
  for (let next = nextTerm(shape); next; next = nextTerm(next)) all.push(next);
  return all;
}

function nextTerm(shape: PodShape): PodShape | undefined {
  return shape.requiredTerms.length > 1 ? relax(shape, false) : undefined;
}

function suits({ pool }: Template, shape: PodShape): boolean {
  const hard = pool.taints.filter(({ effect }) => effect !== "PreferNoSchedule");
  return untolerated(hard, shape.tolerations).length === 0 && !conflictBetween(pool.requirements, shape.strict);
}
