import { UsageError } from "../../cli/usageError.ts";
import { ZONE } from "../model/labels.ts";
import { readNodeClass } from "../model/nodeClass.ts";
import { type NodePool, readNodePool } from "../model/nodePool.ts";
import { finiteValues, type Requirement } from "../model/requirement.ts";
import type { ManifestObject } from "../model/yaml.ts";
import { lettersOf, missingClass } from "./fromPlan.ts";
import { BASELINE, type PoolSource } from "./source.ts";

/**
 * Reads pools and node classes from Kubernetes objects. Which zones there are is not in them: the zones that pools and
 * pods name are taken, else those of the price table's region.
 *
 * @param named requirements of pods, for the zones they name
 * @throws UsageError when there is no NodePool among them, or one cannot be read
 */
export function fromManifests(
  objects: readonly ManifestObject[],
  path: string,
  named: Iterable<Requirement>,
  priceRegion: string,
): PoolSource {
  const pools = objects
    .filter(({ kind, content }) => kind === "NodePool" && isKarpenter(content.apiVersion))
    .map(({ content, origin }) => readNodePool(content, origin));
  if (pools.length === 0) {
    throw new UsageError(
      `--manifests ${path}: there is no NodePool in it. It needs objects of karpenter.sh/v1, kind NodePool.`,
    );
  }
  const twice = pools.find(({ name }, index) => pools.findIndex((other) => other.name === name) !== index);
  if (twice) throw new UsageError(`--manifests ${path}: there are two NodePools named ${twice.name}.`);
  const classes = new Map(
    objects
      .filter(({ kind }) => kind === "EC2NodeClass")
      .map(({ content, origin }) => readNodeClass(content, origin))
      .map((nodeClass) => [nodeClass.name, nodeClass] as const),
  );
  const namedZones = zonesNamed(pools, named);
  const region = /^(?<region>[a-z]{2}(?:-[a-z]+)+-\d)/.exec(namedZones[0] ?? "")?.groups?.region ?? priceRegion;
  const zones = namedZones.length > 0 ? namedZones : lettersOf(region);
  const missing = [...new Set(pools.map(({ nodeClass }) => nodeClass))].filter((name) => !classes.has(name));
  return {
    subject: path,
    pools,
    classes,
    placeOf: () => ({ region, zones }),
    region,
    fixedGroup: BASELINE,
    notes: [
      namedZones.length > 0
        ? `Manifests do not say which zones there are; those that pools and pods name are taken: ${zones.join(", ")}.`
        : `Manifests do not say which zones there are; taken are ${zones.join(", ")}.`,
      ...missing.map(missingClass),
    ],
  };
}

function isKarpenter(apiVersion: unknown): boolean {
  return typeof apiVersion === "string" && apiVersion.startsWith("karpenter.sh/");
}

function zonesNamed(pools: readonly NodePool[], named: Iterable<Requirement>): string[] {
  const all = [...pools.flatMap(({ requirements }) => [...requirements.values()]), ...named];
  return [...new Set(all.filter(({ key }) => key === ZONE).flatMap(finiteValues))].sort();
}
