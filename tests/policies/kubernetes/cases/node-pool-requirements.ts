import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { nodePool } from "../support/karpenter.ts";

const requirements = "spec.template.spec.requirements";

type Short = [key: string, operator: string, ...values: string[]];

function withRequirements(...given: Short[]): PlannedResource {
  return change(
    nodePool,
    requirements,
    given.map(([key, operator, ...values]) => ({ key, operator, values })),
  );
}

function contradiction(where: string, ...given: Short[]): { plan: PlannedResource; says: string[] } {
  return { plan: withRequirements(...given), says: [`no node can meet ${where}`] };
}

const cpu = "karpenter.k8s.aws/instance-cpu";
const family = "karpenter.k8s.aws/instance-family";
const type = "node.kubernetes.io/instance-type";
const both = `${requirements}[0] and ${requirements}[1]`;

export const cases: RuleCases = {
  rule: "node-pool-requirements",
  passes: {
    "passes requirements that leave something": nodePool,
    "passes overlapping lists": withRequirements([family, "In", "m7i", "c7i"], [family, "NotIn", "c7i"]),
    "passes a range with one number in it": withRequirements([cpu, "Gt", "3"], [cpu, "Lt", "5"]),
    "passes closed bounds that meet": withRequirements([cpu, "Gte", "4"], [cpu, "Lte", "4"]),
    "passes a label that may be missing under NotIn": withRequirements(
      ["gpu", "DoesNotExist"],
      ["gpu", "NotIn", "a10"],
    ),
    "passes a label that a requirement lists too": withRequirements(["team", "In", "shop", "search"]),
    "passes families of which one fits the architecture": withRequirements(
      [family, "In", "m7g", "m7i"],
      ["kubernetes.io/arch", "In", "amd64"],
    ),
    "says nothing of families whose names it cannot read": withRequirements(
      [family, "In", "u-6tb1", "mac2"],
      ["karpenter.k8s.aws/instance-category", "In", "z"],
    ),
    "passes as many values as are asked for": change(nodePool, requirements, [
      { key: family, operator: "In", values: ["m7i", "c7i"], minValues: 2 },
    ]),
    "says nothing of Macs, whose names do not tell their processors": withRequirements(
      [family, "In", "mac2"],
      ["kubernetes.io/arch", "In", "arm64"],
    ),
    "passes Intel's flex types for amd64": withRequirements(
      [type, "In", "m7i-flex.large"],
      ["kubernetes.io/arch", "In", "amd64"],
    ),
  },
  refuses: {
    "refuses lists without a common value": contradiction(both, [family, "In", "m7i"], [family, "In", "c7i"]),
    "refuses a list that another excludes": contradiction(both, [family, "In", "m7i"], [family, "NotIn", "m7i", "c7i"]),
    "refuses what must and must not exist": contradiction(both, ["gpu", "Exists"], ["gpu", "DoesNotExist"]),
    "refuses a value of what must not exist": contradiction(both, ["gpu", "In", "a10"], ["gpu", "DoesNotExist"]),
    "refuses a bound on what must not exist": contradiction(both, ["gpus", "Gt", "1"], ["gpus", "DoesNotExist"]),
    "refuses crossed bounds": contradiction(both, [cpu, "Gt", "8"], [cpu, "Lt", "4"]),
    "refuses bounds with nothing between": contradiction(both, [cpu, "Gt", "4"], [cpu, "Lt", "5"]),
    "refuses crossed closed bounds": contradiction(both, [cpu, "Gte", "5"], [cpu, "Lte", "4"]),
    "refuses a bound below zero": contradiction(`${requirements}[0]`, [cpu, "Lt", "0"]),
    "refuses a range whose numbers are excluded": contradiction(
      `${both} and ${requirements}[2]`,
      [cpu, "Gt", "3"],
      [cpu, "Lt", "6"],
      [cpu, "NotIn", "4", "5"],
    ),
    "refuses a list outside a bound": contradiction(both, [cpu, "In", "2", "4"], [cpu, "Gt", "4"]),
    "refuses a list of words under a bound": contradiction(both, [cpu, "In", "many"], [cpu, "Gt", "4"]),
    "refuses a label against a requirement": contradiction(
      `${requirements}[0] and spec.template.metadata.labels["team"]`,
      ["team", "In", "search"],
    ),
    "refuses an architecture that does not exist": contradiction(
      `${requirements}[0] on kubernetes.io/arch, whose values are amd64, arm64`,
      ["kubernetes.io/arch", "In", "x86_64"],
    ),
    "tells of the plain contradiction alone where there is one": contradiction(
      `${requirements}[1] on kubernetes.io/arch`,
      [family, "In", "m7g"],
      ["kubernetes.io/arch", "In", "x86_64"],
    ),
    "refuses every capacity type excluded": contradiction(`${requirements}[0] on karpenter.sh/capacity-type`, [
      "karpenter.sh/capacity-type",
      "NotIn",
      "spot",
      "on-demand",
      "reserved",
    ]),
    "refuses a well-known label that must not exist": contradiction(`${requirements}[0] on kubernetes.io/os`, [
      "kubernetes.io/os",
      "DoesNotExist",
    ]),
    "refuses more values than are left": {
      plan: change(nodePool, requirements, [
        { key: family, operator: "In", values: ["m7i", "c7i"], minValues: 2 },
        { key: family, operator: "NotIn", values: ["c7i"] },
      ]),
      says: [`no node can meet ${both}`],
    },
    "refuses Graviton families for amd64": {
      plan: withRequirements([family, "In", "m7g", "c8gn", "im4gn"], ["kubernetes.io/arch", "In", "amd64"]),
      says: [`none of the instances listed for ${family} meets kubernetes.io/arch`],
    },
    "refuses Intel types for arm64": {
      plan: withRequirements([type, "In", "m7i.large", "g4dn.xlarge"], ["kubernetes.io/arch", "In", "arm64"]),
      says: [`none of the instances listed for ${type} meets kubernetes.io/arch`],
    },
    "refuses types of another category": {
      plan: withRequirements([type, "In", "m7i.large"], ["karpenter.k8s.aws/instance-category", "In", "c", "r"]),
      says: ["meets karpenter.k8s.aws/instance-category"],
    },
    "refuses families of an older generation": {
      plan: withRequirements([family, "In", "m4", "c4"], ["karpenter.k8s.aws/instance-generation", "Gt", "5"]),
      says: ["meets karpenter.k8s.aws/instance-generation"],
    },
    "refuses types of another size": {
      plan: withRequirements(
        [type, "In", "m7i.metal-24xl"],
        ["karpenter.k8s.aws/instance-size", "NotIn", "metal-24xl"],
      ),
      says: ["meets karpenter.k8s.aws/instance-size"],
    },
    "refuses an operator that does not exist": {
      plan: withRequirements([family, "Within", "m7i"]),
      says: [`${requirements}[0].operator is "Within"`],
    },
    "refuses In without values": {
      plan: withRequirements([family, "In"]),
      says: [`${requirements}[0]: In needs at least one value`],
    },
    "refuses a bound that is no number": {
      plan: withRequirements([cpu, "Gt", "four"]),
      says: [`${requirements}[0]: Gt needs exactly one whole number`],
    },
    "refuses two bounds in one": {
      plan: withRequirements([cpu, "Lte", "4", "8"]),
      says: [`${requirements}[0]: Lte needs exactly one whole number`],
    },
    "refuses a requirement without a key": {
      plan: withRequirements(["", "Exists"]),
      says: [`${requirements}[0].key is not set`],
    },
    "refuses requirements of the wrong shape": {
      plan: change(nodePool, requirements, { arch: "amd64" }),
      says: [`${requirements} is an object; it must be a list`],
    },
  },
  unclear: {
    "advises on an unknown value": {
      plan: change(nodePool, `${requirements}[0].values[0]`, UNKNOWN),
      unknown: `${requirements}[0].values[0]`,
      says: [],
    },
    "advises on an unknown requirement and still refuses a contradiction of others": {
      plan: change(
        withRequirements(["gpu", "Exists"], ["gpu", "DoesNotExist"], [family, "In", "m7i"]),
        `${requirements}[2].values`,
        UNKNOWN,
      ),
      unknown: `${requirements}[2].values`,
      says: [`no node can meet ${both}`],
    },
  },
};
