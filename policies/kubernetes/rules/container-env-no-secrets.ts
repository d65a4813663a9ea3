import { eachContainer } from "../support/containers.ts";
import { EMBEDDED_KINDS, embeddedOf, searchEmbedded } from "../support/embedded.ts";
import type { Findings } from "../support/findings.ts";
import { strings } from "../support/parameters.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { resourceRule } from "../support/rule.ts";
import { argumentProblem, secretProblem, settingProblem } from "../support/secrets.ts";
import type { Value } from "../support/value.ts";

/** Keys of environment variables in a chart's values, as a list or as a map. */
const VARIABLES = /env(ironment)?(vars?|variables)?$/i;
const COMMANDS = /^(extra)?(command|args)$/i;
/** What is unknown under any other key is no secret that stands in the clear: it is made elsewhere. */
const NOTHING = /(?!)/;

const REMEDY = "use valueFrom.secretKeyRef";

/** Reports what is wrong with the variables of a list. */
function checkVariables(list: Value, label: string, allowed: readonly string[], findings: Findings): void {
  for (const variable of list.list()) {
    findings.check(() => {
      const name = variable.get("name").string() ?? "";
      if (allowed.includes(name)) return;
      const plain = variable.get("value");
      const problem = secretProblem(name, plain.text() ?? "");
      if (problem === undefined) return;
      findings.violation(`${label}${plain.path} of ${name} is taken for a secret, for ${problem}; ${REMEDY}`);
    });
  }
}

/** Reports what is wrong with a command line, of which an element may name what the next one is. */
function checkCommand(list: Value, label: string, allowed: readonly string[], findings: Findings): void {
  let before: string | undefined;
  for (const element of list.list()) {
    const previous = before;
    before = undefined;
    findings.check(() => {
      if (!element.isText()) return;
      const text = element.text() ?? "";
      before = text;
      const problem = argumentProblem(text, previous, allowed);
      if (problem === undefined) return;
      findings.violation(
        `${label}${element.path} is taken for a secret, for ${problem}; name a variable in its place, as $(NAME), whose value is ${REMEDY.slice("use ".length)}`,
      );
    });
  }
}

/** Reports the secrets in a chart's values or an operator's object. */
function checkEmbedded(root: Value, allowed: readonly string[], findings: Findings): void {
  searchEmbedded(root, findings, NOTHING, ({ key, value }) => {
    if (VARIABLES.test(key) && value.isList()) {
      checkVariables(value, "", allowed, findings);
      return true;
    }
    if (COMMANDS.test(key) && value.isList()) {
      checkCommand(value, "", allowed, findings);
      return true;
    }
    if (VARIABLES.test(key) && value.isObject()) {
      for (const [name, plain] of value.entries()) {
        findings.check(() => {
          if (plain.isUnknown() || !plain.isText() || allowed.includes(name)) return;
          const problem = secretProblem(name, plain.text() ?? "");
          if (problem === undefined) return;
          findings.violation(`${plain.path} is taken for a secret, for ${problem}; refer to a Secret`);
        });
      }
      return false;
    }
    if (!value.isText() || allowed.includes(key)) return false;
    const problem = settingProblem(key, value.text() ?? "");
    if (problem !== undefined) {
      findings.violation(`${value.path} is taken for a secret, for ${problem}; refer to a Secret`);
    }
    return true;
  });
}

/** A plain value is in the manifest, in the state, in `kubectl describe` and in every backup. */
export const containerEnvNoSecrets = resourceRule({
  name: "container-env-no-secrets",
  description:
    "Keep secrets out of plain environment values, commands and values of charts: take them from a Secret, as with valueFrom.secretKeyRef.",
  enforcementLevel: "mandatory",
  kinds: new Set([...POD_KINDS, ...EMBEDDED_KINDS]),
  parameters: {
    allowedNames: strings(
      [],
      "Names of variables, arguments (without dashes) and settings that look like secrets and are none.",
    ),
  },
  patches: true,
  inspect: (object, findings, { allowedNames }) => {
    if (EMBEDDED_KINDS.has(object.groupKind)) checkEmbedded(embeddedOf(object), allowedNames, findings);
    eachContainer(object, findings, ({ label, value }) => {
      findings.check(() => {
        checkVariables(value.get("env"), `${label}: `, allowedNames, findings);
      });
      for (const field of ["command", "args"]) {
        findings.check(() => {
          checkCommand(value.get(field), `${label}: `, allowedNames, findings);
        });
      }
    });
  },
});
