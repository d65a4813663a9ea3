import { eachContainerOf, eachTemplate } from "../support/containers.ts";
import { EMBEDDED_KINDS, embeddedOf, searchEmbedded } from "../support/embedded.ts";
import { isWithin } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { checkContainer, checkPod, embeddedPrivilege, HOLDS_PRIVILEGE } from "../support/podSecurity.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { resourceRule } from "../support/rule.ts";

/** The profile that the API server enforces in a namespace labelled "restricted", told before deployment. */
export const podSecurityRestricted = resourceRule({
  name: "pod-security-restricted",
  description:
    "Run pods under the restricted profile of the Pod Security Standards: not as root, without privileges or capabilities, with the runtime's seccomp profile.",
  enforcementLevel: "mandatory",
  kinds: new Set([...POD_KINDS, ...EMBEDDED_KINDS]),
  parameters: {
    exemptNamespaces: strings([], "Namespaces whose pods need more, such as those of node agents."),
  },
  patches: true,
  inspect: (object, findings, { exemptNamespaces }) => {
    if (EMBEDDED_KINDS.has(object.groupKind)) {
      searchEmbedded(embeddedOf(object), findings, HOLDS_PRIVILEGE, (met) => {
        const found = embeddedPrivilege(met);
        if (found !== undefined && !isWithin(object, exemptNamespaces)) findings.violation(found);
        return found !== undefined;
      });
    }
    if (isWithin(object, exemptNamespaces)) return;
    eachTemplate(object, findings, (template) => {
      checkPod(template, findings);
      eachContainerOf(template, findings, (container) => {
        checkContainer(container, findings, object.partial);
      });
    });
  },
});
