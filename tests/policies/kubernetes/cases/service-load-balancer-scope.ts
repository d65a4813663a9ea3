import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import type { PlannedResource } from "../../../support/policies.ts";

const prefix = "service.beta.kubernetes.io";
const service: PlannedResource = {
  type: "kubernetes:core/v1:Service",
  name: "web",
  props: { metadata: { name: "web" }, spec: { type: "LoadBalancer", ports: [{ port: 80 }] } },
};

function annotated(annotations: Record<string, unknown>): PlannedResource {
  return change(service, "metadata.annotations", annotations);
}

const open = "spec.type is LoadBalancer, open to the world";
const facing = { [`${prefix}/aws-load-balancer-scheme`]: "internet-facing" };

export const cases: RuleCases = {
  rule: "service-load-balancer-scope",
  passes: {
    "passes a service within the cluster": change(service, "spec.type", "ClusterIP"),
    "passes internal load balancers, by annotation": annotated({ [`${prefix}/aws-load-balancer-scheme`]: "internal" }),
    "passes internal load balancers, by the older annotation": annotated({
      [`${prefix}/aws-load-balancer-internal`]: "true",
    }),
    "passes internal load balancers, by class": change(service, "spec.loadBalancerClass", "service.k8s.aws/nlb"),
    "passes internal load balancers, by type": annotated({ [`${prefix}/aws-load-balancer-type`]: "external" }),
    "passes ranges that are named": change(annotated(facing), "spec.loadBalancerSourceRanges", ["203.0.113.0/24"]),
    "passes ranges that are named by annotation": annotated({
      ...facing,
      [`${prefix}/load-balancer-source-ranges`]: "203.0.113.0/24, 198.51.100.0/24",
    }),
    "leaves a security group to the rules about it": annotated({
      ...facing,
      [`${prefix}/aws-load-balancer-security-groups`]: "sg-0123456789abcdef0",
    }),
    "passes a service that its parameter names": { plan: service, parameters: { publicServices: ["web"] } },
    "misses nothing in a patch": patchOf(service, { spec: { type: "LoadBalancer" } }),
  },
  refuses: {
    "refuses a load balancer that says nothing": { plan: service, says: [open] },
    "refuses one that faces the internet, whatever its class": {
      plan: change(annotated(facing), "spec.loadBalancerClass", "service.k8s.aws/nlb"),
      says: [open],
    },
    "refuses ranges that are everybody": {
      plan: change(service, "spec.loadBalancerSourceRanges", ["203.0.113.0/24", "0.0.0.0/0"]),
      says: [open],
    },
    "refuses the two halves of everybody": {
      plan: change(service, "spec.loadBalancerSourceRanges", ["0.0.0.0/1", "128.0.0.0/1"]),
      says: [open],
    },
    "refuses everybody by annotation, and by IPv6": {
      plan: annotated({ ...facing, [`${prefix}/load-balancer-source-ranges`]: "203.0.113.0/24, ::/0" }),
      says: [open],
    },
    "refuses to face the internet by a patch": {
      plan: patchOf(service, { metadata: { name: "web", annotations: facing } }),
      says: [open],
    },
  },
  unclear: {
    "advises on a scheme that is not known": {
      plan: annotated({ [`${prefix}/aws-load-balancer-scheme`]: UNKNOWN }),
      unknown: `metadata.annotations["${prefix}/aws-load-balancer-scheme"]`,
      says: [],
    },
  },
};
