import type { EnforcementLevel, PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type Parameters, readConfig } from "./config.ts";
import { Field } from "./field.ts";
import { isMadeFromKey, isOwnKey } from "./keys.ts";
import { nameOf, Unknowns } from "./unknown.ts";

interface RuleSpec {
  /** Kebab case, the type first. */
  name: string;
  /** One sentence: what to do. */
  description: string;
  /** `mandatory` unless the finding is a judgement that somebody may reasonably differ on. */
  level?: EnforcementLevel;
  /** Parameters that a pack configuration may set, each with its default. */
  parameters?: Parameters;
}

/** What a rule about single resources is given. */
export interface ResourceContext {
  /** The type token, such as `aws:ec2/instance:Instance`. */
  type: string;
  /** The resource's inputs. */
  props: Field;
  /** The inputs of its provider; missing for resources without one. */
  provider: Field;
  /** Whether Pulumi refuses to delete it. */
  protect: boolean;
  /** The rule's parameters. */
  config: Record<string, unknown>;
  /** Reports one violation; the kind of resource is put in front. */
  report: (message: string) => void;
  /** Reports `path is value; advice` unless the value is unknown (then noted) or passes the test. */
  require: (field: Field, test: (field: Field) => boolean, advice: string) => void;
  /** Notes a place that is not known yet, for values that are no fields. */
  unknown: (place: string) => void;
}

/**
 * A rule that looks at one resource at a time.
 * @param spec.types the type tokens it is for
 */
export function resourceRule(
  spec: RuleSpec & {
    types: readonly string[] | ((type: string) => boolean);
    check: (context: ResourceContext) => void;
  },
): ResourceValidationPolicy {
  const { types } = spec;
  const listed = typeof types === "function" ? undefined : new Set(types);
  const applies = typeof types === "function" ? types : (type: string) => listed?.has(type) === true;
  return {
    ...describe(spec),
    validateResource: (args, reportViolation) => {
      if (!applies(args.type)) return;
      const unknowns = new Unknowns();
      const kind = kindOf(args.type);
      const report = (message: string): void => {
        reportViolation(`${kind}: ${message}`);
      };
      spec.check({
        type: args.type,
        props: new Field(args.props, "", unknowns),
        provider: new Field(args.provider?.props, "", unknowns, "provider "),
        protect: args.opts.protect,
        config: readConfig(spec.parameters ?? {}, args.getConfig<Record<string, unknown>>(), report),
        report,
        require: requirement(report),
        unknown: (place) => {
          unknowns.add(place);
        },
      });
      unknowns.raise();
    },
  };
}

/** One resource of a stack, with its properties as fields. */
export interface StackResource {
  type: string;
  name: string;
  urn: string;
  props: Field;
  source: PolicyResource;
}

/** What a rule about a whole stack is given. */
export interface StackContext {
  /** All resources of the types the rule named, in the stack's order. */
  resources: StackResource[];
  /** The rule's parameters. */
  config: Record<string, unknown>;
  /** Reports one violation of one resource; its kind is put in front. */
  report: (resource: StackResource, message: string) => void;
  /** Notes that the rule cannot judge something yet; becomes advice. */
  unknown: (place: string) => void;
  /** Reports `path is value; advice` unless the value is unknown (then noted) or passes the test. */
  require: (resource: StackResource, field: Field, test: (field: Field) => boolean, advice: string) => void;
  /**
   * Reports a field that names no KMS key, or one of AWS's own. The ARN of a key that is yet to be made is not known during a preview; that
   * it comes from a key is, and is enough.
   */
  requireKey: (resource: StackResource, field: Field) => void;
}

/**
 * A rule that looks at how resources belong together. It is given only the resources of the types it names.
 * @param spec.types the type tokens it needs
 */
export function stackRule(
  spec: RuleSpec & { types: readonly string[]; check: (context: StackContext) => void },
): StackValidationPolicy {
  const listed = new Set(spec.types);
  return {
    ...describe(spec),
    validateStack: (args, reportViolation) => {
      const unknowns = new Unknowns();
      const resources = args.resources
        .filter((resource) => listed.has(resource.type))
        .map((source) => ({
          type: source.type,
          name: nameOf(source),
          urn: source.urn,
          props: new Field(source.props, "", unknowns, `${kindOf(source.type)} ${nameOf(source)}: `),
          source,
        }));
      const report = (resource: StackResource, message: string): void => {
        reportViolation(`${kindOf(resource.type)} ${resource.name}: ${message}`, resource.urn);
      };
      const require: StackContext["require"] = (resource, field, test, advice) => {
        if (field.known() && !test(field)) report(resource, `${field.described()}; ${advice}`);
      };
      spec.check({
        resources,
        require,
        requireKey: (resource, field) => {
          if (isMadeFromKey(resource.source, field)) return;
          require(resource, field, (known) => isOwnKey(known.text()), "set it to a KMS key of the platform's own");
        },
        config: readConfig(spec.parameters ?? {}, args.getConfig<Record<string, unknown>>(), (message) => {
          reportViolation(message);
        }),
        report,
        unknown: (place) => {
          unknowns.add(place);
        },
      });
      unknowns.raise();
    },
  };
}

/**
 * A rule that looks at one resource at a time and needs to know what its inputs come from, which only the whole stack
 * tells.
 */
export function eachInStackRule(
  spec: RuleSpec & { types: readonly string[]; check: (resource: StackResource, context: StackContext) => void },
): StackValidationPolicy {
  return stackRule({
    ...spec,
    check(context) {
      for (const resource of context.resources) spec.check(resource, context);
    },
  });
}

/** `launch template` for `aws:ec2/launchTemplate:LaunchTemplate`. */
export function kindOf(type: string): string {
  const name = type.slice(type.lastIndexOf(":") + 1).replace(/V2$/, "");
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();
}

function describe(spec: RuleSpec): Pick<ResourceValidationPolicy, "name" | "description" | "enforcementLevel"> {
  return {
    name: spec.name,
    description: spec.description,
    enforcementLevel: spec.level ?? "mandatory",
    ...(spec.parameters && { configSchema: { properties: spec.parameters } }),
  };
}

function requirement(report: (message: string) => void): ResourceContext["require"] {
  return (field, test, advice) => {
    if (field.known() && !test(field)) report(`${field.described()}; ${advice}`);
  };
}
