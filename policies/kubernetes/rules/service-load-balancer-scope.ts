import { nameOf } from "../support/objects.ts";
import type { KubernetesObject } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { resourceRule } from "../support/rule.ts";

const PREFIX = "service.beta.kubernetes.io";
/** Classes of load balancers that are internal unless they say otherwise (AWS Load Balancer Controller v3, EKS Auto Mode). */
const INTERNAL_CLASSES = ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"];
const INTERNAL_TYPES = ["external", "nlb-ip"];

/** Whether a load balancer has addresses of the internet. @throws NotKnown, Malformed */
function facesInternet(service: KubernetesObject): boolean {
  const annotations = service.body.at("metadata.annotations");
  const scheme = annotations.get(`${PREFIX}/aws-load-balancer-scheme`).string();
  if (scheme !== undefined) return scheme !== "internal";
  const internal = annotations.get(`${PREFIX}/aws-load-balancer-internal`).string() ?? "false";
  if (internal !== "false" && internal !== "") return false;
  if (service.partial) return false;
  if (INTERNAL_CLASSES.includes(service.body.at("spec.loadBalancerClass").string() ?? "")) return false;
  // Without a controller of its own, Kubernetes makes a load balancer that faces the internet.
  return !INTERNAL_TYPES.includes(annotations.get(`${PREFIX}/aws-load-balancer-type`).string() ?? "");
}

/** Whether a load balancer lets in everybody who reaches it. A security group of its own is judged where it is made. */
function letsEverybodyIn(service: KubernetesObject): boolean {
  const annotations = service.body.at("metadata.annotations");
  if (annotations.get(`${PREFIX}/aws-load-balancer-security-groups`).given()) return false;
  const annotated = annotations.get(`${PREFIX}/load-balancer-source-ranges`).string() ?? "";
  const given = service.body.at("spec.loadBalancerSourceRanges").strings();
  const ranges = given.length > 0 ? given : annotated.split(",").filter((range) => range.trim() !== "");
  // A half of all addresses is as good as all of them.
  return ranges.length === 0 || ranges.some((range) => /\/[0-7]\s*$/.test(range));
}

/** One word in a service makes a port of a pod a port of the internet, past every Ingress and its certificate. */
export const serviceLoadBalancerScope = resourceRule({
  name: "service-load-balancer-scope",
  description: "Keep the load balancers of services internal, or name the ranges that may reach them.",
  enforcementLevel: "mandatory",
  kinds: new Set(["core/Service"]),
  parameters: {
    publicServices: strings([], "Services that everybody may reach, by their names."),
  },
  patches: true,
  inspect: (service, findings, { publicServices }) => {
    const type = service.body.at("spec.type");
    const given = type.string();
    if (given !== "LoadBalancer" && !(service.partial && given === undefined)) return;
    if (!facesInternet(service) || !letsEverybodyIn(service) || publicServices.includes(nameOf(service))) return;
    findings.violation(
      `${type.path} is LoadBalancer, open to the world; annotate it with ${PREFIX}/aws-load-balancer-scheme internal, or set spec.loadBalancerSourceRanges`,
    );
  },
});
