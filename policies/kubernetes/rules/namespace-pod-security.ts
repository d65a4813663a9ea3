import { nameOf } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { resourceRule } from "../support/rule.ts";

const LABEL = "pod-security.kubernetes.io/enforce";
const LEVELS = ["baseline", "restricted"];

/** What a chart or an operator makes is never seen as a pod here; the API server sees it, and goes by this label. */
export const namespacePodSecurity = resourceRule({
  name: "namespace-pod-security",
  description: `Label every namespace with ${LABEL} restricted, or baseline, so that the API server refuses privileged pods.`,
  enforcementLevel: "mandatory",
  kinds: new Set(["core/Namespace"]),
  parameters: {
    privilegedNamespaces: strings(
      ["kube-system", "velero", "monitoring"],
      "Namespaces that may let privileged pods in: those of agents of nodes, as of Velero's file system backups and of node-exporter.",
    ),
  },
  patches: true,
  inspect: (namespace, findings, { privilegedNamespaces }) => {
    const label = namespace.body.at("metadata.labels").get(LABEL);
    const given = label.string();
    if (LEVELS.includes(given ?? "") || (given === undefined && namespace.partial)) return;
    if (privilegedNamespaces.includes(nameOf(namespace))) return;
    const found = given === undefined ? "is not set, which means privileged" : `is "${given}"`;
    findings.violation(`${label.path} ${found}; set it to ${LEVELS.toReversed().join(" or ")}`);
  },
});
