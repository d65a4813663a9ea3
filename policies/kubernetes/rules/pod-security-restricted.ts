import { eachContainerOf, eachTemplate } from "../support/containers.ts";
import { isWithin } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { checkContainer, checkPod } from "../support/podSecurity.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { resourceRule } from "../support/rule.ts";

/** The profile that the API server enforces in a namespace labelled "restricted", told before deployment. */
export const podSecurityRestricted = resourceRule({
  name: "pod-security-restricted",
  description:
    "Run pods under the restricted profile of the Pod Security Standards: not as root, without privileges or capabilities, with the runtime's seccomp profile.",
  enforcementLevel: "mandatory",
  kinds: POD_KINDS,
  parameters: {
    exemptNamespaces: strings([], "Namespaces whose pods need more, such as those of node agents."),
  },
  patches: true,
  inspect: (object, findings, { exemptNamespaces }) => {
    if (isWithin(object, exemptNamespaces)) return;
    eachTemplate(object, findings, (template) => {
      checkPod(template, findings);
      eachContainerOf(template, findings, (container) => {
        checkContainer(container, findings, object.partial);
      });
    });
  },
});
