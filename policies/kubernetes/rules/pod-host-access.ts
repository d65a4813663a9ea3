import { eachContainerOf, eachTemplate } from "../support/containers.ts";
import { isWithin } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { resourceRule } from "../support/rule.ts";

/** A pod on the host's network has the node's credentials within reach, and one with a host path the node itself. */
export const podHostAccess = resourceRule({
  name: "pod-host-access",
  description:
    "Keep pods off the host's network, ports and paths, save in namespaces that are allowed to: use services and persistent volumes.",
  enforcementLevel: "mandatory",
  kinds: POD_KINDS,
  parameters: {
    allowedNamespaces: strings(["kube-system"], "Namespaces whose pods may use the host's network, ports and paths."),
  },
  patches: true,
  inspect: (object, findings, { allowedNamespaces }) => {
    // Asked only of pods that do have access: of any other an unknown namespace is nobody's concern.
    const refuse = (message: string): void => {
      if (!isWithin(object, allowedNamespaces)) findings.violation(message);
    };
    eachTemplate(object, findings, (template) => {
      findings.check(() => {
        const network = template.spec.get("hostNetwork");
        if (network.boolean() === true) refuse(`${network.path} is true; remove it`);
      });
      findings.check(() => {
        for (const volume of template.spec.get("volumes").list()) {
          findings.check(() => {
            const path = volume.get("hostPath");
            if (path.given()) refuse(`${path.path} is set; use a persistent volume claim or an emptyDir`);
          });
        }
      });
      eachContainerOf(template, findings, ({ label, value }) => {
        for (const port of value.get("ports").list()) {
          findings.check(() => {
            const host = port.get("hostPort");
            const given = host.number() ?? 0;
            if (given !== 0) refuse(`${label}: ${host.path} is ${given}; use a service`);
          });
        }
      });
    });
  },
});
