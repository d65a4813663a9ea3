import { eachContainer } from "../support/containers.ts";
import { isWithin } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { POD_KINDS } from "../support/podTemplates.ts";
import { checkResources } from "../support/resources.ts";
import { resourceRule } from "../support/rule.ts";

/** Without requests, Karpenter cannot choose a node nor the scheduler pack one; without a memory limit one leak takes a node. */
export const workloadResourceRequests = resourceRule({
  name: "workload-resource-requests",
  description:
    "Set cpu and memory requests and a memory limit on every container and init container, so that nodes are sized and packed by what pods need.",
  enforcementLevel: "mandatory",
  kinds: POD_KINDS,
  parameters: {
    exemptNamespaces: strings([], "Namespaces whose workloads this rule does not look at."),
  },
  inspect: (object, findings, { exemptNamespaces }) => {
    if (isWithin(object, exemptNamespaces)) return;
    eachContainer(object, findings, (container) => {
      checkResources(container.value.get("resources"), container.label, findings);
    });
  },
});
