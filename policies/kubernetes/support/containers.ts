import type { Findings } from "./findings.ts";
import type { KubernetesObject } from "./objects.ts";
import { podTemplates } from "./podTemplates.ts";
import type { PodTemplate } from "./podTemplates.ts";
import type { Value } from "./value.ts";

/** A container of a pod template. */
export interface Container {
  /** How a message names it: "container web", "init container migrate". */
  readonly label: string;
  readonly role: "container" | "init container";
  readonly value: Value;
  readonly template: PodTemplate;
}

const LISTS = [
  ["containers", "container"],
  ["initContainers", "init container"],
] as const;

function nameOf(value: Value): string {
  try {
    return value.get("name").string() ?? "without a name";
  } catch {
    return "whose name is not known";
  }
}

/** Runs `visit` on every pod template of an object, each in a check of its own. */
export function eachTemplate(
  object: KubernetesObject,
  findings: Findings,
  visit: (template: PodTemplate) => void,
): void {
  findings.check(() => {
    for (const template of podTemplates(object)) {
      findings.check(() => {
        visit(template);
      });
    }
  });
}

/** Runs `visit` on every container and init container of a pod template, each in a check of its own. */
export function eachContainerOf(
  template: PodTemplate,
  findings: Findings,
  visit: (container: Container) => void,
): void {
  for (const [list, role] of LISTS) {
    findings.check(() => {
      for (const value of template.spec.get(list).list()) {
        findings.check(() => {
          visit({ label: `${role} ${nameOf(value)}`, role, value, template });
        });
      }
    });
  }
}

/** Runs `visit` on every container and init container of an object, each in a check of its own. */
export function eachContainer(
  object: KubernetesObject,
  findings: Findings,
  visit: (container: Container) => void,
): void {
  eachTemplate(object, findings, (template) => {
    eachContainerOf(template, findings, visit);
  });
}
