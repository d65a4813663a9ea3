import { eachContainerOf, eachTemplate } from "../support/containers.ts";
import { EMBEDDED_KINDS, embeddedOf, searchEmbedded } from "../support/embedded.ts";
import { isWithin, nameOf } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import type { Met } from "../support/embedded.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { resourceRule } from "../support/rule.ts";

const VOLUME_KIND = "core/PersistentVolume";
/** Keys that give access to the host, and those that hold such keys. */
const HOLDS_ACCESS = /^host(network|path|port)$|(volumes?|ports?|containers?|podspec|podtemplate)$/i;

/** What gives pods of a chart or an operator access to the host; undefined when a field does not. */
function embeddedAccess({ key, value, holder }: Met): string | undefined {
  if (key === "hostNetwork") {
    const on = value.isObject() ? value.get("enabled").truthy() : value.truthy();
    return on ? `${value.path} is on; remove it` : undefined;
  }
  if (key === "hostPath" && value.truthy() && (!value.isObject() || value.get("path").given())) {
    return `${holder.path}.hostPath is set; use a persistent volume claim or an emptyDir`;
  }
  return key === "hostPort" && value.isText() && Number(value.text()) > 0
    ? `${value.path} is ${value.text() ?? ""}; use a service`
    : undefined;
}

/** A pod on the host's network has the node's credentials within reach, and one with a host path the node itself. */
export const podHostAccess = resourceRule({
  name: "pod-host-access",
  description:
    "Keep pods off the host's network, ports and paths, save in namespaces that are allowed to: use services and persistent volumes.",
  enforcementLevel: "mandatory",
  kinds: new Set([...POD_KINDS, ...EMBEDDED_KINDS, VOLUME_KIND]),
  parameters: {
    allowedNamespaces: strings(["kube-system"], "Namespaces whose pods may use the host's network, ports and paths."),
    allowedVolumes: strings([], "Persistent volumes that may be a directory or a disk of a node, by their names."),
  },
  patches: true,
  inspect: (object, findings, { allowedNamespaces, allowedVolumes }) => {
    if (object.groupKind === VOLUME_KIND) {
      for (const source of ["hostPath", "local"]) {
        const value = object.body.get("spec").get(source);
        if (!value.given() || allowedVolumes.includes(nameOf(object))) continue;
        findings.violation(`${value.path} is set, a path of the node's; use a volume of a storage class`);
      }
      return;
    }
    // Asked only of pods that do have access: of any other an unknown namespace is nobody's concern.
    const refuse = (message: string): void => {
      if (!isWithin(object, allowedNamespaces)) findings.violation(message);
    };
    if (EMBEDDED_KINDS.has(object.groupKind)) {
      searchEmbedded(embeddedOf(object), findings, HOLDS_ACCESS, (met) => {
        const found = embeddedAccess(met);
        if (found !== undefined) refuse(found);
        return found !== undefined;
      });
    }
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
