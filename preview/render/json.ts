import type { Plan, PlannedResource, PolicyReport } from "../plan.ts";
import { kindOf } from "./kind.ts";
import { placeOf } from "./outline.ts";
import { countResources, resourceCount } from "./summary.ts";
import { plain } from "./values.ts";
import { visibleInputs } from "./visible.ts";
import { judge } from "./verdict.ts";

/** Raised by one when a reader of the old shape would break. */
const FORMAT_VERSION = 1;

/** One stack that was previewed. */
export interface PreviewedStack {
  readonly plan: Plan;
  readonly report: PolicyReport;
}

/** One stack that could not be. */
export interface FailedStack {
  readonly stack: string;
  readonly exitCode: number;
  readonly message: string;
}

/**
 * Everything the preview knows, as JSON; docs/preview.schema.json describes it. Secrets read `<secret>`, values not
 * known before deployment `<known after deployment>`.
 */
export function renderJson(
  stacks: readonly PreviewedStack[],
  failures: readonly FailedStack[],
  options: { readonly unknowns: boolean; readonly exitCode: number },
): string {
  const document = {
    formatVersion: FORMAT_VERSION,
    notice:
      "offline preview (Pulumi's mock monitor and a simulated cloud): what the program asks for, not what an account has",
    unknowns: options.unknowns,
    exitCode: options.exitCode,
    stacks: stacks.map(stackJson),
    failures,
  };
  return JSON.stringify(document, null, 2);
}

function stackJson({ plan, report }: PreviewedStack): object {
  const { exitCode, findings, violations, advice, undecided } = judge(plan, report);
  return {
    project: plan.project,
    stack: plan.stack,
    region: plan.region,
    exitCode,
    summary: {
      resources: resourceCount(plan),
      violations: violations.length,
      advice: advice.length,
      undecided: undecided.length,
      components: countResources(plan),
    },
    resources: plan.resources.map((resource) => resourceJson(plan, resource)),
    outputs: Object.fromEntries(Object.entries(plan.outputs).map(([name, value]) => [name, plain(value)])),
    messages: plan.messages.map(({ severity, text, urn }) => ({ severity, text, ...(urn !== undefined && { urn }) })),
    policies: {
      packs: report.packs,
      findings: findings.map(({ pack, rule, level, message, urn, undecided: open }) => ({
        pack,
        rule,
        level,
        message,
        undecided: open === true,
        ...(urn !== undefined && { urn, place: placeOf(plan, urn) }),
      })),
    },
  };
}

/** Ids and outputs are left out: the simulated cloud made them up. */
function resourceJson(plan: Plan, resource: PlannedResource): object {
  const { options } = resource;
  return {
    urn: resource.urn,
    type: resource.type,
    kind: kindOf(resource.type),
    name: resource.name,
    place: placeOf(plan, resource.urn),
    component: !resource.custom,
    ...(resource.parent !== undefined && { parent: resource.parent }),
    ...(resource.modelled !== undefined && { modelled: resource.modelled }),
    ...(resource.provider !== undefined && { provider: resource.provider }),
    options: {
      protect: options.protect,
      retainOnDelete: options.retainOnDelete,
      deleteBeforeReplace: options.deleteBeforeReplace,
      ignoreChanges: options.ignoreChanges,
      additionalSecretOutputs: options.additionalSecretOutputs,
      aliases: options.aliases,
      customTimeouts: options.customTimeouts,
      dependencies: options.dependencies,
      propertyDependencies: options.propertyDependencies,
      ...(options.deletedWith !== undefined && { deletedWith: options.deletedWith }),
    },
    inputs: visibleInputs(resource),
  };
}
