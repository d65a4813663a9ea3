import type {
  EnforcementLevel,
  PolicyConfigSchema,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { Findings } from "./findings.ts";
import { declaredBy, objectsOf } from "./objects.ts";
import type { EngineResource, KubernetesObject } from "./objects.ts";
import { readSettings } from "./parameters.ts";
import type { Parameters, Settings } from "./parameters.ts";

interface RuleBasics<P extends Parameters> {
  /** Kebab case, the kind it is about first; the file has the same name. */
  readonly name: string;
  /** One sentence that says what to do. */
  readonly description: string;
  readonly enforcementLevel: EnforcementLevel;
  /** What the rule applies to, as "group/Kind". */
  readonly kinds: ReadonlySet<string>;
  readonly parameters: P;
}

interface ResourceRule<P extends Parameters> extends RuleBasics<P> {
  /**
   * Whether the rule also judges patches, whose `partial` is true: a rule about forbidden values does, and reports nothing
   * as missing there. Default: false.
   */
  readonly patches?: boolean;
  /** Looks at one object; every independent reading goes in a `findings.check`. */
  readonly inspect: (object: KubernetesObject, findings: Findings, settings: Settings<P>) => void;
}

interface StackRule<P extends Parameters> extends RuleBasics<P> {
  /** Looks at all objects of the rule's kinds at once; `resources` are all of the stack, those of other providers too. */
  readonly inspectAll: (
    objects: readonly KubernetesObject[],
    findings: Findings,
    settings: Settings<P>,
    resources: readonly EngineResource[],
  ) => void;
}

function configSchema(parameters: Parameters): { configSchema?: PolicyConfigSchema } {
  const entries = Object.entries(parameters).map(([name, parameter]) => [name, parameter.schema] as const);
  return entries.length === 0 ? {} : { configSchema: { properties: Object.fromEntries(entries) } };
}

/** A rule about one object at a time. */
export function resourceRule<P extends Parameters>(rule: ResourceRule<P>): ResourceValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.enforcementLevel,
    ...configSchema(rule.parameters),
    validateResource: (args, report) => {
      if (declaredBy(args.type, rule.kinds, rule.patches) === undefined) return;
      const findings = new Findings((message) => {
        report(message);
      });
      let objects: KubernetesObject[] = [];
      findings.check(() => {
        objects = objectsOf(args, rule.kinds, rule.patches);
      });
      if (objects.length > 0) {
        const settings = readSettings(rule.parameters, args.getConfig(), (message) => {
          findings.violation(message);
        });
        for (const object of objects) {
          findings.check(() => {
            rule.inspect(object, findings, settings);
          });
        }
      }
      findings.finish();
    },
  };
}

/** A rule that needs more than one object to tell. */
export function stackRule<P extends Parameters>(rule: StackRule<P>): StackValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.enforcementLevel,
    ...configSchema(rule.parameters),
    validateStack: (args, report) => {
      const findings = new Findings(report);
      const objects: KubernetesObject[] = [];
      for (const resource of args.resources) {
        // Before the first deployment the kubeconfig is not known, and the engine then shows objects of the cluster
        // without any property. The rules for single resources are handed their inputs all the same.
        if (declaredBy(resource.type, rule.kinds) === undefined || Object.keys(resource.props).length === 0) continue;
        findings.check(
          () => {
            objects.push(...objectsOf(resource, rule.kinds));
          },
          resource.name,
          resource.urn,
        );
      }
      if (objects.length > 0) {
        const settings = readSettings(rule.parameters, args.getConfig(), (message) => {
          findings.violation(message);
        });
        rule.inspectAll(objects, findings, settings, args.resources);
      }
      findings.finish();
    },
  };
}
