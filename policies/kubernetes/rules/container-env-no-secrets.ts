import { eachContainer } from "../support/containers.ts";
import { strings } from "../support/parameters.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { resourceRule } from "../support/rule.ts";
import { secretProblem } from "../support/secrets.ts";

/** A plain value is in the manifest, in the state, in `kubectl describe` and in every backup. */
export const containerEnvNoSecrets = resourceRule({
  name: "container-env-no-secrets",
  description: "Keep secrets out of plain environment values: take them from a Secret with valueFrom.secretKeyRef.",
  enforcementLevel: "mandatory",
  kinds: POD_KINDS,
  parameters: {
    allowedNames: strings([], "Names of variables that look like secrets and are none."),
  },
  patches: true,
  inspect: (object, findings, { allowedNames }) => {
    eachContainer(object, findings, ({ label, value }) => {
      for (const variable of value.get("env").list()) {
        findings.check(() => {
          const name = variable.get("name").string() ?? "";
          if (allowedNames.includes(name)) return;
          const plain = variable.get("value");
          const problem = secretProblem(name, plain.text() ?? "");
          if (problem !== undefined) {
            findings.violation(
              `${label}: ${plain.path} of ${name} is taken for a secret, for ${problem}; use valueFrom.secretKeyRef`,
            );
          }
        });
      }
    });
  },
});
