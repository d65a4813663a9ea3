import type { Remaining } from "./requirements.ts";

const PREFIX = "karpenter.k8s.aws/instance-";
const TYPE = "node.kubernetes.io/instance-type";
const FAMILY = `${PREFIX}family`;

/** Labels that an instance type's own name tells, as `m7g.2xlarge` does. */
type Told = Partial<Record<string, string>>;

/**
 * What the name of an instance family tells: category, generation and architecture. Names out of the common pattern
 * (`u-6tb1`, `mac2`) tell nothing here, so nothing is held against them.
 *
 * The letter g among the attributes after the generation marks a Graviton (or Grace) processor, and a1 is one (AWS EC2
 * documentation, "Instance type naming conventions").
 */
function toldByFamily(family: string): Told {
  const match = /^([a-z]+)(\d+)([a-z]*)(-[a-z0-9]+)?$/.exec(family);
  if (match?.[1] === undefined || match[2] === undefined || match[1] === "mac") return {};
  // "-gb200" is a processor; of the other endings, such as "-flex", none has the letter.
  const attributes = `${match[3] ?? ""}${match[4] ?? ""}`;
  const arm = attributes.includes("g") || family === "a1";
  return {
    [FAMILY]: family,
    [`${PREFIX}category`]: match[1],
    [`${PREFIX}generation`]: match[2],
    "kubernetes.io/arch": arm ? "arm64" : "amd64",
  };
}

function toldByType(type: string): Told {
  const [family = "", size] = type.split(".");
  return size === undefined ? {} : { ...toldByFamily(family), [`${PREFIX}size`]: size };
}

/**
 * The key whose listed instance types or families all fail another requirement of the same pool, such as families of
 * Graviton with the architecture amd64, and the other key; undefined when some type passes or none is listed.
 */
export function crossContradiction(byKey: ReadonlyMap<string, Remaining>): { key: string; other: string } | undefined {
  for (const [key, tell] of [
    [TYPE, toldByType],
    [FAMILY, toldByFamily],
  ] as const) {
    const candidates = byKey.get(key)?.values() ?? [];
    const refusals = candidates.map((candidate) =>
      Object.entries(tell(candidate)).find(
        ([label, value]) => value !== undefined && byKey.get(label)?.admits(value) === false,
      ),
    );
    const first = refusals[0]?.[0];
    if (first !== undefined && refusals.every((refusal) => refusal !== undefined)) return { key, other: first };
  }
  return undefined;
}
