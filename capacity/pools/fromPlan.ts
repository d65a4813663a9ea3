import type { Plan } from "../../preview/plan.ts";
import { at, isList, isRecord, type Plain, type PlainRecord, text } from "../../preview/render/values.ts";
import { visibleInputs } from "../../preview/render/visible.ts";
import { type NodeClass, readNodeClass, type SubnetTerm } from "../model/nodeClass.ts";
import { readNodePool } from "../model/nodePool.ts";
import { BASELINE, type FixedGroup, type PoolSource } from "./source.ts";

const POOL = "kubernetes:karpenter.sh/v1:NodePool";
const CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
const SUBNET = "aws:ec2/subnet:Subnet";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/**
 * Reads pools, node classes, zones and the fixed node group from what a stack would be.
 *
 * @throws UsageError when a pool or class has a field that cannot be read
 */
export function fromPlan(plan: Plan): PoolSource {
  const inputs = (type: string): PlainRecord[] => plan.resources.filter((r) => r.type === type).map(visibleInputs);
  const classes = new Map(
    inputs(CLASS).map((object) => {
      const nodeClass = readNodeClass(object, `EC2NodeClass ${nameOf(object)}`);
      return [nodeClass.name, nodeClass] as const;
    }),
  );
  const subnets = inputs(SUBNET);
  const known = zonesOf(subnets);
  const zones = known.length > 0 ? known : lettersOf(plan.region);
  const group = inputs(NODE_GROUP)[0];
  return {
    subject: `stack ${plan.stack}`,
    pools: inputs(POOL).map((object) => readNodePool(object, `NodePool ${nameOf(object)}`)),
    classes,
    placeOf: (nodeClass) => {
      const selected = zonesOf(subnets.filter((subnet) => nodeClass?.subnets.some((term) => selects(term, subnet))));
      return { region: plan.region, zones: selected.length > 0 ? selected : zones };
    },
    region: plan.region,
    fixedGroup: group ? fixedGroup(group) : BASELINE,
    notes: [
      ...(known.length === 0 ? [`The stack makes no subnets; its zones are taken to be ${zones.join(", ")}.`] : []),
      ...missingClasses(inputs(POOL), classes),
    ],
  };
}

function nameOf(object: PlainRecord): string {
  return text(at(object, "metadata.name"));
}

function zonesOf(subnets: readonly PlainRecord[]): string[] {
  return [
    ...new Set(subnets.map(({ availabilityZone }) => text(availabilityZone)).filter((zone) => zone !== "")),
  ].sort();
}

/** Every region has zones a to c, a few have more and the letters of an account are its own. */
export function lettersOf(region: string): string[] {
  return ["a", "b", "c"].map((letter) => `${region}${letter}`);
}

/** Whether a term of a node class takes a subnet; ids are not known before deployment, so a term by id takes none. */
function selects({ tags }: SubnetTerm, subnet: PlainRecord): boolean {
  const found = isRecord(subnet.tags) ? subnet.tags : {};
  const wanted = Object.entries(tags ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => (value === "*" ? key in found : found[key] === value));
}

function fixedGroup(group: PlainRecord): FixedGroup {
  const types = list(group.instanceTypes).map(text);
  return {
    name: text(group.nodeGroupName) || text(group.nodeGroupNamePrefix).replace(/-$/, "") || "node group",
    instanceTypes: types.length > 0 ? types : BASELINE.instanceTypes,
    nodes: Number(at(group, "scalingConfig.desiredSize") ?? BASELINE.nodes),
    spot: group.capacityType === "SPOT",
    found: true,
  };
}

function list(value: Plain | undefined): readonly Plain[] {
  return isList(value) ? value : [];
}

function missingClasses(pools: readonly PlainRecord[], classes: ReadonlyMap<string, NodeClass>): string[] {
  const wanted = new Set(pools.map((pool) => text(at(pool, "spec.template.spec.nodeClassRef.name"))));
  return [...wanted].filter((name) => !classes.has(name)).map(missingClass);
}

/** The assumption made for a pool whose node class is not among the objects. */
export function missingClass(name: string): string {
  return `EC2NodeClass ${name} is not among the objects: its nodes are taken to be AL2023 with default settings.`;
}
