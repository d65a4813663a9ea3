import { refusal, type Refusals } from "./refusal.ts";

const CANARY = "spec.strategy.canary";
const CONTAINER = "spec.template.spec.containers.0";

/** What Argo Rollouts' definition has against a rollout: it knows types and required fields, and few rules. */
export const ROLLOUT: Refusals = {
  kind: "Rollout",
  cases: {
    "a field with a slip in its name": refusal("spec.stratgy", {}, ".spec.stratgy: field not declared in schema"),
    "a step there is not": refusal(`${CANARY}.steps`, [{ setWait: 20 }], "setWait: field not declared in schema"),
    "a weight as a percentage": refusal(`${CANARY}.steps`, [{ setWeight: "20%" }], "setWeight: expected numeric"),
    "a pause that is neither number nor text": refusal(
      `${CANARY}.steps`,
      [{ pause: { duration: true } }],
      "spec.strategy.canary.steps[0].pause.duration",
    ),
    "a canary Service that is not a name": refusal(`${CANARY}.canaryService`, 80, "canaryService: expected string"),
    "an analysis whose scope is not yes or no": refusal(
      `${CANARY}.steps`,
      [{ analysis: { templates: [{ templateName: "a", clusterScope: "yes" }] } }],
      "clusterScope: expected boolean",
    ),
    "an argument without a name": refusal(
      `${CANARY}.steps`,
      [{ analysis: { templates: [{ templateName: "a" }], args: [{ value: "b" }] } }],
      "args[0].name: Required value",
    ),
    "a load balancer without the Service's port": refusal(
      `${CANARY}.trafficRouting`,
      { alb: { ingress: "myapp" } },
      "trafficRouting.alb.servicePort: Required value",
    ),
    "preferred anti-affinity without a weight": refusal(
      `${CANARY}.antiAffinity`,
      { preferredDuringSchedulingIgnoredDuringExecution: {} },
      "preferredDuringSchedulingIgnoredDuringExecution.weight: Required value",
    ),
    "blue-green without an active Service": refusal(
      "spec.strategy",
      { blueGreen: { previewService: "preview" } },
      "spec.strategy.blueGreen.activeService: Required value",
    ),
    "blue-green that is promoted by a word": refusal(
      "spec.strategy",
      { blueGreen: { activeService: "a", autoPromotionEnabled: "later" } },
      "autoPromotionEnabled: expected boolean",
    ),
    "replicas in words": refusal("spec.replicas", "three", ".spec.replicas: expected numeric"),
    "a deadline with a unit": refusal("spec.progressDeadlineSeconds", "10m", ".spec.progressDeadlineSeconds: expected"),
    "pods without containers": refusal(
      "spec.template.spec.containers",
      undefined,
      "spec.template.spec.containers: Required value",
    ),
    "a container without a name": refusal(`${CONTAINER}.name`, undefined, "containers: element 0: associative list"),
    "a container's port in words": refusal(
      `${CONTAINER}.ports`,
      [{ containerPort: "http" }],
      "containerPort: expected numeric",
    ),
  },
};
