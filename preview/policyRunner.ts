import * as policy from "@pulumi/policy";
import type {
  EnforcementLevel,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { ProgramError } from "./errors.ts";
import type { Pack } from "./packs.ts";
import type { Finding, Plan, PolicyReport } from "./plan.ts";
import { Subjects } from "./policySubjects.ts";

type Policy = Pack["policies"][number];

// The package exports it, its typings leave it out.
const { UnknownValueError } = policy as unknown as { UnknownValueError: new (...args: never[]) => Error };

/**
 * Runs the rules of all packs over a plan as the engine does: each resource rule gets each resource's inputs behind a
 * proxy that throws where a value is not known yet, each stack rule the resources with their outputs.
 *
 * @throws ProgramError when a rule throws anything else: a rule must never crash, whatever it is given
 */
export async function runPacks(plan: Plan, packs: readonly Pack[]): Promise<PolicyReport> {
  const subjects = new Subjects(plan);
  // Rules run one after the other, so that all are handed the same arguments, which ask for the settings of the moment.
  let current: Record<string, unknown> = {};
  const getConfig = (() => current) as StackValidationArgs["getConfig"];
  const resourceArgs = subjects.resources.map((resource): ResourceValidationArgs =>
    Object.freeze({ ...common, ...subjects.inputsOf(resource), getConfig }),
  );
  const findings: Finding[] = [];
  const ran: Record<string, number> = {};
  for (const pack of packs) {
    ran[pack.name] = 0;
    for (const rule of pack.policies) {
      const { level, parameters } = settings(pack, rule);
      if (level === undefined) continue;
      current = parameters;
      ran[pack.name] = (ran[pack.name] ?? 0) + 1;
      const context: RuleContext = {
        report: (message, urn) =>
          void findings.push({
            pack: pack.name,
            rule: rule.name,
            level,
            message: message.trim(),
            ...(urn !== undefined && { urn }),
          }),
        undecided: (message, urn) =>
          void findings.push({
            pack: pack.name,
            rule: rule.name,
            level: "advisory",
            message,
            undecided: true,
            ...(urn !== undefined && { urn }),
          }),
      };
      if ("validateStack" in rule) {
        await runStackRule(rule, { ...common, resources: subjects.stack(), getConfig }, context);
      } else {
        await runResourceRule(rule, resourceArgs, context);
      }
    }
  }
  return { findings, packs: ran };
}

interface RuleContext {
  readonly report: (message: string, urn: string | undefined) => void;
  readonly undecided: (message: string, urn: string | undefined) => void;
}

/** Thrown by a rule that does not apply; the engine takes it as silence. */
class NotApplicable extends Error {}

const common = {
  stackTags: new Map<string, string>(),
  notApplicable: (reason?: string): never => {
    throw new NotApplicable(reason);
  },
};

async function runResourceRule(
  rule: ResourceValidationPolicy,
  resources: readonly ResourceValidationArgs[],
  context: RuleContext,
): Promise<void> {
  const validations = [rule.validateResource ?? []].flat();
  for (const args of resources) {
    for (const validate of validations) {
      const pending = guarded(rule, context, args.urn, () =>
        validate(args, (message) => {
          context.report(message, args.urn);
        }),
      );
      // Most rules are synchronous; waiting for nothing, once for each rule and resource, would cost more than they do.
      if (pending) await pending;
    }
  }
}

async function runStackRule(
  rule: StackValidationPolicy,
  args: StackValidationArgs,
  context: RuleContext,
): Promise<void> {
  await guarded(rule, context, undefined, () =>
    rule.validateStack(args, (message, urn) => {
      context.report(message, urn);
    }),
  );
}

/** Runs a rule; returns a promise only when the rule does. */
function guarded(
  rule: Policy,
  context: RuleContext,
  urn: string | undefined,
  run: () => void | Promise<void>,
): void | Promise<void> {
  const failed = (error: unknown): void => {
    if (error instanceof UnknownValueError) context.undecided(error.message, urn);
    else if (!(error instanceof NotApplicable)) {
      throw new ProgramError(`rule ${rule.name} crashed${urn === undefined ? "" : ` on ${urn}`}: ${String(error)}`, {
        cause: error,
      });
    }
  };
  try {
    return run()?.catch(failed);
  } catch (error) {
    failed(error);
  }
}

/** The level a rule runs at (undefined: not at all) and its parameters, defaults of its schema included. */
function settings(
  pack: Pack,
  rule: Policy,
): { level: Finding["level"] | undefined; parameters: Record<string, unknown> } {
  const given = pack.config[rule.name] ?? pack.config.all;
  const { enforcementLevel, ...own } = typeof given === "string" ? { enforcementLevel: given } : (given ?? {});
  const level: EnforcementLevel = enforcementLevel ?? rule.enforcementLevel ?? pack.enforcementLevel;
  const defaults = Object.entries(rule.configSchema?.properties ?? {}).flatMap(([name, schema]) =>
    schema.default === undefined ? [] : [[name, schema.default] as const],
  );
  const parameters = { ...Object.fromEntries(defaults), ...own };
  if (level === "disabled") return { level: undefined, parameters };
  return { level: level === "advisory" ? "advisory" : "mandatory", parameters };
}
